/** Provisional. */
@NullMarked
package io.glassbox.structure.hash;

import org.jspecify.annotations.NullMarked;
