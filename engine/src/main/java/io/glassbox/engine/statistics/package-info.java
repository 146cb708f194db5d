/** What a server counts while it works: per command, per error, slow calls, latency spikes. */
@NullMarked
package io.glassbox.engine.statistics;

import org.jspecify.annotations.NullMarked;
