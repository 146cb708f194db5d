package io.glassbox.structure.memory;

import java.nio.charset.StandardCharsets;

/**
 * A range of bytes outside the heap, re-positioned again and again: a flyweight, never a copy and never an owner.
 *
 * <p>A view is valid as long as whoever positioned it says so: an argument until its command returns, a value until the
 * next write to its key. Whoever wants to keep the bytes copies them.
 */
public final class ByteView {
    private long address;
    private int length;

    public ByteView() {}

    public ByteView(long address, int length) {
        this.address = address;
        this.length = length;
    }

    /** Positions this view; returns it. */
    public ByteView set(long newAddress, int newLength) {
        address = newAddress;
        length = newLength;
        return this;
    }

    public ByteView set(ByteView other) {
        return set(other.address, other.length);
    }

    public long address() {
        return address;
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte byteAt(int index) {
        assert index >= 0 && index < length : index;
        return Memory.getByte(address + index);
    }

    public boolean sameBytes(ByteView other) {
        return length == other.length && Memory.equal(address, other.address, length);
    }

    public boolean sameBytes(byte[] other) {
        return length == other.length && Memory.equal(address, other);
    }

    /** Whether the bytes spell {@code word} in ASCII, in any mixture of cases. */
    public boolean equalsIgnoreCase(String word) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(Memory.getByte(address + i)) != lower(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    public int compareBytes(ByteView other) {
        return Memory.compare(address, length, other.address, other.length);
    }

    public byte[] toBytes() {
        return Memory.toBytes(address, length);
    }

    /** The bytes decoded as UTF-8, for messages and logs; lossy for anything else. */
    @Override
    public String toString() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    /** One char per byte: the form in which binary data survives a round trip through a String. */
    public String toLatin1() {
        return new String(toBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The same up to a zero byte: the form in which Redis's error texts repeat what they were given. */
    public String toCString() {
        return new String(Memory.toBytes(address, cLength()), StandardCharsets.ISO_8859_1);
    }

    /** The bytes before the first zero byte, where C ends a string. */
    public int cLength() {
        int end = 0;
        while (end < length && Memory.getByte(address + end) != 0) {
            end++;
        }
        return end;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}
