package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Memory;

/**
 * What a stream consists of, in one piece of fixed length from which everything else is reached.
 *
 * <pre>
 *   0  16  nodes: root of an {@link IdTree} from the first ID of a node to the reference of its listpack
 *  16   8  length: entries that are not deleted
 *  24  16  last ID ever given
 *  40  16  ID of the first entry that is not deleted, 0-0 if there is none
 *  56  16  greatest ID ever deleted by name
 *  72   8  entries ever added
 *  80   8  groups: root of a {@link NameIndex}
 *  88   8  reference of what is kept of producers, 0 if nothing is, see {@link Producers}
 * </pre>
 *
 * All zero is an empty stream that never had an entry.
 */
public final class StreamRoot {
    public static final int BYTES = 96;

    private static final int LENGTH = 16;
    private static final int LAST_ID = 24;
    private static final int FIRST_ID = 40;
    private static final int MAX_DELETED_ID = 56;
    private static final int ENTRIES_ADDED = 72;
    private static final int GROUPS = 80;
    private static final int PRODUCERS = 88;

    private StreamRoot() {}

    static long nodes(long root) {
        return root;
    }

    static long groups(long root) {
        return root + GROUPS;
    }

    static long producers(long root) {
        return Memory.getLong(root + PRODUCERS);
    }

    static void putProducers(long root, long reference) {
        Memory.putLong(root + PRODUCERS, reference);
    }

    public static long length(long root) {
        return Memory.getLong(root + LENGTH);
    }

    static void putLength(long root, long length) {
        Memory.putLong(root + LENGTH, length);
    }

    public static StreamId lastId(long root, StreamId target) {
        return target.read(root + LAST_ID);
    }

    public static void putLastId(long root, StreamId id) {
        id.write(root + LAST_ID);
    }

    public static StreamId firstId(long root, StreamId target) {
        return target.read(root + FIRST_ID);
    }

    static void putFirstId(long root, StreamId id) {
        id.write(root + FIRST_ID);
    }

    public static StreamId maxDeletedId(long root, StreamId target) {
        return target.read(root + MAX_DELETED_ID);
    }

    public static void putMaxDeletedId(long root, StreamId id) {
        id.write(root + MAX_DELETED_ID);
    }

    /** Unsigned. */
    public static long entriesAdded(long root) {
        return Memory.getLong(root + ENTRIES_ADDED);
    }

    public static void putEntriesAdded(long root, long count) {
        Memory.putLong(root + ENTRIES_ADDED, count);
    }
}
