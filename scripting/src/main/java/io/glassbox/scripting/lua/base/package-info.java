/** The functions of Lua that need no library: types, errors, environments, loading, and coroutines. */
@NullMarked
package io.glassbox.scripting.lua.base;

import org.jspecify.annotations.NullMarked;
