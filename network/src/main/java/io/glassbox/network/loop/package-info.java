/** The event loop: waits, runs what came, writes what is owed. */
@NullMarked
package io.glassbox.network.loop;

import org.jspecify.annotations.NullMarked;
