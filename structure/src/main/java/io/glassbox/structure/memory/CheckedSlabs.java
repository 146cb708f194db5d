package io.glassbox.structure.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plain allocator whose blocks are fenced, poisoned and known by name; for tests.
 *
 * <pre>
 * block in the allocator beneath
 *   0 i64 requested bytes | 8 i32 place of allocation | 12 i32 place of the free | 16 i64 next in quarantine, 0 = end
 *  24 i64 canary, differs for a live and a freed block
 *  32     what the caller sees: the size class of the request
 *   n i64 canary
 * </pre>
 *
 * <p>A freed block is filled with 0xDD and waits in a FIFO of 64 MiB; the filling is compared when it leaves. A shadow
 * bitmap, one bit for each 8 bytes of the range, says where live blocks start: a free of anything else is caught at once,
 * and the sweep finds all blocks in order of address.
 */
final class CheckedSlabs extends Slabs {
    private static final int REQUESTED = 0;
    private static final int ALLOCATED_AT = 8;
    private static final int FREED_AT = 12;
    private static final int NEXT = 16;
    private static final int CANARY = 24;
    private static final int HEADER = 32;
    private static final int OVERHEAD = HEADER + 8;

    private static final long LIVE = 0x5AFE_B10C_4C1F_0E5DL;
    private static final long FREED = 0xDEAD_B10C_4C1F_0E5DL;
    private static final int VIRGIN_BYTE = 0xA5;
    private static final int FREED_BYTE = 0xDD;
    private static final long FREED_WORD = 0xDDDD_DDDD_DDDD_DDDDL;
    private static final long QUARANTINE_BYTES = 64L << 20;

    private final PlainSlabs slabs;
    private final long base;
    private final long rangeBytes;
    private final Reservation shadow;
    private final CallSites sites = new CallSites();
    private @Nullable Thread owner;
    private boolean isOpen = true;
    private long highest;
    private long quarantineHead;
    private long quarantineTail;
    private long quarantineBytes;

    CheckedSlabs(PlainSlabs slabs) {
        super(slabs.toAddress(0));
        this.slabs = slabs;
        this.base = slabs.toAddress(0);
        this.rangeBytes = slabs.rangeBytes();
        this.shadow = Reservation.of(rangeBytes >>> 6);
    }

    @Override
    public void bindTo(Thread newOwner) {
        owner = newOwner;
    }

    @Override
    public long allocate(long bytes) {
        return allocate(bytes, sites.current());
    }

    @Override
    public void free(long address) {
        free(address, sites.current());
    }

    /** Always moves the block: an address kept over this call is a mistake even where it happens to stay valid. */
    @Override
    public long reallocate(long address, long newBytes) {
        int site = sites.current();
        long size = sizeOf(address);
        long moved = allocate(newBytes, site);
        Memory.copy(address, moved, Math.min(size, classFor(newBytes)));
        free(address, site);
        return moved;
    }

    @Override
    public long sizeOf(long address) {
        requireLive(address);
        return userBytes(address - HEADER);
    }

    @Override
    public long heldBytes() {
        return slabs.heldBytes();
    }

    @Override
    public long residentBytes() {
        return slabs.residentBytes();
    }

    @Override
    public long releaseEmpty(long maxBytes) {
        return slabs.releaseEmpty(maxBytes);
    }

    @Override
    public long freeBlockBytes() {
        return slabs.freeBlockBytes();
    }

    /** Whatever is chosen beneath: here every block moves. */
    @Override
    public long chooseSparse(int sizeClass) {
        return Math.max(Spans.UNIT_BYTES, slabs.chooseSparse(sizeClass));
    }

    /** Always moves the block, as {@link #reallocate} does. */
    @Override
    public long relocate(long address) {
        requireLive(address);
        return reallocate(address, Memory.getLong(address - HEADER + REQUESTED));
    }

    @Override
    public List<ClassUse> classes() {
        return slabs.classes();
    }

    @Override
    public List<AllocationSite> leaks() {
        Map<Integer, AllocationSite> bySite = new TreeMap<>();
        for (long block = nextLive(base); block != 0; block = nextLive(block + 8)) {
            int number = Memory.getInt(block - HEADER + ALLOCATED_AT);
            long bytes = userBytes(block - HEADER);
            bySite.merge(
                    number,
                    new AllocationSite(sites.place(number), 1, bytes),
                    (a, b) -> new AllocationSite(a.place(), a.blocks() + 1, a.bytes() + b.bytes()));
        }
        List<AllocationSite> leaks = new ArrayList<>(bySite.values());
        leaks.sort(Comparator.comparingLong(AllocationSite::bytes).reversed());
        return leaks;
    }

    @Override
    public void sweep() {
        for (long block = nextLive(base); block != 0; block = nextLive(block + 8)) {
            requireIntact(block - HEADER, LIVE);
        }
        for (long raw = quarantineHead; raw != 0; raw = Memory.getLong(raw + NEXT)) {
            requireUntouched(raw);
        }
    }

    /** Sweeps a last time, so that damage is reported even where a test looks no further. */
    @Override
    public void close() {
        if (isOpen) {
            try {
                sweep();
            } finally {
                isOpen = false;
                shadow.close();
                slabs.close();
            }
        }
    }

