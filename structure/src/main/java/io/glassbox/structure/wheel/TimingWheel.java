package io.glassbox.structure.wheel;

import io.glassbox.structure.memory.Slabs;

/**
 * Entries in the order of the milliseconds at which they are due: adding and removing cost a few memory accesses, and
 * finding those that are due costs nothing for those that are not.
 *
 * <p>Eleven levels of slots; a slot of level 0 is a millisecond, one of every other level as long as 64 slots below. An
 * entry is put on the lowest level that reaches far enough, and comes down a level when its time comes nearer. What
 * makes usual wheels stall is that a whole coarse slot must come down at once. Here each level has two turns of slots,
 * the current one and the next: so the slot that is next on the level above comes down ahead of time, spread over the
 * time that is left, and only what has not is brought down when its time has come.
 *
 * <pre>
 * level 2  |        |        |  now   |  next  |        |     4096 ms a slot
 *                            |        |        |
 * level 1                    | 64 slots, | 64 slots           64 ms a slot: the slots "now" and "next" of level 2
 * </pre>
 *
 * <p>The lists are threaded through the entries (18 bytes each, see {@link SlotLists}), the wheel itself takes a few KiB
 * when used and nothing when not. Due times are any numbers; what they are counted from is the caller's choice. The clock may
 * jump ahead by years: {@link #advance} goes from one slot with entries to the next, and stops when its budget is
 * used up. It may go back: then entries are met too early, and put where they belong.
 */
public final class TimingWheel implements AutoCloseable {
    /** The bytes of an entry that belong to the wheel: u64 due time, and twice 5 bytes of links. */
    public static final int LINK_BYTES = SlotLists.LINK_BYTES;

    /** Takes entries that are due. It must {@link TimingWheel#remove remove} each, and may change the wheel in any way. */
    @FunctionalInterface
    public interface DueVisitor {
        void due(long entry);
    }

    private static final int LEVEL_SHIFT = 6;
    private static final int TOP = SlotLists.LEVELS - 1;

    /** A slot with fewer entries comes down when its time has come: some 20 µs. */
    private static final int FEW = 128;

    /** What comes down ahead of time at once, at least. */
    private static final int SLICE = 32;

    private static final long LONGEST_WAIT = 1L << 40;

    private final SlotLists lists;

    /** All slots before this millisecond are empty, on all levels. */
    private long time;

    /** When entries last came down ahead of time. */
    private long spreadTime;

    public TimingWheel(Slabs slabs, LinkFormat format) {
        this.lists = new SlotLists(slabs, format);
    }

    public long size() {
        return lists.size();
    }

    /** Memory of the wheel itself, without entries. */
    public long bytes() {
        return lists.bytes();
    }

    /** Adds an entry, and writes its due time to its link area. O(1). */
    public void add(long entry, long dueMillis) {
        lists.setDue(entry, dueMillis);
        lists.push(listFor(dueMillis), entry);
    }

    /** Removes an entry that was added. O(1). */
    public void remove(long entry) {
        lists.remove(entry);
    }

    /** Follows an entry whose block has been copied to another place, link area included, but not freed yet. O(1). */
    public void moved(long oldEntry, long newEntry) {
        lists.moved(oldEntry, newEntry);
    }

    /**
     * When {@link #advance} has something to do next: no entry is due before. Exact within 64 ms of the time last advanced to;
     * further away the beginning of a slot, since its entries have to come down then. 0 if entries were overdue when they were
     * added, {@link Long#MAX_VALUE} if there are none.
     */
    public long nextDue() {
        int levels = lists.occupiedLevels();
        if (levels == 0) {
            return Long.MAX_VALUE;
        }
        if (!lists.isEmpty(SlotLists.OVERDUE)) {
            return 0;
        }
        return Math.min(nextStart(time), nextSpread());
    }

    /**
     * Hands out the entries that are due, slot by slot in order of time. To be called often, also while the wheel is empty, since
     * what is added is placed relative to the time last advanced to. With nothing to do: O(1).
     *
     * @param budget entries to hand out, or to bring down because their slot is due, at most (0.1-0.2 µs each, without the
     *     visitor); as many more may come down ahead of time
     * @return the number of these; 0 says that nothing is left to do at {@code nowMillis}
     */
    public int advance(long nowMillis, int budget, DueVisitor visitor) {
        long now = Math.max(nowMillis, 0);
        if (lists.size() == 0 || now < time) {
            time = now;
            spreadTime = now;
        }
        int left = budget;
        while (lists.size() > 0) {
            left = handOut(SlotLists.OVERDUE, now, left, visitor);
            left = bringDown(left);
            left = handOut(slotList(0, time), now, left, visitor);
            if (left <= 0 || time >= now) {
                break;
            }
            time = Math.min(now, nextStart(time + 1));
        }
        if (lists.size() == 0) {
            time = now;
        }
        if (left > 0 && time > spreadTime) {
            spreadAhead(left);
        }
        return budget - left;
    }

    /**
     * An entry that is due about first: the first due of the {@code looked} entries that are looked at, all of the first slot that
     * has any. 0 if the wheel is empty.
     */
    public long soonest(int looked) {
        if (lists.size() == 0) {
            return 0;
        }
        long soonest = lists.first(firstList());
        long entry = lists.following(soonest);
        for (int left = looked - 1; left > 0 && entry != 0; left--) {
            soonest = lists.due(entry) < lists.due(soonest) ? entry : soonest;
            entry = lists.following(entry);
        }
        return soonest;
    }

