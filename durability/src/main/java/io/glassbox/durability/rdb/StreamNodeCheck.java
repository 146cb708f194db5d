package io.glassbox.durability.rdb;

import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackCheck;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.stream.StreamId;

/**
 * Whether listpacks are the nodes of a stream: every element is what its place asks for, the counts are right, and IDs ascend from
 * entry to entry and from node to node. The layout is drawn at {@code structure.stream.StreamNode}.
 */
final class StreamNodeCheck {
    private static final int DELETED = 1;
    private static final int SAME_FIELDS = 2;
    private static final int MOST_FLAGS = DELETED | SAME_FIELDS;

    private final StreamId last = new StreamId();
    private final StreamId id = new StreamId();
    private boolean hasLast;
    private long element;
    private long entries;
    private long deleted;

    /** Begins another stream. */
    void begin() {
        hasLast = false;
        last.setLeast();
    }

    /** The greatest ID of any entry so far, deleted or not. */
    StreamId lastId() {
        return last;
    }

    /** Looks at the next node; how many entries it has that are not deleted. Throws {@link DamagedRdb} if it is none. */
    long check(long address, int length, StreamId master) {
        if (!ListpackCheck.isValid(address, length)) {
            throw damaged();
        }
        element = Listpack.first(address);
        entries = 0;
        deleted = 0;
        long saidEntries = count();
        long saidDeleted = count();
        long fields = count();
        skip(fields);
        if (number() != 0) {
            throw damaged();
        }
        while (element != 0) {
            checkEntry(master, fields);
        }
        if (entries != saidEntries || deleted != saidDeleted || entries == 0) {
            throw damaged();
        }
        return entries;
    }

    private void checkEntry(StreamId master, long masterFields) {
        // Deleting marks this byte in place.
        int flags = Memory.getUnsignedByte(element);
        if (flags > MOST_FLAGS) {
            throw damaged();
        }
        number();
        long millis = number();
        id.set(master.millis() + millis, master.sequence() + number());
        if (id.isBelow(master) || hasLast && !id.isAbove(last)) {
            throw damaged();
        }
        last.set(id);
        hasLast = true;
        boolean isSame = (flags & SAME_FIELDS) != 0;
        long fields = isSame ? masterFields : count();
        skip(fields);
        if (!isSame) {
            skip(fields);
        }
        if (number() != (isSame ? fields + 3 : 2 * fields + 4)) {
            throw damaged();
        }
        if ((flags & DELETED) != 0) {
            deleted++;
        } else {
            entries++;
        }
    }

    private long count() {
        long number = number();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw damaged();
        }
        return number;
    }

    private long number() {
        if (element == 0 || !Listpack.isInteger(element)) {
            throw damaged();
        }
        long number = Listpack.integer(element);
        element = Listpack.next(element);
        return number;
    }

    private void skip(long elements) {
        for (long i = 0; i < elements; i++) {
            if (element == 0) {
                throw damaged();
            }
            element = Listpack.next(element);
        }
    }

    private static DamagedRdb damaged() {
        return new DamagedRdb("has a stream with a damaged node");
    }
}
