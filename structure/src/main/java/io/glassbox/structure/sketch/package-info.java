/** Sketches: small summaries that answer approximately; here the HyperLogLog in Redis's own bytes. */
@NullMarked
package io.glassbox.structure.sketch;

import org.jspecify.annotations.NullMarked;
