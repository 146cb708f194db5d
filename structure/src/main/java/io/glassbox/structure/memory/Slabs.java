package io.glassbox.structure.memory;

import java.util.List;
import java.util.Locale;

/**
 * The allocator of one server: memory outside the heap, in a range of addresses of its own, owned by one thread.
 *
 * <p>Blocks up to 16 KiB are cut from slabs of 64 KiB, one size class to a slab, so that a block needs no header and
 * {@link #free} no size; larger ones are spans of whole pages. Sizes are counted exactly and at once, which is what makes
 * {@code maxmemory} exact. {@link #free} never calls the operating system and takes the same short time for any block, so
 * that a large structure may be freed in as many steps as its owner likes; empty slabs and spans go back to the system
 * in {@link #releaseEmpty}, from the cron.
 *
 * <p>Two implementations: the plain one, and a checked one for tests (see {@link #checked}) that finds overruns, double
 * frees, writes to freed blocks and leaks. A JVM that runs only one of them pays nothing for the choice: its calls have
 * one target.
 */
public abstract sealed class Slabs implements AutoCloseable permits PlainSlabs, CheckedSlabs {
    /** The addresses a server reserves if it can: more than memory, so that fragmentation never ends in a refusal. */
    private static final long RANGE_BYTES = 1L << 40;

    long used;
    long peakUsed;
    private final long base;
    private final long[] charged = new long[Account.values().length];

    Slabs(long base) {
        this.base = base;
    }

    /** A plain allocator; with {@code -Dglassbox.memory=checked} a checked one. */
    public static Slabs create() {
        return create(RANGE_BYTES);
    }

    /**
     * @param rangeBytes addresses to reserve, at most 4 TiB; less is reserved if the system refuses
     */
    public static Slabs create(long rangeBytes) {
        return isCheckedRequested() ? checked(rangeBytes) : plain(rangeBytes);
    }

    /** An unchecked allocator whatever the property says: for measurements. */
    public static Slabs plain() {
        return plain(RANGE_BYTES);
    }

    static Slabs plain(long rangeBytes) {
        return new PlainSlabs(Reservation.of(rangeBytes));
    }

    /**
     * An allocator for tests: every block lies between canaries, freed blocks are filled with 0xDD and kept out of use
     * for the next 64 MiB of frees, and each block knows the place in the code that asked for it. A block counts in
     * {@link #usedBytes} as it would in a plain allocator. What it finds it throws as {@link MemoryFault}, the rest at the
     * latest when it is closed.
     */
    public static Slabs checked() {
        return checked(RANGE_BYTES >>> 2);
    }

    static Slabs checked(long rangeBytes) {
        return new CheckedSlabs(new PlainSlabs(Reservation.of(rangeBytes)));
    }

    private static boolean isCheckedRequested() {
        return "checked".equals(System.getProperty("glassbox.memory", "").toLowerCase(Locale.ROOT));
    }

    /** From now on only {@code owner} allocates and frees. Said once, when a thread takes over; checked memory insists. */
    public abstract void bindTo(Thread owner);

    /**
     * A block of at least {@code bytes} bytes, 8-byte aligned, contents undefined. O(1).
     *
     * @throws IllegalArgumentException if {@code bytes} is negative
     * @throws MemoryExhausted if no addresses are left
     */
    public abstract long allocate(long bytes);

    /** Gives a block back; its address came from {@link #allocate} or {@link #reallocate}. O(1), no system call. */
    public abstract void free(long address);

    /**
     * Makes a block hold {@code newBytes}, keeping its contents as far as they fit; returns its address, which is a new
     * one unless the size class stays or a large block has room behind it. The old address is then free. If memory is
     * exhausted the block stays as it was.
     */
    public abstract long reallocate(long address, long newBytes);

    /** The usable bytes of a block: its size class. */
    public abstract long sizeOf(long address);

    /** The size class that a request of {@code bytes} would get: an overwrite that stays in it needs no new block. */
    public final long classFor(long bytes) {
        assert bytes >= 0 : bytes;
        return bytes <= SizeClasses.MAX_BYTES ? SizeClasses.bytes(SizeClasses.of((int) bytes)) : Spans.bytesFor(bytes);
    }

