/** The struct library: numbers and strings as C lays them out in memory, and back. */
@NullMarked
package io.glassbox.scripting.lua.library.structure;

import org.jspecify.annotations.NullMarked;
