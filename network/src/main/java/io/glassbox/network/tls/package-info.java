/**
 * Encrypted connections: between the wires of a transport and the connections, which notice nothing. The only place that knows
 * {@code javax.net.ssl}.
 */
@NullMarked
package io.glassbox.network.tls;

import org.jspecify.annotations.NullMarked;
