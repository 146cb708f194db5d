/** Snapshots of all data: how they are taken, where they are kept, and how a server comes back from one. */
@NullMarked
package io.glassbox.durability.snapshot;

import org.jspecify.annotations.NullMarked;
