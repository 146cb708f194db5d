/** The time that a command sees: one instant from its start to its end. */
@NullMarked
package io.glassbox.engine.clock;

import org.jspecify.annotations.NullMarked;
