/** Lua 5.1 in pure Java: programs from text, run by an interpreter and, where they are hot, as bytecode of the JVM. */
@NullMarked
package io.glassbox.scripting.lua;

import org.jspecify.annotations.NullMarked;
