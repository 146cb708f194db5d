/**
 * Programs as trees that run by themselves: each node evaluates its parts. It needs no preparation, so a new program answers
 * at once; functions and loops that turn out hot are handed to a {@link io.glassbox.scripting.lua.interpret.Compiler}.
 */
@NullMarked
package io.glassbox.scripting.lua.interpret;

import org.jspecify.annotations.NullMarked;
