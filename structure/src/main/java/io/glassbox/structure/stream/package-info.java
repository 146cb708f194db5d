/** Streams: entries in listpacks in the order of their IDs, groups of consumers with what they have not acknowledged. */
@NullMarked
package io.glassbox.structure.stream;

import org.jspecify.annotations.NullMarked;
