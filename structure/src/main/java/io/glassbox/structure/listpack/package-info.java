/** Redis's listpack: a sequence of strings and integers in one piece of memory. */
@NullMarked
package io.glassbox.structure.listpack;

import org.jspecify.annotations.NullMarked;
