package io.glassbox.structure.hash;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;

/**
 * The words of all segments, indexed by the first {@code depth} bits of a hash: a segment with a shorter prefix stands in
 * several successive places. One block of the slabs, none while the table is empty.
 */
final class Directory {
    /** The bytes of the saved state. */
    static final int STATE_BYTES = 24;

    /** A hash that spreads leaves about 200 entries and more to each place of the directory. */
    private static final int ENTRIES_PER_PLACE_MIN = 16;

    /**
     * Entries that come in the order of their hashes, as from a scan of a table with the same key, share long prefixes at first. The
     * directory has its final length early then: 8 MB, for a hundred million entries.
     */
    private static final int LENGTH_ALWAYS_ALLOWED = 1 << 20;

    private static final int STATE_DEPTH = 5;
    private static final int STATE_LINES = 8;
    private static final int STATE_SEGMENTS = 16;
    private static final int STATE_DEEPEST = 20;

    private final Slabs slabs;
    private long address;
    private int depth;
    private long lines;
    private int segments;

    /** Segments whose prefix is as long as {@link #depth}: without any the directory may be halved. */
    private int deepest;

    Directory(Slabs slabs) {
        this.slabs = slabs;
    }

    void open(long state) {
        long reference = Memory.getReference(state);
        address = reference == 0 ? 0 : slabs.toAddress(reference);
        depth = Memory.getByte(state + STATE_DEPTH);
        lines = Memory.getLong(state + STATE_LINES);
        segments = Memory.getInt(state + STATE_SEGMENTS);
        deepest = Memory.getInt(state + STATE_DEEPEST);
    }

    void openEmpty() {
        address = 0;
        depth = 0;
        lines = 0;
        segments = 0;
        deepest = 0;
    }

    void save(long state) {
        Memory.putLong(state, address == 0 ? 0 : slabs.toReference(address) | (long) depth << 8 * STATE_DEPTH);
        Memory.putLong(state + STATE_LINES, lines);
        Memory.putInt(state + STATE_SEGMENTS, segments);
        Memory.putInt(state + STATE_DEEPEST, deepest);
    }

    boolean isEmpty() {
        return address == 0;
    }

    int depth() {
        return depth;
    }

    long length() {
        return address == 0 ? 0 : 1L << depth;
    }

    int segments() {
        return segments;
    }

    /** Room for entries in all segments. */
    long places() {
        return lines * Bucket.PLACES;
    }

    long bytes() {
        return address == 0 ? 0 : (lines + segments) * Bucket.BYTES + (length() << 3);
    }

    long at(long index) {
        return Memory.getLong(address + (index << 3));
    }

    /** The word of the segment that a hash belongs to. */
    long wordOf(long hash) {
        // Two shifts, since one by 64 would do nothing where the depth is zero.
        return at(hash >>> 1 >>> (63 - depth));
    }

    long addressOf(long word) {
        return slabs.toAddress(Segment.reference(word));
    }

    /** The number of successive places in which this segment stands. */
    long width(long word) {
        return 1L << (depth - Segment.depth(word));
    }

    /**
     * Begins with segments of one size for all prefixes of so many bits.
     *
     * @throws MemoryExhausted with the table still empty
     */
    void create(int depth, int homes) {
        address = slabs.allocate((long) Long.BYTES << depth, Account.TABLES);
        this.depth = depth;
        long end = length();
        long made = 0;
        try {
            for (; made < end; made++) {
                addEmpty(homes, depth == 0 ? 0 : made << (64 - depth));
            }
        } finally {
            if (made < end) {
                giveUp(made);
            }
        }
    }

    private void addEmpty(int homes, long prefix) {
        long segment = slabs.allocate(Segment.bytes(homes), Account.TABLES);
        Segment.format(segment, depth, homes, prefix);
        add(Segment.word(slabs.toReference(segment), depth, homes), prefix);
    }

    private void giveUp(long made) {
        for (long index = 0; index < made; index++) {
            free(at(index));
        }
        slabs.free(address, Account.TABLES);
        openEmpty();
    }

    /** Enters a new segment; others stood in its places. */
    void add(long word, long prefix) {
        put(word, prefix);
        segments++;
        lines += Segment.lines(Segment.homes(word));
        if (Segment.depth(word) == depth) {
            deepest++;
        }
    }

    private void put(long word, long prefix) {
        long from = prefix >>> 1 >>> (63 - depth);
        long end = from + width(word);
        for (long index = from; index < end; index++) {
            Memory.putLong(address + (index << 3), word);
        }
    }

    /** Moves the directory itself, if that is worth it. */
    void relocate(Relocation relocation) {
        address = relocation.move(address);
    }

    /** Moves a segment, if that is worth it. */
    void relocateSegment(long word, long prefix, Relocation relocation) {
        long reference = Segment.reference(word);
        long moved = relocation.moveReference(reference);
        if (moved != reference) {
            put(Segment.word(moved, Segment.depth(word), Segment.homes(word)), prefix);
        }
    }

    /** Frees a segment that stands here no longer. */
    void free(long word) {
        segments--;
        lines -= Segment.lines(Segment.homes(word));
        if (Segment.depth(word) == depth) {
            deepest--;
        }
        slabs.free(addressOf(word), Account.TABLES);
    }

    /**
     * Looks at one more bit of the hash. A copy: the longest thing that a table ever does at once.
     *
     * @throws IllegalStateException if a table of {@code size} entries has no use for that, unless their hashes are alike
     */
    void makeDeeper(long size) {
        long length = length();
        if (length > LENGTH_ALWAYS_ALLOWED && length > size / ENTRIES_PER_PLACE_MIN) {
            throw new IllegalStateException(
                    size + " entries need more than 2^" + depth + " segments: hashes are alike");
        }
        long twice = slabs.allocate(length << 4, Account.TABLES);
        for (long index = 0; index < length; index++) {
            long word = at(index);
            Memory.putLong(twice + (index << 4), word);
            Memory.putLong(twice + (index << 4) + 8, word);
        }
        slabs.free(address, Account.TABLES);
        address = twice;
        depth++;
        deepest = 0;
    }

    /** Looks at as many bits less as no segment needs. */
    void makeAsShallowAsPossible() {
        while (deepest == 0 && depth > 0) {
            makeShallower();
        }
    }

    private void makeShallower() {
        long length = length() >>> 1;
        long half = slabs.allocate(length << 3, Account.TABLES);
        depth--;
        for (long index = 0; index < length; index++) {
            long word = at(index << 1);
            Memory.putLong(half + (index << 3), word);
            if (Segment.depth(word) == depth) {
                deepest++;
            }
        }
        slabs.free(address, Account.TABLES);
        address = half;
    }

    /** Frees all segments from a place on, which is the first of its segment, and the directory itself. */
    void dispose(long from) {
        long end = length();
        for (long index = from; index < end; ) {
            long word = at(index);
            index += width(word);
            free(word);
        }
        if (address != 0) {
            slabs.free(address, Account.TABLES);
        }
        address = 0;
        depth = 0;
        deepest = 0;
    }
}
