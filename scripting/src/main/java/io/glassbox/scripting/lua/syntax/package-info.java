/** Texts of programs: from bytes to words to trees, with the messages of Lua 5.1 for what is none. */
@NullMarked
package io.glassbox.scripting.lua.syntax;

import org.jspecify.annotations.NullMarked;
