package io.glassbox.scripting.lua.text;

import java.util.Arrays;

/**
 * A byte string under construction. Its {@link Allowance} is asked before it grows, for the new array, so that a result too large is
 * refused before memory is taken for it. Meant to be reused: {@link #clear} keeps a small array and drops a large one.
 */
public final class Bytes {
    /** Of arrays in the JVM; longer strings cannot be. */
    public static final int MAX_LENGTH = Integer.MAX_VALUE - 16;

    private static final int FIRST_CAPACITY = 256;
    private static final int KEPT_CAPACITY = 64 * 1024;

    private final Allowance allowance;
    private byte[] array;
    private int length;

    public Bytes(Allowance allowance) {
        this(FIRST_CAPACITY, allowance);
    }

    public Bytes(int capacity, Allowance allowance) {
        this.allowance = allowance;
        array = new byte[capacity];
    }

    public int length() {
        return length;
    }

    /** The bytes collected are the first {@link #length} of this array, until the next change. */
    public byte[] array() {
        return array;
    }

    public byte at(int index) {
        return array[index];
    }

    public void put(int index, int value) {
        array[index] = (byte) value;
    }

    public void clear() {
        length = 0;
        if (array.length > KEPT_CAPACITY) {
            array = new byte[FIRST_CAPACITY];
        }
    }

    /** Forgets everything behind {@code newLength}. */
    public void truncate(int newLength) {
        assert newLength <= length;
        length = newLength;
    }

    public void add(int value) {
        if (length == array.length) {
            grow(1);
        }
        array[length++] = (byte) value;
    }

    public void add(byte[] source) {
        add(source, 0, source.length);
    }

    public void add(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
    }

    public void fill(int value, int count) {
        if (count > 0) {
            reserve(count);
            Arrays.fill(array, length, length + count, (byte) value);
            length += count;
        }
    }

    /** Appends the last {@code size} bytes of {@code value}, the most significant first. */
    public void addBigEndian(long value, int size) {
        reserve(size);
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            array[length++] = (byte) (value >>> shift);
        }
    }

    /** Appends the last {@code size} bytes of {@code value}, the least significant first. */
    public void addLittleEndian(long value, int size) {
        reserve(size);
        for (int i = 0; i < size; i++) {
            array[length++] = (byte) (value >>> 8 * i);
        }
    }

    /** Appends the number in decimal. */
    public void addDecimal(long value) {
        if (value < 0) {
            add('-');
        }
        addUnsigned(value < 0 ? -value : value);
    }

    /** Appends the number in decimal, taking it as unsigned: so is the most negative one, negated. */
    public void addUnsigned(long value) {
        long rest = value;
        int digits = 1;
        for (long i = value; Long.compareUnsigned(i, 10) >= 0; i = Long.divideUnsigned(i, 10)) {
            digits++;
        }
        reserve(digits);
        for (int i = length + digits - 1; i >= length; i--) {
            long quotient = rest >= 0 ? rest / 10 : Long.divideUnsigned(rest, 10);
            array[i] = (byte) ('0' + (rest - quotient * 10));
            rest = quotient;
        }
        length += digits;
    }

    /** Appends a text of ASCII characters. */
    public void addAscii(String text) {
        int count = text.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            array[length + i] = (byte) text.charAt(i);
        }
        length += count;
    }

    /** Makes room for {@code count} more bytes, so that as many calls of {@link #add(int)} do not grow the array. */
    public void reserve(int count) {
        if (count > array.length - length) {
            grow(count);
        }
    }

    public byte[] toArray() {
        return Arrays.copyOf(array, length);
    }

    private void grow(int count) {
        long needed = (long) length + count;
        long capacity = Math.min(Math.max(needed, 2L * array.length), MAX_LENGTH);
        allowance.take(Math.max(capacity, needed));
        if (needed > MAX_LENGTH) {
            throw new OutOfMemoryError("a string of " + needed + " bytes");
        }
        array = Arrays.copyOf(array, (int) capacity);
    }
}
