/** Compression of stored bytes. */
@NullMarked
package io.glassbox.structure.compress;

import org.jspecify.annotations.NullMarked;