    /** As {@link #allocate(long)}, charged to {@code account}. */
    public final long allocate(long bytes, Account account) {
        long address = allocate(bytes);
        charged[account.index()] += classFor(bytes);
        return address;
    }

    /** As {@link #free(long)}, no longer charged to {@code account}. */
    public final void free(long address, Account account) {
        charged[account.index()] -= sizeOf(address);
        free(address);
    }

    /** Adds to an account, or takes away if {@code bytes} is negative. The sum of all blocks does not change. */
    public final void charge(Account account, long bytes) {
        charged[account.index()] += bytes;
    }

    public final long charged(Account account) {
        return charged[account.index()];
    }

    /** Bytes held by live blocks, counted by size class. */
    public final long usedBytes() {
        return used;
    }

    /** The most that {@link #usedBytes} ever was. */
    public final long peakUsedBytes() {
        return peakUsed;
    }

    /** Bytes of slabs and spans in use: live blocks, and the free ones among them. */
    public abstract long heldBytes();

    /** Bytes of all pages that were handed out and not given back to the system since; the books themselves excluded. */
    public abstract long residentBytes();

    /**
     * Gives memory that no block uses back to the operating system, keeping a few MiB warm. About 0.1 µs a page.
     *
     * @param maxBytes how much at most; what is left waits for the next call
     * @return the bytes given back
     */
    public abstract long releaseEmpty(long maxBytes);

    /** Bytes of free blocks in slabs: what emptying slabs could win at best. O(size classes). */
    public abstract long freeBlockBytes();

    /** The size classes of blocks that lie in slabs. */
    public static int sizeClasses() {
        return SizeClasses.COUNT;
    }

    /**
     * Chooses the slabs of a size class, counted from 0, that are to be emptied because the others have room for all of their blocks;
     * returns the bytes of these slabs. O(slabs of the class with room).
     */
    public abstract long chooseSparse(int sizeClass);

    /**
     * Moves a block out of a slab that was chosen; returns where it is then. Its old address is free, and whoever knew it is told by
     * the caller. A block of any other slab, and a large one, stays. O(bytes of the block).
     */
    public abstract long relocate(long address);

    /** All size classes in use, smallest first. O(partial slabs). */
    public abstract List<ClassUse> classes();

    /** Live blocks by the place in the code that allocated them, most bytes first; always empty if not checked. */
    public abstract List<AllocationSite> leaks();

    /**
     * Looks at the canaries of all live blocks and at the filling of all freed ones; does nothing if not checked.
     *
     * @throws MemoryFault for the first that is damaged
     */
    public abstract void sweep();

    /** The 5-byte form of a block's address: its distance from the base in units of 8 bytes; 0 stands for no block. */
    public final long toReference(long address) {
        return (address - base) >>> 3;
    }

    public final long toAddress(long reference) {
        return base + (reference << 3);
    }

    /** The figures and the classes as a table for {@code MEMORY MALLOC-STATS}. */
    public final String describe() {
        StringBuilder out = new StringBuilder(4096);
        line(out, "used bytes", used);
        line(out, "peak used bytes", peakUsed);
        line(out, "held bytes", heldBytes());
        line(out, "resident bytes", residentBytes());
        for (Account account : Account.values()) {
            line(out, "charged to " + account.name().toLowerCase(Locale.ROOT), charged(account));
        }
        out.append('\n');
        row(out, "block bytes", "slabs", "partial", "live", "free");
        for (ClassUse use : classes()) {
            row(
                    out,
                    Integer.toString(use.blockBytes()),
                    Long.toString(use.slabs()),
                    Long.toString(use.partialSlabs()),
                    Long.toString(use.liveBlocks()),
                    Long.toString(use.freeBlocks()));
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String name, long value) {
        out.append(name).append(": ").append(value).append('\n');
    }

    private static void row(StringBuilder out, String... cells) {
        for (String cell : cells) {
            out.repeat(' ', Math.max(1, 12 - cell.length())).append(cell);
        }
        out.append('\n');
    }

    /** Gives the whole range back; every block and every reference ends here. */
    @Override
    public abstract void close();
}
