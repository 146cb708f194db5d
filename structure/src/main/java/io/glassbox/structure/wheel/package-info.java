/** Provisional. */
@NullMarked
package io.glassbox.structure.wheel;

import org.jspecify.annotations.NullMarked;
