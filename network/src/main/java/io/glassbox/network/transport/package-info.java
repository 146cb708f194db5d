/** The ways to the network that a loop may stand on. */
@NullMarked
package io.glassbox.network.transport;

import org.jspecify.annotations.NullMarked;
