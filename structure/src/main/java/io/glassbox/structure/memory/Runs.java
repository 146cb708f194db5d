package io.glassbox.structure.memory;

/**
 * Free runs of equal units (64 KiB slabs, or 4 KiB pages of a chunk), found by length and merged with their neighbours.
 *
 * <p>Every run carries its kind and length at its first and its last unit (boundary tags), so that a freed run finds free
 * neighbours on both sides in O(1). Free runs hang in bins by length: exact up to 127 units, 32 bins per doubling above;
 * a bitmap over the bins leads to the smallest that is not empty. Best fit is therefore exact for short runs and within
 * 3 % for long ones, at a cost that does not depend on how many runs there are. A balanced tree would fit exactly, for
 * twenty dependent memory accesses instead of three.
 *
 * <pre>
 * header of a unit, 32 bytes, outside the heap and zero until used
 *   0 u8  kind        NONE FREE SLAB SPAN CHUNK; the meaning of the rest for SLAB is in {@link PlainSlabs}
 *   4 i32 length      units of the run; valid at its first and last unit
 *   8 i32 previous, 12 i32 next      in the bin, 0 = end; first unit of a FREE run
 *  16 i32 older,    20 i32 newer     among the FREE runs that hold resident pages, 0 = end
 *  24 i32 resident   pages of a FREE run that are resident
 * </pre>
 */
final class Runs {
    static final int HEADER_SHIFT = 5;
    static final int NONE = 0;
    static final int FREE = 1;
    static final int SLAB = 2;
    static final int SPAN = 3;
    static final int CHUNK = 4;

    private static final int LENGTH = 4;
    private static final int PREVIOUS = 8;
    private static final int NEXT = 12;
    private static final int OLDER = 16;
    private static final int NEWER = 20;
    private static final int RESIDENT = 24;

    private static final int EXACT_BINS = 128;
    private static final int EXACT_BITS = 7;
    private static final int BINS_PER_DOUBLING_BITS = 5;
    private static final int BINS = EXACT_BINS + ((31 - EXACT_BITS) << BINS_PER_DOUBLING_BITS);
    /** How many runs of a bin are looked at for one that fits or is aligned, before a larger one is taken. */
    private static final int PROBES = 8;

    private final long headers;
    private final int pagesPerUnitShift;
    private final int boundaryMask;
    private final ResidentPages pages;
    private final int[] bins = new int[BINS];
    private final long[] filled = new long[(BINS + 63) / 64];
    private int oldest;
    private int newest;
    private long residentFree;

    /**
     * @param boundaryUnits runs do not merge across multiples of this power of two; 0 if there are no boundaries
     */
    Runs(long headers, int pagesPerUnitShift, int boundaryUnits, ResidentPages pages) {
        this.headers = headers;
        this.pagesPerUnitShift = pagesPerUnitShift;
        this.boundaryMask = boundaryUnits - 1;
        this.pages = pages;
    }

    long header(int unit) {
        return headers + ((long) unit << HEADER_SHIFT);
    }

    int kind(int unit) {
        return Memory.getByte(header(unit));
    }

    int length(int unit) {
        return Memory.getInt(header(unit) + LENGTH);
    }

    /** The first unit of the free run that ends just before {@code end}; {@code end} itself if there is none. */
    int startOfFreeRunBefore(int end) {
        return kind(end - 1) == FREE ? end - length(end - 1) : end;
    }

    /** Resident pages in free runs: what {@link #release} could give back. */
    long residentFree() {
        return residentFree;
    }

    /**
     * Takes a run of {@code length} units that starts at a multiple of {@code alignment}; the run is tagged with
     * {@code kind}. Returns its first unit, or 0 if no free run will do.
     */
    int take(int length, int alignment, int kind) {
        int run = find(length, alignment);
        if (run == 0) {
            return 0;
        }
        int runEnd = run + length(run);
        int start = (run + alignment - 1) & -alignment;
        int resident = remove(run);
        if (start > run) {
            int before = resident == 0 ? 0 : countResident(run, start - run);
            insert(run, start - run, before);
            resident -= before;
        }
        putBackTail(start + length, runEnd, resident == 0 ? 0 : resident - countResident(start, length));
        tag(start, length, kind);
        return start;
    }

    /** Frees a run, merged with its free neighbours. Returns the length of what became of it. */
    int give(int start, int length) {
        int from = start;
        int end = start + length;
        int resident = countResident(start, length);
        if ((start & boundaryMask) != 0 && kind(start - 1) == FREE) {
            from = start - length(start - 1);
            resident += remove(from);
        }
        if ((end & boundaryMask) != 0 && kind(end) == FREE) {
            int next = end;
            end += length(next);
            resident += remove(next);
        }
        insert(from, end - from, resident);
        return end - from;
    }

