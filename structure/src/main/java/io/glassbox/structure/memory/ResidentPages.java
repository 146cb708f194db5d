package io.glassbox.structure.memory;

/**
 * Which 4 KiB pages of a range have been handed out since they were last given back to the operating system: one bit
 * each, outside the heap, in memory that reads as zeros until written.
 *
 * <p>This is our own account of what is resident. It errs on the high side only: a page counts from the moment somebody
 * may write to it. A bit per page, not a figure per slab, because slabs, spans and what is left of both overlap in time.
 */
final class ResidentPages {
    static final int PAGE_SHIFT = 12;

    private final Reservation range;
    private final long bitmap;
    private long resident;

    ResidentPages(Reservation range, long bitmap) {
        this.range = range;
        this.bitmap = bitmap;
    }

    long count() {
        return resident;
    }

    /** Counts the pages from {@code first} on as resident. O(count / 64). */
    void touch(long first, long count) {
        long end = first + count;
        for (long at = first; at < end; at = (at | 63) + 1) {
            long word = wordOf(at);
            long before = Memory.getLong(word);
            long added = maskFrom(at, end) & ~before;
            if (added != 0) {
                Memory.putLong(word, before | added);
                resident += Long.bitCount(added);
            }
        }
    }

    /** How many of these pages are resident. */
    int count(long first, long count) {
        long end = first + count;
        int found = 0;
        for (long at = first; at < end; at = (at | 63) + 1) {
            found += Long.bitCount(Memory.getLong(wordOf(at)) & maskFrom(at, end));
        }
        return found;
    }

    /**
     * Gives resident pages among these back, one call for each unbroken row of them, until about {@code limit} pages
     * are given or the system refuses. Returns how many were given.
     */
    int release(long first, long count, long limit) {
        long end = first + count;
        int released = 0;
        long at = next(first, end, 0);
        while (at < end && released < limit) {
            long rowEnd = Math.min(next(at, end, -1), at + limit - released);
            if (!range.release(range.start() + (at << PAGE_SHIFT), (rowEnd - at) << PAGE_SHIFT)) {
                break;
            }
            clear(at, rowEnd);
            released += (int) (rowEnd - at);
            at = next(rowEnd, end, 0);
        }
        resident -= released;
        return released;
    }

    /** The first page from {@code at} whose bit differs from those of {@code same}; {@code end} if there is none. */
    private long next(long from, long end, long same) {
        for (long at = from; at < end; at = (at | 63) + 1) {
            long differing = (Memory.getLong(wordOf(at)) ^ same) & maskFrom(at, end);
            if (differing != 0) {
                return (at & ~63L) + Long.numberOfTrailingZeros(differing);
            }
        }
        return end;
    }

    private void clear(long first, long end) {
        for (long at = first; at < end; at = (at | 63) + 1) {
            long word = wordOf(at);
            Memory.putLong(word, Memory.getLong(word) & ~maskFrom(at, end));
        }
    }

    private long wordOf(long page) {
        return bitmap + (page >>> 6 << 3);
    }

    /** The bits of the word of {@code at} that stand for pages in [at, end). */
    private static long maskFrom(long at, long end) {
        long fromAt = -1L << (at & 63);
        long beyond = end - (at & ~63L);
        return beyond >= 64 ? fromAt : fromAt & ((1L << beyond) - 1);
    }
}
