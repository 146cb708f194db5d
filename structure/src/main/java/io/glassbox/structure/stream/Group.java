package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Memory;

/**
 * The block of a group of consumers, which only its {@link NameIndex} knows: it may move between two commands.
 *
 * <pre>
 *   0  16  what was delivered and not acknowledged: root of an {@link IdTree} of references of {@link Pending} blocks
 *  16   8  consumers: root of a {@link NameIndex}
 *  24  16  ID of the last entry that was delivered
 *  40   8  entries delivered so far, -1 if nobody knows
 *  48   8  references of the pending entry that was delivered longest ago,
 *  56   8  of the one that was delivered last,
 *  64   8  and of the last that was given back, from which on they are delivered ones; 0 each if there is none
 *  72   8  pending entries that were given back
 *  80   4  length of its name
 *  84      name
 * </pre>
 */
public final class Group {
    /** Entries read, if nobody knows how many. */
    public static final long UNKNOWN = -1;

    static final int NAME = 80;

    private static final int CONSUMERS = 16;
    private static final int LAST_ID = 24;
    private static final int ENTRIES_READ = 40;
    private static final int OLDEST = 48;
    private static final int NEWEST = 56;
    private static final int LAST_GIVEN_BACK = 64;
    private static final int GIVEN_BACK = 72;

    private Group() {}

    static long pending(long group) {
        return group;
    }

    static long consumers(long group) {
        return group + CONSUMERS;
    }

    public static long pendingCount(long group) {
        return Memory.getLong(group + 8);
    }

    public static StreamId lastId(long group, StreamId target) {
        return target.read(group + LAST_ID);
    }

    public static void putLastId(long group, StreamId id) {
        id.write(group + LAST_ID);
    }

    public static long entriesRead(long group) {
        return Memory.getLong(group + ENTRIES_READ);
    }

    public static void putEntriesRead(long group, long count) {
        Memory.putLong(group + ENTRIES_READ, count);
    }

    static long oldest(long group) {
        return Memory.getLong(group + OLDEST);
    }

    static void putOldest(long group, long reference) {
        Memory.putLong(group + OLDEST, reference);
    }

    static long newest(long group) {
        return Memory.getLong(group + NEWEST);
    }

    static void putNewest(long group, long reference) {
        Memory.putLong(group + NEWEST, reference);
    }

    static long lastGivenBack(long group) {
        return Memory.getLong(group + LAST_GIVEN_BACK);
    }

    static void putLastGivenBack(long group, long reference) {
        Memory.putLong(group + LAST_GIVEN_BACK, reference);
    }

    /** Pending entries that no consumer has. */
    public static long givenBackCount(long group) {
        return Memory.getLong(group + GIVEN_BACK);
    }

    static void addGivenBack(long group, int more) {
        Memory.putLong(group + GIVEN_BACK, givenBackCount(group) + more);
    }
}
