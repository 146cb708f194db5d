package io.glassbox.engine.entry;

import io.glassbox.structure.memory.Memory;

/**
 * A copy of an entry that {@link Entry} reads like the entry itself, by any thread and whatever becomes of the original: the block,
 * and behind it the bytes of a value that lies outside. Of a structure it has the root only, which leads to what may change.
 */
public final class EntryImage {
    private static final int ALIGNMENT = 8;
    private static final int CACHE_LINE_BYTES = 64;

    private EntryImage() {}

    /** How long the image of an entry is. */
    public static long bytes(long entry) {
        long block = blockBytes(entry);
        return Entry.isOutside(entry) ? block + Entry.spanLength(entry) : block;
    }

    /**
     * Reads a byte of each cache line of the block behind the first, in which its header is: whoever does so for many entries before
     * it writes their images waits for all of that memory at the same time. Returns something that depends on the bytes.
     */
    public static int touch(long entry) {
        long end = entry + blockBytes(entry);
        int sum = 0;
        for (long line = entry + CACHE_LINE_BYTES; line < end; line += CACHE_LINE_BYTES) {
            sum += Memory.getByte(line);
        }
        return sum;
    }

    /** Writes the image of an entry. */
    public static void write(long entry, long target) {
        long block = blockBytes(entry);
        Memory.copy(
                entry, target, Entry.blockLength(Entry.flags(entry), Entry.keyLength(entry), Entry.areaLength(entry)));
        if (Entry.isOutside(entry)) {
            long length = Entry.spanLength(entry);
            Memory.copy(Entry.spanAddress(entry), target + block, length);
            Entry.putSpan(target, target + block, length);
        }
    }

    private static long blockBytes(long entry) {
        long bytes = Entry.blockLength(Entry.flags(entry), Entry.keyLength(entry), Entry.areaLength(entry));
        return bytes + ALIGNMENT - 1 & -ALIGNMENT;
    }
}
