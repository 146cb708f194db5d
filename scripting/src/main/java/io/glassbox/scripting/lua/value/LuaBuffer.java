package io.glassbox.scripting.lua.value;

import java.util.Arrays;

/** Bytes that grow into a string. It asks for room before it grows, so a huge string ends in Lua's error. */
public final class LuaBuffer {
    /** No array of the JVM is longer. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 16;

    private byte[] bytes;
    private int length;

    public LuaBuffer() {
        this(32);
    }

    public LuaBuffer(int capacity) {
        HeapRoom.require(capacity);
        bytes = new byte[capacity];
    }

    public int length() {
        return length;
    }

    public LuaBuffer append(int b) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) b;
        return this;
    }

    public LuaBuffer append(LuaString text) {
        return append(text.array(), text.offset(), text.length());
    }

    public LuaBuffer append(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /** One byte for each character. */
    public LuaBuffer append(String latin1) {
        int count = latin1.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) latin1.charAt(i);
        }
        length += count;
        return this;
    }

    public void reserve(int count) {
        if (count > bytes.length - length) {
            grow(count);
        }
    }

    public void truncate(int newLength) {
        length = newLength;
    }

    /** The bytes so far; the buffer can go on, what the string has stays as it is. */
    public LuaString toLuaString() {
        return LuaString.copyOf(bytes, 0, length);
    }

    private void grow(int count) {
        long wanted = (long) length + count;
        if (wanted > MAX_LENGTH) {
            throw LuaError.notEnoughMemory();
        }
        int capacity = (int) Math.min(MAX_LENGTH, Math.max(wanted, 2L * bytes.length));
        HeapRoom.require(capacity);
        bytes = Arrays.copyOf(bytes, capacity);
    }
}
