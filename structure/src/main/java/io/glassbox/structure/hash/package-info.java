/** Keyed hashing and the extendible hash table that keyspaces and large collections are made of. */
@NullMarked
package io.glassbox.structure.hash;

import org.jspecify.annotations.NullMarked;
