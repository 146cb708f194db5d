/** A timing wheel of entries that are due at some millisecond. */
@NullMarked
package io.glassbox.structure.wheel;

import org.jspecify.annotations.NullMarked;
