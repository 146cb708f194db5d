package io.glassbox.structure.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Size classes over {@link Spans}: a slab is one unit of 64 KiB cut into blocks of one size.
 *
 * <p>Inside a slab free blocks form a LIFO list, linked by offsets in their first four bytes; memory that was never used
 * is taken in order of address, so that what is not needed yet is not resident. The slabs of a class that have room form
 * a list; a slab that was full enters at its head, so the fullest are filled first and sparse ones get a chance to empty.
 *
 * <p>The books are off the heap like the blocks: no copying when they grow, no bounds check, and ready for a mapping that
 * survives a restart.
 *
 * <pre>
 * header of a slab (the unit header of {@link Runs})
 *   0 u8 kind | 1 u8 size class | 2 u16 live blocks | 4 i32 1
 *   8 i32 previous, 12 i32 next   among the slabs of the class with room, 0 = end
 *  16 i32 bump      offset of the memory never used
 *  20 i32 free      offset of the first free block, -1 = none
 *  24 i32 touched   offset up to which pages are counted as resident
 *  28 u8  sparse    1 if it is to be emptied, see {@link SparseSlabs}
 * </pre>
 */
final class PlainSlabs extends Slabs {
    private static final int CLASS = 1;
    static final int LIVE = 2;
    static final int PREVIOUS = 8;
    static final int NEXT = 12;
    private static final int BUMP = 16;
    private static final int FREE = 20;
    private static final int TOUCHED = 24;
    static final int SPARSE = 28;

    private static final long WARM_BYTES = 4L << 20;

    private final Reservation range;
    private final long base;
    private final long headers;
    private final Spans spans;
    private final SparseSlabs sparse;
    private final int[] partial = new int[SizeClasses.COUNT];
    private final int[] slabs = new int[SizeClasses.COUNT];

    PlainSlabs(Reservation range) {
        super(range.start());
        this.range = range;
        this.base = range.start();
        this.spans = new Spans(range);
        this.headers = spans.header(0);
        this.sparse = new SparseSlabs(headers);
    }

    @Override
    public void bindTo(Thread owner) {}

    @Override
    public long allocate(long bytes) {
        if (bytes < 0 || bytes > SizeClasses.MAX_BYTES) {
            return allocateSpan(bytes);
        }
        int sizeClass = SizeClasses.of((int) bytes);
        int size = SizeClasses.bytes(sizeClass);
        int slab = partial[sizeClass];
        if (slab == 0) {
            slab = takeSlab(sizeClass);
        }
        long header = headerOf(slab);
        long address = base + ((long) slab << Spans.UNIT_SHIFT);
        int free = Memory.getInt(header + FREE);
        if (free >= 0) {
            address += free;
            Memory.putInt(header + FREE, Memory.getInt(address));
        } else {
            address += takeVirgin(header, slab, size);
        }
        int live = Memory.getUnsignedShort(header + LIVE) + 1;
        Memory.putShort(header + LIVE, live);
        if (live == SizeClasses.perSlab(sizeClass)) {
            unlink(sizeClass, header);
        }
        count(size);
        return address;
    }

    @Override
    public void free(long address) {
        if (spans.kindAt(address) != Runs.SLAB) {
            used -= spans.free(address);
            return;
        }
        long offset = address - base;
        int slab = (int) (offset >>> Spans.UNIT_SHIFT);
        long header = headerOf(slab);
        int sizeClass = Memory.getByte(header + CLASS);
        Memory.putInt(address, Memory.getInt(header + FREE));
        Memory.putInt(header + FREE, (int) offset & (Spans.UNIT_BYTES - 1));
        int live = Memory.getUnsignedShort(header + LIVE) - 1;
        Memory.putShort(header + LIVE, live);
        used -= SizeClasses.bytes(sizeClass);
        if (live == 0) {
            emptied(sizeClass, slab, header);
        } else if (live == SizeClasses.perSlab(sizeClass) - 1) {
            link(sizeClass, slab, header);
        }
    }

    @Override
    public long reallocate(long address, long newBytes) {
        long size = sizeOf(address);
        if (newBytes >= 0 && classFor(newBytes) == size) {
            return address;
        }
        if (size > SizeClasses.MAX_BYTES && newBytes > SizeClasses.MAX_BYTES && spans.resize(address, newBytes)) {
            used -= size;
            count(sizeOf(address));
            return address;
        }
        long moved = allocate(newBytes);
        Memory.copy(address, moved, Math.min(size, newBytes));
        free(address);
        return moved;
    }

    @Override
    public long sizeOf(long address) {
        return spans.kindAt(address) == Runs.SLAB
                ? SizeClasses.bytes(Memory.getByte(headerOf(slabOf(address)) + CLASS))
                : spans.sizeOf(address);
    }

    @Override
    public long heldBytes() {
        return spans.heldBytes();
    }

    @Override
    public long residentBytes() {
        return spans.residentBytes();
    }

