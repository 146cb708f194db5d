/** Bytes under construction, and numbers as C's printf writes them, on arrays of bytes. Knows nothing of Lua's values, which are built on it. */
@NullMarked
package io.glassbox.scripting.lua.text;

import org.jspecify.annotations.NullMarked;
