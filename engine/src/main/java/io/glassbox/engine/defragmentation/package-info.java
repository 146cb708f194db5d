/** What brings the free blocks among the data together, so that slabs become empty and go back to the system. */
@NullMarked
package io.glassbox.engine.defragmentation;

import org.jspecify.annotations.NullMarked;
