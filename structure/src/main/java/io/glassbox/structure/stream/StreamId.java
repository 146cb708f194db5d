package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DecimalInteger;

/** The ID of an entry, two unsigned numbers of 64 bits: milliseconds and a number in sequence. A flyweight that is set again and again. */
public final class StreamId {
    /** As they lie in memory: two little-endian numbers. */
    public static final int BYTES = 16;

    /** Two numbers and the dash. */
    public static final int MAX_TEXT_LENGTH = 2 * DecimalInteger.MAX_LENGTH + 1;

    private long millis;
    private long sequence;

    public StreamId set(long newMillis, long newSequence) {
        millis = newMillis;
        sequence = newSequence;
        return this;
    }

    public StreamId set(StreamId other) {
        return set(other.millis, other.sequence);
    }

    public StreamId setLeast() {
        return set(0, 0);
    }

    public StreamId setGreatest() {
        return set(-1, -1);
    }

    public StreamId read(long address) {
        return set(Memory.getLong(address), Memory.getLong(address + 8));
    }

    public void write(long address) {
        Memory.putLong(address, millis);
        Memory.putLong(address + 8, sequence);
    }

    public long millis() {
        return millis;
    }

    public long sequence() {
        return sequence;
    }

    public boolean isLeast() {
        return millis == 0 && sequence == 0;
    }

    public boolean isGreatest() {
        return millis == -1 && sequence == -1;
    }

    public boolean isAbove(StreamId other) {
        return compare(millis, sequence, other.millis, other.sequence) > 0;
    }

    public boolean isBelow(StreamId other) {
        return compare(millis, sequence, other.millis, other.sequence) < 0;
    }

    public boolean isSame(StreamId other) {
        return millis == other.millis && sequence == other.sequence;
    }

    /** Goes to the next ID; stays and returns false at the greatest. */
    public boolean increment() {
        if (isGreatest()) {
            return false;
        }
        sequence++;
        if (sequence == 0) {
            millis++;
        }
        return true;
    }

    /** Goes to the ID before; stays and returns false at 0-0. */
    public boolean decrement() {
        if (isLeast()) {
            return false;
        }
        if (sequence == 0) {
            millis--;
        }
        sequence--;
        return true;
    }

    /** Writes {@code millis-sequence}, up to {@link #MAX_TEXT_LENGTH} bytes; returns the address behind it. */
    public long print(long at) {
        long dash = printUnsigned(at, millis);
        Memory.putByte(dash, '-');
        return printUnsigned(dash + 1, sequence);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
    }

    static int compare(long aMillis, long aSequence, long bMillis, long bSequence) {
        int byMillis = Long.compareUnsigned(aMillis, bMillis);
        return byMillis != 0 ? byMillis : Long.compareUnsigned(aSequence, bSequence);
    }

    private static long printUnsigned(long at, long number) {
        if (number >= 0) {
            return DecimalInteger.write(at, number);
        }
        long quotient = Long.divideUnsigned(number, 10);
        long end = DecimalInteger.write(at, quotient);
        Memory.putByte(end, (int) ('0' + number - quotient * 10));
        return end + 1;
    }
}
