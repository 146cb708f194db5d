/** Bytes under construction, and numbers as C's printf writes them, on arrays of bytes. Knows nothing of Lua's values. */
@NullMarked
package io.glassbox.scripting.lua.library.text;

import org.jspecify.annotations.NullMarked;
