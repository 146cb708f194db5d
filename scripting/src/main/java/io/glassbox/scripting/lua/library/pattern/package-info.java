/** Lua's patterns, on arrays of bytes. */
@NullMarked
package io.glassbox.scripting.lua.library.pattern;

import org.jspecify.annotations.NullMarked;
