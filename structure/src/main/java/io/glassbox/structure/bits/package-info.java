/** Strings as arrays of bits, the first bit of a byte being its highest: counting, searching, combining, bit fields. */
@NullMarked
package io.glassbox.structure.bits;

import org.jspecify.annotations.NullMarked;
