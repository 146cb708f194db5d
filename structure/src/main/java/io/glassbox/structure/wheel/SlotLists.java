package io.glassbox.structure.wheel;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.Arrays;

/**
 * The doubly linked lists of a timing wheel, one a slot, threaded through the entries themselves.
 *
 * <p>A list is named {@code level * 128 + slot}. The first entry of a list says which list that is instead of naming an
 * entry before it: so any entry can be taken out without a search, wherever it was moved since it was put in.
 *
 * <pre>
 * link area of an entry                       block of a level, made when it is first needed
 *  0 u64 due, milliseconds                       0 u64 reference of the first entry [128]
 *  8 5-byte reference of the entry before,    1024 u32 upper bound of the number of entries [128]
 *    or 2^39 + list
 * 13 5-byte reference of the next, 0 = none
 * </pre>
 */
final class SlotLists {
    static final int LINK_BYTES = 18;

    /** Slots of a level: two turns of 64, the current one and the next. */
    static final int SLOTS = 128;

    static final int SLOT_MASK = SLOTS - 1;
    static final int LEVELS = 11;

    /** The list of entries whose time had come when they were added; it has a level of its own. */
    static final int OVERDUE = LEVELS * SLOTS;

    private static final int BEFORE = 8;
    private static final int NEXT = 13;
    private static final int COUNTS = SLOTS * Long.BYTES;
    private static final int LEVEL_BYTES = COUNTS + SLOTS * Integer.BYTES;

    /** References are below this, see {@link Slabs#toReference}. */
    private static final long FIRST = 1L << 39;

    private final Slabs slabs;
    private final LinkFormat format;
    private final long[] levels = new long[LEVELS + 1];

    /** One bit for each slot that has entries, two words a level. */
    private final long[] occupied = new long[2 * (LEVELS + 1)];

    private int occupiedLevels;
    private long size;
    private long removals;

    SlotLists(Slabs slabs, LinkFormat format) {
        this.slabs = slabs;
        this.format = format;
    }

    long size() {
        return size;
    }

    /** How often an entry was taken out of a list, ever. */
    long removals() {
        return removals;
    }

    long bytes() {
        long bytes = 0;
        for (long level : levels) {
            bytes += level == 0 ? 0 : LEVEL_BYTES;
        }
        return bytes;
    }

    long due(long entry) {
        return Memory.getLong(format.linkAddress(entry));
    }

    void setDue(long entry, long due) {
        Memory.putLong(format.linkAddress(entry), due);
    }

    /** One bit for each level that has entries. */
    int occupiedLevels() {
        return occupiedLevels;
    }

    boolean isEmpty(int list) {
        return (occupied[list >>> 6] >>> list & 1) == 0;
    }

    /** The first entry of a list that is not empty. */
    long first(int list) {
        return slabs.toAddress(Memory.getLong(headAddress(list)));
    }

    /** The entry behind this one in its list; 0 behind the last. */
    long following(long entry) {
        long next = next(entry);
        return next == 0 ? 0 : slabs.toAddress(next);
    }

    /**
     * At least the number of entries of a list: one that is taken out of the middle does not know which list that was, and is
     * counted until the list is empty.
     */
    int countAtMost(int list) {
        return isEmpty(list) ? 0 : Memory.getInt(countAddress(list));
    }

    /** How many slots after {@code slot} the next one is that has entries, in a circle; 0 if that slot has some itself. */
    int distance(int level, int slot) {
        assert (occupiedLevels >>> level & 1) != 0 : "the level is empty";
        int word = 2 * level + (slot >>> 6);
        int bit = slot & 63;
        long here = occupied[word] >>> bit;
        if (here != 0) {
            return Long.numberOfTrailingZeros(here);
        }
        long other = occupied[word ^ 1];
        return other != 0
                ? 64 - bit + Long.numberOfTrailingZeros(other)
                : SLOTS - bit + Long.numberOfTrailingZeros(occupied[word]);
    }

