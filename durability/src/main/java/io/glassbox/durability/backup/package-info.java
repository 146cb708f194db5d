/** Copies of the data to keep elsewhere, and proofs that what is on the disk can be restored. */
@NullMarked
package io.glassbox.durability.backup;

import org.jspecify.annotations.NullMarked;
