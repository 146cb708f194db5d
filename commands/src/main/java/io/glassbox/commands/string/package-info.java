/** Strings as values: whole, in part, as numbers. */
@NullMarked
package io.glassbox.commands.string;

import org.jspecify.annotations.NullMarked;
