/** A timing wheel: finds the entries that are due at a millisecond without looking at the others. */
@NullMarked
package io.glassbox.structure.wheel;

import org.jspecify.annotations.NullMarked;
