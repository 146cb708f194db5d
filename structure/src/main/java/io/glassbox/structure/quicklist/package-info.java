/** Long lists: a counted tree of nodes, each of which packs many elements into one block. */
@NullMarked
package io.glassbox.structure.quicklist;

import org.jspecify.annotations.NullMarked;
