package io.glassbox.durability.snapshot;

import io.glassbox.engine.entry.EntryImage;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * A block full of copies of entries on its way to the thread that writes them. The engine fills and frees it; in between it belongs
 * to the other thread.
 *
 * <pre>
 * record: bytes of the record (8) | database (4) | unused (4) | bytes of the encoded value, 0 if it is in the image (8)
 *         | image of the entry | encoded value
 * </pre>
 */
final class Batch {
    static final int USUAL_BYTES = 64 * 1024;
    private static final int HEADER_BYTES = 24;
    private static final long ALIGNMENT = 8;

    private final Slabs slabs;
    private final long block;
    private final long capacity;
    private long length;
    private int records;

    Batch(Slabs slabs, long capacity) {
        this.slabs = slabs;
        this.capacity = capacity;
        this.block = slabs.allocate(capacity);
    }

    /** The room that an entry takes, with an encoded value of this length. */
    static long bytesFor(long entry, long encodedBytes) {
        return HEADER_BYTES + EntryImage.bytes(entry) + (encodedBytes + ALIGNMENT - 1 & -ALIGNMENT);
    }

    boolean hasRoomFor(long bytes) {
        return capacity - length >= bytes;
    }

    boolean isEmpty() {
        return records == 0;
    }

    long capacity() {
        return capacity;
    }

    int records() {
        return records;
    }

    /** Copies an entry, for which there is room, and a value that was encoded for it, if there is one. */
    void add(int database, long entry, long encoded, long encodedBytes) {
        long record = block + length;
        long imageBytes = EntryImage.bytes(entry);
        Memory.putLong(record, bytesFor(entry, encodedBytes));
        Memory.putInt(record + 8, database);
        Memory.putLong(record + 16, encodedBytes);
        EntryImage.write(entry, record + HEADER_BYTES);
        Memory.copy(encoded, record + HEADER_BYTES + imageBytes, encodedBytes);
        length += Memory.getLong(record);
        records++;
    }

    /** The first record; 0 if there is none. */
    long first() {
        return records == 0 ? 0 : block;
    }

    /** The record behind another one; 0 if there is none. */
    long next(long record) {
        long next = record + Memory.getLong(record);
        return next < block + length ? next : 0;
    }

    static int database(long record) {
        return Memory.getInt(record + 8);
    }

    static long entry(long record) {
        return record + HEADER_BYTES;
    }

    static long encodedBytes(long record) {
        return Memory.getLong(record + 16);
    }

    static long encoded(long record) {
        return entry(record) + EntryImage.bytes(entry(record));
    }

    /** Empties it for the next use. */
    void clear() {
        length = 0;
        records = 0;
    }

    void free() {
        slabs.free(block);
    }
}
