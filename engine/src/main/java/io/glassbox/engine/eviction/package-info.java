/** What keeps memory below {@code maxmemory}: keys that have to go, and who they are. */
@NullMarked
package io.glassbox.engine.eviction;

import org.jspecify.annotations.NullMarked;
