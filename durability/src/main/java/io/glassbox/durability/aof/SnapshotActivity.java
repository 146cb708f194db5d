package io.glassbox.durability.aof;

/** Tells whether a snapshot is being written, so that the disk has much to do. */
@FunctionalInterface
interface SnapshotActivity {
    boolean isRunning();
}
