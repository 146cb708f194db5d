/** Strings as arrays of bits. */
@NullMarked
package io.glassbox.commands.bitmap;

import org.jspecify.annotations.NullMarked;
