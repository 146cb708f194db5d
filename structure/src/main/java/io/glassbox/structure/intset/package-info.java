/** Small sets of integers, packed and sorted. */
@NullMarked
package io.glassbox.structure.intset;

import org.jspecify.annotations.NullMarked;