    @Override
    public long releaseEmpty(long maxBytes) {
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            int slab = partial[sizeClass];
            if (slab != 0 && Memory.getUnsignedShort(headerOf(slab) + LIVE) == 0) {
                unlink(sizeClass, headerOf(slab));
                giveSlab(sizeClass, slab);
            }
        }
        return spans.release(WARM_BYTES, maxBytes);
    }

    @Override
    public long freeBlockBytes() {
        long slabCount = 0;
        long room = 0;
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            slabCount += slabs[sizeClass];
            room += (long) slabs[sizeClass] * SizeClasses.perSlab(sizeClass) * SizeClasses.bytes(sizeClass);
        }
        long inSpans = spans.heldBytes() - (slabCount << Spans.UNIT_SHIFT);
        return room - (used - inSpans);
    }

    @Override
    public long chooseSparse(int sizeClass) {
        int chosen = sparse.choose(partial[sizeClass], SizeClasses.perSlab(sizeClass));
        if (chosen > 0) {
            partial[sizeClass] = sparse.first();
        }
        return (long) chosen << Spans.UNIT_SHIFT;
    }

    /**
     * A slab that is next to be filled is left alone even if it was chosen: the others of its class that are left, all of them chosen
     * too, will fill it. What has been moved to is not sparse any more, whatever becomes of it.
     */
    @Override
    public long relocate(long address) {
        if (spans.kindAt(address) != Runs.SLAB) {
            return address;
        }
        int slab = slabOf(address);
        long header = headerOf(slab);
        int sizeClass = Memory.getByte(header + CLASS);
        int target = partial[sizeClass];
        boolean isFull = Memory.getUnsignedShort(header + LIVE) == SizeClasses.perSlab(sizeClass);
        if (Memory.getByte(header + SPARSE) == 0 || isFull || target == slab) {
            return address;
        }
        Memory.putByte(headerOf(target) + SPARSE, 0);
        int size = SizeClasses.bytes(sizeClass);
        long moved = allocate(size);
        Memory.copy(address, moved, size);
        free(address);
        return moved;
    }

    @Override
    public List<ClassUse> classes() {
        List<ClassUse> uses = new ArrayList<>();
        for (int sizeClass = 0; sizeClass < SizeClasses.COUNT; sizeClass++) {
            if (slabs[sizeClass] > 0) {
                uses.add(useOf(sizeClass));
            }
        }
        return uses;
    }

    @Override
    public List<AllocationSite> leaks() {
        return List.of();
    }

    @Override
    public void sweep() {}

    @Override
    public void close() {
        Arrays.fill(partial, 0);
        Arrays.fill(slabs, 0);
        spans.close();
        range.close();
    }

    long rangeBytes() {
        return range.bytes();
    }

    private long allocateSpan(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a block of " + bytes + " bytes");
        }
        long address = spans.allocate(bytes);
        count(Spans.bytesFor(bytes));
        return address;
    }

    private void count(long size) {
        long now = used + size;
        used = now;
        if (now > peakUsed) {
            peakUsed = now;
        }
    }

    private int takeVirgin(long header, int slab, int size) {
        int offset = Memory.getInt(header + BUMP);
        int end = offset + size;
        Memory.putInt(header + BUMP, end);
        int touched = Memory.getInt(header + TOUCHED);
        if (end > touched) {
            int pageMask = (1 << ResidentPages.PAGE_SHIFT) - 1;
            int newTouched = (end + pageMask) & ~pageMask;
            Memory.putInt(header + TOUCHED, newTouched);
            spans.touch(base + ((long) slab << Spans.UNIT_SHIFT) + touched, newTouched - touched);
        }
        return offset;
    }

    private int takeSlab(int sizeClass) {
        int slab = spans.takeSlab();
        long header = headerOf(slab);
        Memory.putByte(header + CLASS, sizeClass);
        Memory.putInt(header + TOUCHED, 0);
        reset(header);
        link(sizeClass, slab, header);
        slabs[sizeClass]++;
        return slab;
    }

    private void giveSlab(int sizeClass, int slab) {
        slabs[sizeClass]--;
        spans.giveSlab(slab);
    }

    /** An empty slab leaves its class unless it is the only one with room: the next block would fetch it back. */
    private void emptied(int sizeClass, int slab, long header) {
        reset(header);
        if (partial[sizeClass] != slab || Memory.getInt(header + NEXT) != 0) {
            unlink(sizeClass, header);
            giveSlab(sizeClass, slab);
        }
    }

    /** Forgets the free list: an empty slab is used in order of address again. */
    private static void reset(long header) {
        Memory.putShort(header + LIVE, 0);
        Memory.putInt(header + BUMP, 0);
        Memory.putInt(header + FREE, -1);
        Memory.putByte(header + SPARSE, 0);
    }

    private void link(int sizeClass, int slab, long header) {
        int next = partial[sizeClass];
        Memory.putInt(header + PREVIOUS, 0);
        Memory.putInt(header + NEXT, next);
        if (next != 0) {
            Memory.putInt(headerOf(next) + PREVIOUS, slab);
        }
        partial[sizeClass] = slab;
    }

    private void unlink(int sizeClass, long header) {
        int previous = Memory.getInt(header + PREVIOUS);
        int next = Memory.getInt(header + NEXT);
        if (previous != 0) {
            Memory.putInt(headerOf(previous) + NEXT, next);
        } else {
            partial[sizeClass] = next;
        }
        if (next != 0) {
            Memory.putInt(headerOf(next) + PREVIOUS, previous);
        }
    }

    private ClassUse useOf(int sizeClass) {
        int perSlab = SizeClasses.perSlab(sizeClass);
        long partialSlabs = 0;
        long free = 0;
        for (int slab = partial[sizeClass]; slab != 0; slab = Memory.getInt(headerOf(slab) + NEXT)) {
            partialSlabs++;
            free += perSlab - Memory.getUnsignedShort(headerOf(slab) + LIVE);
        }
        long live = (long) slabs[sizeClass] * perSlab - free;
        return new ClassUse(SizeClasses.bytes(sizeClass), slabs[sizeClass], partialSlabs, live, free);
    }

    private int slabOf(long address) {
        return (int) ((address - base) >>> Spans.UNIT_SHIFT);
    }

    private long headerOf(int slab) {
        return headers + ((long) slab << Runs.HEADER_SHIFT);
    }
}
