/** What is done once for practice, so that it does not stall the engine when it is done in earnest. */
@NullMarked
package io.glassbox.durability.rehearse;

import org.jspecify.annotations.NullMarked;