    /** Takes a free run out of here as a whole; whoever takes it tags it. Returns its resident pages. */
    int remove(int run) {
        long header = header(run);
        int previous = Memory.getInt(header + PREVIOUS);
        int next = Memory.getInt(header + NEXT);
        if (next != 0) {
            Memory.putInt(header(next) + PREVIOUS, previous);
        }
        if (previous != 0) {
            Memory.putInt(header(previous) + NEXT, next);
        } else {
            int bin = binOf(Memory.getInt(header + LENGTH));
            bins[bin] = next;
            if (next == 0) {
                filled[bin >>> 6] &= ~(1L << bin);
            }
        }
        int resident = Memory.getInt(header + RESIDENT);
        if (resident > 0) {
            removeResident(header);
            residentFree -= resident;
        }
        return resident;
    }

    /** Shortens a run that is in use; its tail becomes free. */
    void shrink(int start, int newLength) {
        int length = length(start);
        int kind = kind(start);
        tag(start, newLength, kind);
        give(start + newLength, length - newLength);
    }

    /** Lengthens a run that is in use into the free run behind it; false if that is not there or too short. */
    boolean grow(int start, int newLength) {
        int end = start + length(start);
        int newEnd = start + newLength;
        if ((end & boundaryMask) == 0 || kind(end) != FREE || end + length(end) < newEnd) {
            return false;
        }
        int freeEnd = end + length(end);
        int resident = remove(end);
        putBackTail(newEnd, freeEnd, resident == 0 ? 0 : resident - countResident(end, newEnd - end));
        tag(start, newLength, kind(start));
        return true;
    }

    /** Writes kind and length at both ends of a run. */
    void tag(int start, int length, int kind) {
        long first = header(start);
        long last = header(start + length - 1);
        Memory.putByte(first, kind);
        Memory.putInt(first + LENGTH, length);
        Memory.putByte(last, kind);
        Memory.putInt(last + LENGTH, length);
    }

    /**
     * Gives resident pages of free runs back to the operating system, those of the run that was freed first before
     * others, about {@code limit} pages in all. Returns how many were given.
     */
    long release(long limit) {
        long released = 0;
        while (released < limit && oldest != 0) {
            int run = oldest;
            long header = header(run);
            long firstPage = (long) run << pagesPerUnitShift;
            long count = (long) Memory.getInt(header + LENGTH) << pagesPerUnitShift;
            int given = pages.release(firstPage, count, limit - released);
            if (given == 0) {
                break;
            }
            released += given;
            residentFree -= given;
            int left = Memory.getInt(header + RESIDENT) - given;
            if (left == 0) {
                removeResident(header);
            }
            Memory.putInt(header + RESIDENT, left);
        }
        return released;
    }

    private int countResident(int start, int length) {
        return pages.count((long) start << pagesPerUnitShift, (long) length << pagesPerUnitShift);
    }

    private void putBackTail(int start, int end, int resident) {
        if (start < end) {
            insert(start, end - start, resident);
        }
    }

    private void insert(int start, int length, int resident) {
        tag(start, length, FREE);
        long header = header(start);
        int bin = binOf(length);
        int next = bins[bin];
        Memory.putInt(header + PREVIOUS, 0);
        Memory.putInt(header + NEXT, next);
        if (next != 0) {
            Memory.putInt(header(next) + PREVIOUS, start);
        }
        bins[bin] = start;
        filled[bin >>> 6] |= 1L << bin;
        Memory.putInt(header + RESIDENT, resident);
        if (resident > 0) {
            Memory.putInt(header + OLDER, newest);
            Memory.putInt(header + NEWER, 0);
            if (newest != 0) {
                Memory.putInt(header(newest) + NEWER, start);
            } else {
                oldest = start;
            }
            newest = start;
            residentFree += resident;
        }
    }

    private void removeResident(long header) {
        int older = Memory.getInt(header + OLDER);
        int newer = Memory.getInt(header + NEWER);
        if (older != 0) {
            Memory.putInt(header(older) + NEWER, newer);
        } else {
            oldest = newer;
        }
        if (newer != 0) {
            Memory.putInt(header(newer) + OLDER, older);
        } else {
            newest = older;
        }
    }

    private int find(int length, int alignment) {
        for (int bin = nextBin(binOf(length));
                bin >= 0 && bin <= binOf(length + alignment - 1);
                bin = nextBin(bin + 1)) {
            int run = bins[bin];
            for (int probe = 0; probe < PROBES && run != 0; probe++) {
                int start = (run + alignment - 1) & -alignment;
                if (start + length <= run + length(run)) {
                    return run;
                }
                run = Memory.getInt(header(run) + NEXT);
            }
        }
        int larger = nextBin(binOf(length + alignment - 1) + 1);
        return larger < 0 ? 0 : bins[larger];
    }

    private int nextBin(int from) {
        if (from >= BINS) {
            return -1;
        }
        int word = from >>> 6;
        long candidates = filled[word] & (-1L << from);
        while (candidates == 0) {
            if (++word == filled.length) {
                return -1;
            }
            candidates = filled[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(candidates);
    }

    private static int binOf(int length) {
        if (length < EXACT_BINS) {
            return length;
        }
        int doubling = 31 - Integer.numberOfLeadingZeros(length);
        int step = (length >>> (doubling - BINS_PER_DOUBLING_BITS)) & ((1 << BINS_PER_DOUBLING_BITS) - 1);
        return EXACT_BINS + ((doubling - EXACT_BITS) << BINS_PER_DOUBLING_BITS) + step;
    }
}
