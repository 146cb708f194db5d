/** The seam of time: the system's clock, or one that a test or a simulation moves. */
@NullMarked
package io.glassbox.foundation.time;

import org.jspecify.annotations.NullMarked;
