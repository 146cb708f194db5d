package io.glassbox.durability.rdb;

/** Bytes that stand in an RDB file where otherwise the type of a key's value would. */
final class RdbOpcode {
    /** Slot, keys and keys with a due time: a hint for clusters. */
    static final int SLOT_INFO = 244;

    static final int FUNCTION = 245;
    static final int FUNCTION_PRE_GA = 246;
    static final int MODULE_AUX = 247;

    /** Seconds since the key that follows was used, or how often it was. */
    static final int IDLE = 248;

    static final int FREQUENCY = 249;

    /** A name and a value about the file. */
    static final int AUX = 250;

    /** How many keys, and keys with a due time, the database has: a hint. */
    static final int RESIZE_DATABASE = 251;

    static final int DUE_MILLIS = 252;
    static final int DUE_SECONDS = 253;
    static final int SELECT_DATABASE = 254;
    static final int END = 255;

    private RdbOpcode() {}
}
