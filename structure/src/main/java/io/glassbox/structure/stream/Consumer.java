package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Memory;

/**
 * The block of a consumer, which its {@link NameIndex} and all {@link Pending} entries that it has know.
 *
 * <pre>
 *   0  16  what it has not acknowledged: root of an {@link IdTree} of references of {@link Pending} blocks
 *  16   8  milliseconds at which it last asked for anything
 *  24   8  milliseconds at which it last got anything, -1 if never
 *  32   4  length of its name
 *  36      name
 * </pre>
 */
public final class Consumer {
    static final int NAME = 32;

    private static final int SEEN = 16;
    private static final int ACTIVE = 24;

    private Consumer() {}

    static long pending(long consumer) {
        return consumer;
    }

    /** How many entries it has not acknowledged. */
    public static long pendingCount(long consumer) {
        return Memory.getLong(consumer + 8);
    }

    public static long seen(long consumer) {
        return Memory.getLong(consumer + SEEN);
    }

    public static void putSeen(long consumer, long millis) {
        Memory.putLong(consumer + SEEN, millis);
    }

    public static long active(long consumer) {
        return Memory.getLong(consumer + ACTIVE);
    }

    public static void putActive(long consumer, long millis) {
        Memory.putLong(consumer + ACTIVE, millis);
    }
}
