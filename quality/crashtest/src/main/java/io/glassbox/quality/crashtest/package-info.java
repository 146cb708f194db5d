/** Kills servers at random moments and looks for what they have confirmed. */
@NullMarked
package io.glassbox.quality.crashtest;

import org.jspecify.annotations.NullMarked;
