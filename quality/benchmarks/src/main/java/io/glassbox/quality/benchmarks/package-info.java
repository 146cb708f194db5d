/** Measures the server against redis-server on the same machine in the same run: throughput, CPU, latency, memory. */
@NullMarked
package io.glassbox.quality.benchmarks;

import org.jspecify.annotations.NullMarked;
