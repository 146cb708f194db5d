package io.glassbox.structure.hash;

import io.glassbox.structure.memory.Memory;

/**
 * Ten places for references in one cache line, searched by a byte of the hash.
 *
 * <pre>
 *  0  u8 fingerprint[10]   0 = the place is free
 * 10  u32 meta             bits 0-9   the entry of that place belongs to the bucket before
 *                          bits 10-13 entries of this bucket that are in the bucket behind
 *                          bits 14-19 entries of this bucket that are in the stash of the segment
 *                          bits 20-31 kept for the epoch of the last snapshot that has taken this bucket
 * 14  5-byte reference[10]
 * </pre>
 *
 * Several places at once are a <em>mask</em> with one bit for each, as the comparison of eight and then two bytes leaves
 * it: bit {@code 8 * p} for the places 0 to 7, bits 1 and 9 for 8 and 9. {@link #first} names the place of one.
 */
final class Bucket {
    static final int BYTES = 64;
    static final int PLACES = 10;

    private static final int TAIL = 8;
    private static final int META = 10;
    private static final int REFERENCES = 14;
    private static final long REFERENCE_BYTES = 5;

    private static final int PUSHED_SHIFT = 10;
    private static final int PUSHED_ONE = 1 << PUSHED_SHIFT;
    private static final int PUSHED = 0xf << PUSHED_SHIFT;
    private static final int STASHED_SHIFT = 14;
    private static final int STASHED_ONE = 1 << STASHED_SHIFT;
    private static final int STASHED = 0x3f << STASHED_SHIFT;

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;
    private static final long EVERY_PLACE = EACH_BYTE | 0x0202L;

    private Bucket() {}

    /** The fingerprint of a hash in every byte. The low eight bits, since the high ones choose segment and bucket. */
    static long pattern(long hash) {
        long low = hash & 0xff;
        return (low + ((low - 1) >>> 63)) * EACH_BYTE;
    }

    /** The same of an entry by its place. */
    static long pattern(long bucket, int place) {
        return Memory.getUnsignedByte(bucket + place) * EACH_BYTE;
    }

    /** The places with this fingerprint. */
    static long matches(long bucket, long pattern) {
        return zeroBytes(Memory.getLong(bucket) ^ pattern) >>> 7
                | (zeroBytes(Memory.getLong(bucket + TAIL) ^ pattern) & 0x8080) >>> 6;
    }

    static long free(long bucket) {
        return matches(bucket, 0);
    }

    static long used(long bucket) {
        return free(bucket) ^ EVERY_PLACE;
    }

    /** The places of entries that belong to this bucket. */
    static long usedByOwn(long bucket) {
        return used(bucket) & ~displaced(bucket);
    }

    /** The places of entries that belong to the bucket before. */
    static long usedByGuests(long bucket) {
        return displaced(bucket);
    }

    static int count(long bucket) {
        return Long.bitCount(used(bucket));
    }

    /** The place of the lowest bit of a mask that is not empty. */
    static int first(long mask) {
        int bit = Long.numberOfTrailingZeros(mask);
        return (bit >>> 3) + ((bit & 1) << 3);
    }

    static boolean isUsed(long bucket, int place) {
        return Memory.getByte(bucket + place) != 0;
    }

    static long reference(long bucket, int place) {
        return Memory.getReference(bucket + REFERENCES + place * REFERENCE_BYTES);
    }

    static void setReference(long bucket, int place, long reference) {
        Memory.putReference(bucket + REFERENCES + place * REFERENCE_BYTES, reference);
    }

    static void put(long bucket, int place, long pattern, long reference) {
        Memory.putByte(bucket + place, (int) pattern);
        setReference(bucket, place, reference);
    }

    static void putGuest(long bucket, int place, long pattern, long reference) {
        put(bucket, place, pattern, reference);
        setMeta(bucket, meta(bucket) | 1 << place);
    }

    static void clear(long bucket, int place) {
        Memory.putByte(bucket + place, 0);
        setMeta(bucket, meta(bucket) & ~(1 << place));
    }

    /** Whether entries of this bucket are elsewhere. */
    static boolean hasOverflowed(long bucket) {
        return (meta(bucket) & (PUSHED | STASHED)) != 0;
    }

    static boolean hasPushed(long bucket) {
        return (meta(bucket) & PUSHED) != 0;
    }

    static boolean hasStashed(long bucket) {
        return (meta(bucket) & STASHED) != 0;
    }

    static int pushed(long bucket) {
        return (meta(bucket) & PUSHED) >>> PUSHED_SHIFT;
    }

    static int stashed(long bucket) {
        return (meta(bucket) & STASHED) >>> STASHED_SHIFT;
    }

    static void addPushed(long bucket) {
        setMeta(bucket, meta(bucket) + PUSHED_ONE);
    }

    static void subtractPushed(long bucket) {
        assert hasPushed(bucket) : "no entry was pushed";
        setMeta(bucket, meta(bucket) - PUSHED_ONE);
    }

    static void addStashed(long bucket) {
        setMeta(bucket, meta(bucket) + STASHED_ONE);
    }

    static void subtractStashed(long bucket) {
        assert hasStashed(bucket) : "no entry was stashed";
        setMeta(bucket, meta(bucket) - STASHED_ONE);
    }

    private static long displaced(long bucket) {
        int bits = meta(bucket);
        // Byte i of the product keeps bit i only; the bytes that are then not zero are the places.
        long spread = (bits & 0xff) * EACH_BYTE & 0x8040201008040201L;
        return zeroBytes(spread) >>> 7 ^ EACH_BYTE | (bits & 0x100) >>> 7 | bits & 0x200;
    }

    private static int meta(long bucket) {
        return Memory.getInt(bucket + META);
    }

    private static void setMeta(long bucket, int meta) {
        Memory.putInt(bucket + META, meta);
    }

    /** The top bit of each byte that is zero; exact, so that a place that is free is never taken for a match. */
    private static long zeroBytes(long bytes) {
        return ~(((bytes & LOW_SEVEN) + LOW_SEVEN) | bytes | LOW_SEVEN);
    }
}