    /** Puts an entry before all others of a list. */
    void push(int list, long entry) {
        int level = list / SLOTS;
        makeLevel(level);
        long head = headAddress(list);
        long next = Memory.getLong(head);
        long reference = slabs.toReference(entry);
        long links = format.linkAddress(entry);
        Memory.putReference(links + BEFORE, FIRST | list);
        Memory.putReference(links + NEXT, next);
        if (next != 0) {
            setBefore(slabs.toAddress(next), reference);
        }
        Memory.putLong(head, reference);
        int count = Memory.getInt(countAddress(list));
        Memory.putInt(countAddress(list), count + (count == Integer.MAX_VALUE ? 0 : 1));
        occupied[list >>> 6] |= 1L << list;
        occupiedLevels |= 1 << level;
        size++;
    }

    /** Takes an entry out of its list. */
    void remove(long entry) {
        long links = format.linkAddress(entry);
        long before = Memory.getReference(links + BEFORE);
        long next = Memory.getReference(links + NEXT);
        assert (before & FIRST) != 0 || next(slabs.toAddress(before)) == slabs.toReference(entry) : "not in the wheel";
        if (next != 0) {
            setBefore(slabs.toAddress(next), before);
        }
        if ((before & FIRST) == 0) {
            setNext(slabs.toAddress(before), next);
        } else {
            setFirst((int) before, next);
        }
        size--;
        removals++;
    }

    /** Takes an entry out of its list and puts it before all others of another; if memory is exhausted it stays. */
    void move(long entry, int list) {
        makeLevel(list / SLOTS);
        remove(entry);
        push(list, entry);
    }

    /** Puts an entry in the place of another, from which its links were copied. */
    void moved(long oldEntry, long newEntry) {
        long links = format.linkAddress(newEntry);
        long before = Memory.getReference(links + BEFORE);
        long next = Memory.getReference(links + NEXT);
        long reference = slabs.toReference(newEntry);
        if (next != 0) {
            setBefore(slabs.toAddress(next), reference);
        }
        if ((before & FIRST) == 0) {
            setNext(slabs.toAddress(before), reference);
        } else {
            assert Memory.getLong(headAddress((int) before)) == slabs.toReference(oldEntry) : "not in the wheel";
            Memory.putLong(headAddress((int) before), reference);
        }
    }

    /** Forgets all entries and gives the memory of all levels back. */
    void clear() {
        for (int level = 0; level < levels.length; level++) {
            if (levels[level] != 0) {
                slabs.free(levels[level], Account.TABLES);
                levels[level] = 0;
            }
        }
        Arrays.fill(occupied, 0);
        occupiedLevels = 0;
        removals += size;
        size = 0;
    }

    private void makeLevel(int level) {
        if (levels[level] == 0) {
            levels[level] = slabs.allocate(LEVEL_BYTES, Account.TABLES);
            Memory.fill(levels[level], LEVEL_BYTES, 0);
        }
    }

    private void setFirst(int list, long reference) {
        Memory.putLong(headAddress(list), reference);
        if (reference != 0) {
            Memory.putInt(countAddress(list), Memory.getInt(countAddress(list)) - 1);
            return;
        }
        Memory.putInt(countAddress(list), 0);
        occupied[list >>> 6] &= ~(1L << list);
        int level = list / SLOTS;
        if ((occupied[2 * level] | occupied[2 * level + 1]) == 0) {
            occupiedLevels &= ~(1 << level);
        }
    }

    private long next(long entry) {
        return Memory.getReference(format.linkAddress(entry) + NEXT);
    }

    private void setNext(long entry, long reference) {
        Memory.putReference(format.linkAddress(entry) + NEXT, reference);
    }

    private void setBefore(long entry, long reference) {
        Memory.putReference(format.linkAddress(entry) + BEFORE, reference);
    }

    private long headAddress(int list) {
        return levels[list / SLOTS] + (long) (list & SLOT_MASK) * Long.BYTES;
    }

    private long countAddress(int list) {
        return levels[list / SLOTS] + COUNTS + (long) (list & SLOT_MASK) * Integer.BYTES;
    }
}