    /** The list whose slot begins first of all that have entries. */
    private int firstList() {
        if (!lists.isEmpty(SlotLists.OVERDUE)) {
            return SlotLists.OVERDUE;
        }
        int first = -1;
        long earliest = Long.MAX_VALUE;
        for (int levels = lists.occupiedLevels(); levels != 0; levels &= levels - 1) {
            int level = Integer.numberOfTrailingZeros(levels);
            long slot = time >>> LEVEL_SHIFT * level;
            slot += lists.distance(level, (int) slot & SlotLists.SLOT_MASK);
            long start = slot << LEVEL_SHIFT * level;
            if (first < 0 || start < earliest) {
                earliest = start;
                first = slotList(level, start);
            }
        }
        return first;
    }

    /** Forgets all entries, without a look at them, and gives the wheel's memory back. */
    public void clear() {
        lists.clear();
    }

    @Override
    public void close() {
        clear();
    }

    private int handOut(int list, long now, int budget, DueVisitor visitor) {
        int left = budget;
        while (left > 0 && !lists.isEmpty(list)) {
            left--;
            long entry = lists.first(list);
            if (lists.due(entry) > now) {
                lists.move(entry, listFor(lists.due(entry)));
                continue;
            }
            long removals = lists.removals();
            visitor.due(entry);
            if (lists.removals() == removals) {
                throw new IllegalStateException("an entry that was due is still in the wheel");
            }
        }
        return left;
    }

    /** Brings down what is left in the current slots of all levels but the lowest; none of it enters another of these. */
    private int bringDown(int budget) {
        int left = budget;
        for (int levels = coarse(lists.occupiedLevels()); levels != 0 && left > 0; levels &= levels - 1) {
            left -= bringDown(slotList(Integer.numberOfTrailingZeros(levels), time), left);
        }
        return left;
    }

    private int bringDown(int list, int most) {
        int count = 0;
        while (count < most && !lists.isEmpty(list)) {
            long entry = lists.first(list);
            lists.move(entry, listFor(lists.due(entry)));
            count++;
        }
        return count;
    }

    /** Brings entries of the slots that are next down, so many that the rest of the time suffices for all by far. */
    private void spreadAhead(int budget) {
        long elapsed = time - spreadTime;
        spreadTime = time;
        int left = budget;
        for (int levels = coarse(lists.occupiedLevels()); levels != 0 && left > 0; levels &= levels - 1) {
            int level = Integer.numberOfTrailingZeros(levels);
            int list = nextList(level);
            int count = lists.countAtMost(list);
            if (count > FEW) {
                double share = SLICE + 2.0 * count * elapsed / untilNext(level);
                left -= bringDown(list, (int) Math.min(left, share));
            }
        }
    }

    /** When enough entries would come down ahead of time to be worth a call. */
    private long nextSpread() {
        long next = Long.MAX_VALUE;
        for (int levels = coarse(lists.occupiedLevels()); levels != 0; levels &= levels - 1) {
            int level = Integer.numberOfTrailingZeros(levels);
            int count = lists.countAtMost(nextList(level));
            if (count > FEW) {
                long wait = Math.min(untilNext(level), LONGEST_WAIT) * SLICE / count;
                next = Math.min(next, time + Math.max(1, wait));
            }
        }
        return next;
    }

    /** The beginning of the first slot with entries that does not end before {@code from}. */
    private long nextStart(long from) {
        long next = Long.MAX_VALUE;
        for (int levels = lists.occupiedLevels() & (1 << SlotLists.OVERDUE / SlotLists.SLOTS) - 1;
                levels != 0;
                levels &= levels - 1) {
            int level = Integer.numberOfTrailingZeros(levels);
            long slot = from >>> LEVEL_SHIFT * level;
            slot += lists.distance(level, (int) slot & SlotLists.SLOT_MASK);
            next = Math.min(next, Math.max(from, slot << LEVEL_SHIFT * level));
        }
        return next;
    }

    /** The list for an entry, on the lowest level whose two turns contain its due time. */
    private int listFor(long due) {
        if (due < time) {
            return SlotLists.OVERDUE;
        }
        long distance = due - time;
        int level = distance < 64 ? 0 : (63 - Long.numberOfLeadingZeros(distance)) / LEVEL_SHIFT;
        if (level > 0 && (due >>> LEVEL_SHIFT * level) - (time >>> LEVEL_SHIFT * level) <= 1) {
            level--;
        }
        return slotList(level, due);
    }

    private static int slotList(int level, long millis) {
        return level * SlotLists.SLOTS + ((int) (millis >>> LEVEL_SHIFT * level) & SlotLists.SLOT_MASK);
    }

    private int nextList(int level) {
        return slotList(level, time + (1L << LEVEL_SHIFT * level));
    }

    private long untilNext(int level) {
        long width = 1L << LEVEL_SHIFT * level;
        return width - (time & (width - 1));
    }

    private static int coarse(int levels) {
        return levels & (1 << TOP + 1) - 2;
    }
}
