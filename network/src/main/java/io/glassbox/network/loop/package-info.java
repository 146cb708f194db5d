/** The event loop and the transports that it may stand on. */
@NullMarked
package io.glassbox.network.loop;

import org.jspecify.annotations.NullMarked;
