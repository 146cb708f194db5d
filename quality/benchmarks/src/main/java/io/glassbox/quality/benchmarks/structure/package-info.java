/** Microbenchmarks of the table and the allocator. */
@NullMarked
package io.glassbox.quality.benchmarks.structure;

import org.jspecify.annotations.NullMarked;
