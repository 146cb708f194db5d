/** The cjson library: Lua's values as JSON texts and back. */
@NullMarked
package io.glassbox.scripting.lua.library.json;

import org.jspecify.annotations.NullMarked;
