/** The cmsgpack library: Lua's values as MessagePack and back. */
@NullMarked
package io.glassbox.scripting.lua.library.messagepack;

import org.jspecify.annotations.NullMarked;
