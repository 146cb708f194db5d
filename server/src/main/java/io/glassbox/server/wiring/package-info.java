/** Puts the parts together: engine, commands, network, settings. */
@NullMarked
package io.glassbox.server.wiring;

import org.jspecify.annotations.NullMarked;