    private long allocate(long bytes, int site) {
        requireUsable(site);
        if (bytes < 0 || bytes > rangeBytes) {
            return slabs.allocate(bytes);
        }
        long size = classFor(bytes);
        long raw = allocateRaw(size + OVERHEAD);
        Memory.putLong(raw + REQUESTED, bytes);
        Memory.putInt(raw + ALLOCATED_AT, site);
        Memory.putInt(raw + FREED_AT, -1);
        Memory.putLong(raw + NEXT, 0);
        Memory.putLong(raw + CANARY, LIVE ^ raw);
        Memory.fill(raw + HEADER, size, VIRGIN_BYTE);
        Memory.putLong(raw + HEADER + size, LIVE ^ raw);
        used += size;
        peakUsed = Math.max(peakUsed, used);
        long address = raw + HEADER;
        highest = Math.max(highest, address);
        long word = shadowWord(address);
        Memory.putLong(word, Memory.getLong(word) | shadowBit(address));
        return address;
    }

    /** Blocks in quarantine give way before a request is refused: a plain allocator would have had their room. */
    private long allocateRaw(long bytes) {
        try {
            return slabs.allocate(bytes);
        } catch (MemoryExhausted refused) {
            while (quarantineHead != 0) {
                leaveQuarantine();
            }
            return slabs.allocate(bytes);
        }
    }

    private void free(long address, int site) {
        requireUsable(site);
        requireLive(address);
        long raw = address - HEADER;
        requireIntact(raw, LIVE);
        long size = userBytes(raw);
        used -= size;
        long word = shadowWord(address);
        Memory.putLong(word, Memory.getLong(word) & ~shadowBit(address));
        Memory.putInt(raw + FREED_AT, site);
        Memory.putLong(raw + CANARY, FREED ^ raw);
        Memory.putLong(address + size, FREED ^ raw);
        Memory.fill(address, size, FREED_BYTE);
        enterQuarantine(raw, size);
    }

    private void enterQuarantine(long raw, long size) {
        if (quarantineTail != 0) {
            Memory.putLong(quarantineTail + NEXT, raw);
        } else {
            quarantineHead = raw;
        }
        quarantineTail = raw;
        quarantineBytes += size + OVERHEAD;
        while (quarantineBytes > QUARANTINE_BYTES) {
            leaveQuarantine();
        }
    }

    private void leaveQuarantine() {
        long raw = quarantineHead;
        requireUntouched(raw);
        quarantineHead = Memory.getLong(raw + NEXT);
        if (quarantineHead == 0) {
            quarantineTail = 0;
        }
        quarantineBytes -= userBytes(raw) + OVERHEAD;
        slabs.free(raw);
    }

    private void requireUsable(int site) {
        if (!isOpen) {
            throw new MemoryFault("used after it was closed, at " + sites.place(site));
        }
        if (owner != null && owner != Thread.currentThread()) {
            throw new MemoryFault("used by thread " + Thread.currentThread().getName() + ", owned by " + owner.getName()
                    + ", at " + sites.place(site));
        }
    }

    private void requireLive(long address) {
        boolean isInside = isOpen && address - base >= HEADER && address <= highest;
        if (isInside && (address & 7) == 0 && (Memory.getLong(shadowWord(address)) & shadowBit(address)) != 0) {
            return;
        }
        if (isInside && Memory.getLong(address - HEADER + CANARY) == (FREED ^ (address - HEADER))) {
            throw new MemoryFault("used after free or freed twice: " + describe(address - HEADER));
        }
        throw new MemoryFault("no block starts at address 0x" + Long.toHexString(address));
    }

    private void requireIntact(long raw, long canary) {
        if (Memory.getLong(raw + CANARY) != (canary ^ raw)) {
            throw new MemoryFault("written before its start: " + describe(raw));
        }
        if (Memory.getLong(raw + HEADER + userBytes(raw)) != (canary ^ raw)) {
            throw new MemoryFault("written beyond its end: " + describe(raw));
        }
    }

    private void requireUntouched(long raw) {
        requireIntact(raw, FREED);
        long size = userBytes(raw);
        for (long i = 0; i < size; i += 8) {
            if (Memory.getLong(raw + HEADER + i) != FREED_WORD) {
                throw new MemoryFault("written after free, near byte " + i + ": " + describe(raw));
            }
        }
    }

    private String describe(long raw) {
        int freedAt = Memory.getInt(raw + FREED_AT);
        return "block at 0x" + Long.toHexString(raw + HEADER) + " of " + Memory.getLong(raw + REQUESTED)
                + " bytes, allocated at " + sites.place(Memory.getInt(raw + ALLOCATED_AT))
                + (freedAt < 0 ? "" : ", freed at " + sites.place(freedAt));
    }

    /** What the caller sees of a block. A header that was overwritten must not send us out of the range. */
    private long userBytes(long raw) {
        long requested = Memory.getLong(raw + REQUESTED);
        if (requested < 0 || requested > rangeBytes - (raw - base) - OVERHEAD) {
            throw new MemoryFault("written before its start: block at 0x" + Long.toHexString(raw + HEADER));
        }
        return classFor(requested);
    }

    /** The first live block at or above {@code from}; 0 if there is none. */
    private long nextLive(long from) {
        long at = from;
        while (at <= highest) {
            long bits = Memory.getLong(shadowWord(at)) & -shadowBit(at);
            if (bits != 0) {
                return base + ((((at - base) >>> 9 << 6) + Long.numberOfTrailingZeros(bits)) << 3);
            }
            at = base + ((((at - base) >>> 9) + 1) << 9);
        }
        return 0;
    }

    private long shadowWord(long address) {
        return shadow.start() + ((address - base) >>> 9 << 3);
    }

    private long shadowBit(long address) {
        return 1L << ((address - base) >>> 3);
    }
}
