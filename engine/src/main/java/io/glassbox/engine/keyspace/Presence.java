package io.glassbox.engine.keyspace;

/** Whether a key is there, told without deleting it if its time has come. */
public enum Presence {
    ABSENT,
    /** In memory, but its time has come: the next command that asks for it will not find it. */
    EXPIRED,
    PRESENT
}
