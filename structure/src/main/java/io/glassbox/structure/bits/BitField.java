package io.glassbox.structure.bits;

import io.glassbox.structure.memory.Memory;

/**
 * Integers of any width at any bit of a string, the highest bit first: BITFIELD, BITFIELD_RO, GETBIT and SETBIT.
 *
 * <p>Signed fields have 1 to 64 bits, unsigned ones 1 to 63, so that every value is a long.
 */
public final class BitField {
    public static final int MAX_SIGNED_BITS = 64;
    public static final int MAX_UNSIGNED_BITS = 63;

    /** What happens to a result that does not fit its field. */
    public enum Overflow {
        /** The high bits are dropped. */
        WRAP,
        /** The smallest or largest value is taken. */
        SAT,
        /** Nothing is written. */
        FAIL
    }

    private BitField() {}

    /** The bit at {@code offset} of a string of {@code length} bytes; 0 behind its end. */
    public static int bit(long address, int length, long offset) {
        long index = offset >>> 3;
        return index < length ? Memory.getUnsignedByte(address + index) >>> (7 - (offset & 7)) & 1 : 0;
    }

    /** Sets the bit at {@code offset}, which lies in the string, and returns what it was. */
    public static int setBit(long address, long offset, int bit) {
        long at = address + (offset >>> 3);
        int shift = 7 - (int) (offset & 7);
        int old = Memory.getUnsignedByte(at);
        Memory.putByte(at, old & ~(1 << shift) | bit << shift);
        return old >>> shift & 1;
    }

    /** The bytes that a string needs to hold a field of {@code bits} bits at {@code offset}. */
    public static long bytesFor(long offset, int bits) {
        return (offset + bits + 7) >>> 3;
    }

    /** The field of {@code bits} bits at {@code offset} of a string of {@code length} bytes, behind whose end are zeros. */
    public static long unsigned(long address, int length, long offset, int bits) {
        long first = offset >>> 3;
        int within = (int) (offset & 7);
        if (first + 8 <= length) {
            long word = Long.reverseBytes(Memory.getLong(address + first));
            if (within + bits <= 64) {
                return word << within >>> (64 - bits);
            }
            // The field ends in a ninth byte.
            int missing = within + bits - 64;
            long next = first + 8 < length ? Memory.getUnsignedByte(address + first + 8) : 0;
            return word << within >>> (64 - bits) | next >>> (8 - missing);
        }
        long value = 0;
        int have = -within;
        for (long index = first; have < bits; index++, have += 8) {
            int next = index < length ? Memory.getUnsignedByte(address + index) : 0;
            int wanted = bits - have;
            value = wanted >= 8 ? value << 8 | next : value << wanted | next >>> (8 - wanted);
        }
        return bits == 64 ? value : value & ((1L << bits) - 1);
    }

    /** Like {@link #unsigned}, the first bit of the field being its sign. */
    public static long signed(long address, int length, long offset, int bits) {
        int unused = 64 - bits;
        return unsigned(address, length, offset, bits) << unused >> unused;
    }

    /** Writes the low {@code bits} bits of {@code value} at {@code offset}; the field lies in the string. */
    public static void set(long address, long offset, int bits, long value) {
        int left = bits;
        long at = offset;
        while (left > 0) {
            int within = (int) (at & 7);
            int count = Math.min(8 - within, left);
            int shift = 8 - within - count;
            int mask = ((1 << count) - 1) << shift;
            long target = address + (at >>> 3);
            int part = (int) (value >>> (left - count)) << shift & mask;
            Memory.putByte(target, Memory.getByte(target) & ~mask | part);
            at += count;
            left -= count;
        }
    }

    /**
     * 1 if {@code value + increment} is above the range of a field of this kind, -1 if below, else 0. For a value to be set
     * the increment is 0.
     */
    public static int overflow(long value, long increment, boolean isSigned, int bits) {
        return isSigned ? signedOverflow(value, increment, bits) : unsignedOverflow(value, increment, bits);
    }

    /**
     * {@code value + increment} as a field of this kind keeps it, overflow handled as told. Not to be called for
     * {@link Overflow#FAIL} when there is an {@link #overflow}.
     */
    public static long sum(long value, long increment, boolean isSigned, int bits, Overflow mode) {
        int overflow = overflow(value, increment, isSigned, bits);
        assert overflow == 0 || mode != Overflow.FAIL;
        if (overflow == 0 || mode == Overflow.WRAP) {
            return isSigned ? wrappedSigned(value, increment, bits) : wrappedUnsigned(value, increment, bits);
        }
        if (overflow > 0) {
            return isSigned ? maxSigned(bits) : maxUnsigned(bits);
        }
        return isSigned ? minSigned(bits) : 0;
    }

    public static long maxSigned(int bits) {
        return Long.MAX_VALUE >>> (64 - bits);
    }

    public static long minSigned(int bits) {
        return -maxSigned(bits) - 1;
    }

    public static long maxUnsigned(int bits) {
        return (1L << bits) - 1;
    }

    /**
     * As in Redis the room above the value is taken in 64-bit arithmetic, so that a value to be set that is more than 2^63 below
     * the largest one of a narrower field counts as above the range.
     */
    private static int signedOverflow(long value, long increment, int bits) {
        long max = maxSigned(bits);
        long min = -max - 1;
        long roomAbove = max - value;
        long roomBelow = min - value;
        boolean narrow = bits != 64;
        if (value > max || increment > roomAbove && (narrow || value >= 0 && increment > 0)) {
            return 1;
        }
        return value < min || increment < roomBelow && (narrow || value < 0 && increment < 0) ? -1 : 0;
    }

    /** Here {@code value} may be any 64 bits, taken as unsigned. */
    private static int unsignedOverflow(long value, long increment, int bits) {
        long max = maxUnsigned(bits);
        if (Long.compareUnsigned(value, max) > 0 || increment > 0 && increment > max - value) {
            return 1;
        }
        return increment < 0 && increment < -value ? -1 : 0;
    }

    private static long wrappedSigned(long value, long increment, int bits) {
        int unused = 64 - bits;
        return (value + increment) << unused >> unused;
    }

    private static long wrappedUnsigned(long value, long increment, int bits) {
        return (value + increment) & maxUnsigned(bits);
    }
}
