/** Programs that run inside the server: Lua, scripts and libraries of functions. */
@NullMarked
package io.glassbox.scripting;

import org.jspecify.annotations.NullMarked;
