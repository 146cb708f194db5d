package io.glassbox.structure.bits;

/**
 * The range of BITCOUNT and BITPOS: from start to end, both inclusive, in bytes or bits, negative ones counted from the end
 * of the string, and what lies outside the string cut off. A flyweight that is positioned again and again.
 */
public final class BitRange {
    private long first;
    private long last;

    /**
     * Takes the range over a string of {@code length} bytes; {@code inBits} tells the unit of start and end. A start behind the
     * end makes an empty range, but two negative numbers are first moved to the start of a string that is too short for
     * them; BITCOUNT asks {@link #isBackwards} before.
     */
    public BitRange set(long start, long end, boolean inBits, long length) {
        long total = inBits ? length * 8 : length;
        long from = Math.max(start < 0 ? start + total : start, 0);
        long to = Math.min(Math.max(end < 0 ? end + total : end, 0), total - 1);
        first = inBits ? from : from * 8;
        last = inBits ? to : to * 8 + 7;
        if (from > to) {
            first = 0;
            last = -1;
        }
        return this;
    }

    /** Whether both ends count from the end of the string and the first lies behind the second: always empty to BITCOUNT. */
    public static boolean isBackwards(long start, long end) {
        return start < 0 && end < 0 && start > end;
    }

    public boolean isEmpty() {
        return first > last;
    }

    /** The index of the first bit. */
    public long first() {
        return first;
    }

    /** The index of the last bit, one less than {@link #first} if the range is empty. */
    public long last() {
        return last;
    }
}
