package io.glassbox.structure.memory;

/**
 * Where slabs and large blocks come from: the whole reserved range in units of 64 KiB, and below that, for blocks that
 * would leave much of a unit unused, pages of 4 KiB in chunks of 2 MiB.
 *
 * <pre>
 * above 16 KiB to 512 KiB   whole pages of a chunk; at most a quarter unused (16.5 KiB), 1 % at the upper end
 * above 512 KiB             whole units; at most an eighth unused
 * above 4 MiB               whole units, starting at a multiple of 2 MiB (except after growing in place)
 * </pre>
 *
 * Free runs are used before the frontier moves, the shortest that fits first. Nothing here calls the operating system
 * except {@link #release}, so that freeing costs the same whatever its size.
 */
final class Spans {
    static final int UNIT_SHIFT = 16;
    static final int UNIT_BYTES = 1 << UNIT_SHIFT;

    private static final int PAGE_SHIFT = ResidentPages.PAGE_SHIFT;
    private static final int PAGE_BYTES = 1 << PAGE_SHIFT;
    private static final int PAGES_PER_UNIT_SHIFT = UNIT_SHIFT - PAGE_SHIFT;
    private static final int CHUNK_UNITS = 32;
    private static final int CHUNK_PAGES = CHUNK_UNITS << PAGES_PER_UNIT_SHIFT;
    private static final int MAX_PAGED_BYTES = 512 << 10;
    private static final int MAX_UNALIGNED_BYTES = 4 << 20;
    private static final int HUGE_UNITS = 32;

    private final long base;
    private final int endUnit;
    private final ResidentPages resident;
    private final Runs units;
    private final Runs pages;
    private int frontier;
    private long heldBytes;
    private boolean isOpen = true;
    /** The chunk that became empty last; it stays a chunk for the next block. 0 if there is none. */
    private int spareChunk;

    /** Lays the books out at the start of the range; they are touched as far as the range is used. */
    Spans(Reservation range) {
        base = range.start();
        long unitCount = range.bytes() >>> UNIT_SHIFT;
        long pageCount = range.bytes() >>> PAGE_SHIFT;
        long unitHeaders = base;
        long pageHeaders = unitHeaders + (unitCount << Runs.HEADER_SHIFT);
        long bitmap = pageHeaders + (pageCount << Runs.HEADER_SHIFT);
        long dataStart = bitmap + ((pageCount + 63) >>> 6 << 3);
        resident = new ResidentPages(range, bitmap);
        units = new Runs(unitHeaders, PAGES_PER_UNIT_SHIFT, 0, resident);
        pages = new Runs(pageHeaders, 0, CHUNK_PAGES, resident);
        frontier = (int) ((dataStart - base + UNIT_BYTES - 1) >>> UNIT_SHIFT);
        endUnit = (int) unitCount;
    }

    /** The bytes of the block that a request of {@code bytes}, more than {@link SizeClasses#MAX_BYTES}, would get. */
    static long bytesFor(long bytes) {
        long granule = bytes <= MAX_PAGED_BYTES ? PAGE_BYTES : UNIT_BYTES;
        return (bytes + granule - 1) & -granule;
    }

    /** Bytes of the slabs and large blocks in use. */
    long heldBytes() {
        return heldBytes;
    }

    long residentBytes() {
        return resident.count() << PAGE_SHIFT;
    }

    long header(int unit) {
        return units.header(unit);
    }

    /** What a unit holds: one of the kinds of {@link Runs}; NONE for addresses that were never handed out. */
    int kindAt(long address) {
        long unit = (address - base) >>> UNIT_SHIFT;
        return unit < frontier ? units.kind((int) unit) : Runs.NONE;
    }

    int takeSlab() {
        heldBytes += UNIT_BYTES;
        return takeUnits(1, 1, Runs.SLAB);
    }

    void giveSlab(int unit) {
        heldBytes -= UNIT_BYTES;
        units.give(unit, 1);
    }

    /** A block of {@link #bytesFor} bytes. */
    long allocate(long bytes) {
        if (bytes > range()) {
            throw exhausted(bytes);
        }
        long size = bytesFor(bytes);
        long address;
        if (size <= MAX_PAGED_BYTES) {
            address = base + ((long) takePages((int) (size >>> PAGE_SHIFT)) << PAGE_SHIFT);
        } else {
            int alignment = size > MAX_UNALIGNED_BYTES ? HUGE_UNITS : 1;
            address = base + ((long) takeUnits((int) (size >>> UNIT_SHIFT), alignment, Runs.SPAN) << UNIT_SHIFT);
        }
        touch(address, size);
        heldBytes += size;
        return address;
    }

    /** Frees a large block; returns its bytes. */
    long free(long address) {
        long size = sizeOf(address);
        heldBytes -= size;
        int unit = unitOf(address);
        if (units.kind(unit) == Runs.SPAN) {
            units.give(unit, (int) (size >>> UNIT_SHIFT));
        } else if (pages.give(pageOf(address), (int) (size >>> PAGE_SHIFT)) == CHUNK_PAGES) {
            int emptied = unit & -CHUNK_UNITS;
            if (emptied != spareChunk) {
                giveSpareChunk();
                spareChunk = emptied;
            }
        }
        return size;
    }

