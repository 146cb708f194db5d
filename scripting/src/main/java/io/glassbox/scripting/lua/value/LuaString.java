package io.glassbox.scripting.lua.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string of Lua: bytes, in no charset. It is a slice of an array that nobody changes, so that parts of a string share its
 * bytes; a part that is much smaller than the whole is worth a copy ({@link #copyOf}).
 *
 * <p>The hash is Lua 5.1's own, which skips bytes of long strings: with it the order in which {@code pairs} visits a
 * table is the order that scripts see on a server in C.
 */
public final class LuaString implements Comparable<LuaString> {
    public static final LuaString EMPTY = new LuaString(new byte[0], 0, 0);

    private static final int HASH_SAMPLE_SHIFT = 5;

    private final byte[] bytes;
    private final int offset;
    private final int length;
    private int hash;

    private LuaString(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /** One byte for each character: for names and messages of the program itself, and for what {@link #toString} gave. */
    public static LuaString of(String latin1) {
        return wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Takes the array over: the caller must not change it any more. */
    public static LuaString wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new LuaString(bytes, 0, bytes.length);
    }

    /** Takes a part of the array over: the caller must not change it any more. */
    public static LuaString wrap(byte[] bytes, int offset, int length) {
        return length == 0 ? EMPTY : new LuaString(bytes, offset, length);
    }

    public static LuaString copyOf(byte[] bytes, int offset, int length) {
        return wrap(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    public int length() {
        return length;
    }

    /** The byte at an index from 0, unsigned. */
    public int at(int index) {
        return bytes[offset + index] & 0xff;
    }

    /** The array that holds the bytes, from {@link #offset}; not to be changed. */
    public byte[] array() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, offset, target, at, length);
    }

    /** The bytes from {@code start} to before {@code end}, both from 0; shares the array. */
    public LuaString slice(int start, int end) {
        return start == 0 && end == length ? this : wrap(bytes, offset + start, end - start);
    }

    public boolean contentEquals(String latin1) {
        if (latin1.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (latin1.charAt(i) != at(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof LuaString string && hasBytesOf(string);
    }

    public boolean hasBytesOf(LuaString other) {
        return length == other.length
                && hashCode() == other.hashCode()
                && Arrays.equals(
                        bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
    }

    /** By unsigned bytes, as in the C locale. */
    @Override
    public int compareTo(LuaString other) {
        return Arrays.compareUnsigned(
                bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = computeHash();
            hash = h;
        }
        return h;
    }

    private int computeHash() {
        int h = length;
        int step = (length >> HASH_SAMPLE_SHIFT) + 1;
        for (int i = length; i >= step; i -= step) {
            h ^= (h << 5) + (h >>> 2) + at(i - 1);
        }
        return h;
    }

    /** Each byte as one character, so that nothing is lost. */
    @Override
    public String toString() {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
}
