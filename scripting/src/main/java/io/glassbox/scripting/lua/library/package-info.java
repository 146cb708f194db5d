/**
 * The libraries that Redis gives to its programs: string, table, math, bit and os here, those with a format of their own in packages
 * below. Each has a method that makes its table; {@link io.glassbox.scripting.lua.library.Libraries} knows them all.
 */
@NullMarked
package io.glassbox.scripting.lua.library;

import org.jspecify.annotations.NullMarked;
