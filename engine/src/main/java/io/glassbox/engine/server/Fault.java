package io.glassbox.engine.server;

/** Ways in which a process dies of a fault, for tests of whatever watches over it. */
public enum Fault {
    SEGMENTATION,
    ASSERTION,
    PANIC,
    OUT_OF_MEMORY
}
