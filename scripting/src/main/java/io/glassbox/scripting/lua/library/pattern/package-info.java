/** Lua's patterns, on arrays of bytes. Knows nothing of Lua's values. */
@NullMarked
package io.glassbox.scripting.lua.library.pattern;

import org.jspecify.annotations.NullMarked;
