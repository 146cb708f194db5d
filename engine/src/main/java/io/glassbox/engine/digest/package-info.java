/** Signatures of data, by which two copies of it can be compared. */
@NullMarked
package io.glassbox.engine.digest;

import org.jspecify.annotations.NullMarked;
