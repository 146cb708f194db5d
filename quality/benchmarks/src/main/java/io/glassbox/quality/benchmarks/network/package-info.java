/** Microbenchmarks of reading requests. */
@NullMarked
package io.glassbox.quality.benchmarks.network;

import org.jspecify.annotations.NullMarked;