    /**
     * The bytes of a large block.
     *
     * @throws IllegalArgumentException if no block starts at {@code address}, as far as that is seen without a search
     */
    long sizeOf(long address) {
        int kind = kindAt(address);
        long offset = address - base;
        if (kind == Runs.CHUNK && (offset & (PAGE_BYTES - 1)) == 0 && pages.kind(pageOf(address)) == Runs.SPAN) {
            return (long) pages.length(pageOf(address)) << PAGE_SHIFT;
        }
        if (kind == Runs.SPAN && (offset & (UNIT_BYTES - 1)) == 0) {
            return (long) units.length(unitOf(address)) << UNIT_SHIFT;
        }
        throw new IllegalArgumentException("no block starts at address 0x" + Long.toHexString(address));
    }

    /** Gives a large block {@link #bytesFor} bytes without moving it; false if that is not possible. */
    boolean resize(long address, long newBytes) {
        long size = sizeOf(address);
        if (newBytes > range()) {
            return false;
        }
        long newSize = bytesFor(newBytes);
        boolean isPaged = units.kind(unitOf(address)) == Runs.CHUNK;
        if (newSize == size) {
            return true;
        }
        if (isPaged != newSize <= MAX_PAGED_BYTES) {
            return false;
        }
        Runs runs = isPaged ? pages : units;
        int start = isPaged ? pageOf(address) : unitOf(address);
        int newLength = (int) (newSize >>> (isPaged ? PAGE_SHIFT : UNIT_SHIFT));
        if (newSize < size) {
            runs.shrink(start, newLength);
        } else if (!runs.grow(start, newLength) && (isPaged || !growAtFrontier(start, newLength))) {
            return false;
        }
        if (newSize > size) {
            touch(address + size, newSize - size);
        }
        heldBytes += newSize - size;
        return true;
    }

    /** Resident bytes that no slab and no block uses. */
    long idleBytes() {
        return (units.residentFree() + pages.residentFree()) << PAGE_SHIFT;
    }

    /** Gives idle bytes back to the operating system until {@code keep} are left or {@code limit} are given. */
    long release(long keep, long limit) {
        requireOpen();
        giveSpareChunk();
        long surplus = Math.min(limit, idleBytes() - keep) >> PAGE_SHIFT;
        if (surplus <= 0) {
            return 0;
        }
        long released = units.release(surplus);
        return (released + pages.release(surplus - released)) << PAGE_SHIFT;
    }

    /** Counts whole pages as resident: their memory is about to be written. */
    void touch(long address, long bytes) {
        resident.touch((address - base) >>> PAGE_SHIFT, bytes >>> PAGE_SHIFT);
    }

    /** Forgets every block before the range is unmapped: a late free or request is refused instead of crashing. */
    void close() {
        isOpen = false;
        frontier = 0;
    }

    private int takePages(int length) {
        requireOpen();
        int page = pages.take(length, 1, Runs.SPAN);
        if (page == 0) {
            int chunk = takeUnits(CHUNK_UNITS, CHUNK_UNITS, Runs.CHUNK);
            for (int unit = chunk; unit < chunk + CHUNK_UNITS; unit++) {
                Memory.putByte(units.header(unit), Runs.CHUNK);
            }
            pages.give(chunk << PAGES_PER_UNIT_SHIFT, CHUNK_PAGES);
            page = pages.take(length, 1, Runs.SPAN);
        }
        return page;
    }

    /** Makes units of the spare chunk again, unless it is in use by now. */
    private void giveSpareChunk() {
        int firstPage = spareChunk << PAGES_PER_UNIT_SHIFT;
        if (spareChunk != 0 && pages.kind(firstPage) == Runs.FREE && pages.length(firstPage) == CHUNK_PAGES) {
            pages.remove(firstPage);
            units.give(spareChunk, CHUNK_UNITS);
        }
        spareChunk = 0;
    }

    private int takeUnits(int length, int alignment, int kind) {
        requireOpen();
        int unit = units.take(length, alignment, kind);
        return unit != 0 ? unit : takeAtFrontier(length, alignment, kind);
    }

    /** Moves the frontier; a free run that ends there becomes part of what is taken. */
    private int takeAtFrontier(int length, int alignment, int kind) {
        int from = units.startOfFreeRunBefore(frontier);
        int start = (from + alignment - 1) & -alignment;
        if (start > endUnit - length) {
            throw exhausted((long) length << UNIT_SHIFT);
        }
        if (from < frontier) {
            units.remove(from);
        }
        int end = start + length;
        int oldFrontier = frontier;
        frontier = Math.max(oldFrontier, end);
        units.tag(start, length, kind);
        if (start > from) {
            units.give(from, start - from);
        }
        if (end < oldFrontier) {
            units.give(end, oldFrontier - end);
        }
        return start;
    }

    private boolean growAtFrontier(int start, int newLength) {
        int end = start + units.length(start);
        int newEnd = start + newLength;
        boolean isLast = end == frontier || (units.kind(end) == Runs.FREE && end + units.length(end) == frontier);
        if (!isLast || newEnd > endUnit) {
            return false;
        }
        if (end < frontier) {
            units.remove(end);
        }
        frontier = newEnd;
        units.tag(start, newLength, Runs.SPAN);
        return true;
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new IllegalStateException("this memory was given back");
        }
    }

    private int unitOf(long address) {
        return (int) ((address - base) >>> UNIT_SHIFT);
    }

    private int pageOf(long address) {
        return (int) ((address - base) >>> PAGE_SHIFT);
    }

    private long range() {
        return (long) endUnit << UNIT_SHIFT;
    }

    private MemoryExhausted exhausted(long bytes) {
        return new MemoryExhausted(
                bytes, "the reserved range of " + range() + " bytes is used up to " + ((long) frontier << UNIT_SHIFT));
    }
}
