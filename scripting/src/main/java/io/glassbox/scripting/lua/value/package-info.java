/**
 * What a Lua program computes with: its values, their tables and operations, the state of one interpreter and its errors.
 *
 * <p>nil is Java's null, booleans are {@link java.lang.Boolean}, numbers {@link java.lang.Double}; the other types have
 * classes here. Nothing in this package knows how programs are written down or run.
 */
@NullMarked
package io.glassbox.scripting.lua.value;

import org.jspecify.annotations.NullMarked;
