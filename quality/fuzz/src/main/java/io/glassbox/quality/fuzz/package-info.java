/** The fuzzer: damaged requests by the million against a whole server. */
@NullMarked
package io.glassbox.quality.fuzz;

import org.jspecify.annotations.NullMarked;
