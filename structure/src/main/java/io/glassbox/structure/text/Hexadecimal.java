package io.glassbox.structure.text;

import io.glassbox.structure.memory.Memory;

/** 64-bit numbers as exactly 16 hexadecimal digits: the form of DIGEST. */
public final class Hexadecimal {
    public static final int LENGTH = 16;

    private Hexadecimal() {}

    /** Whether the bytes are 16 hexadecimal digits, of any case. */
    public static boolean isNumber(long address, int length) {
        if (length != LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (digit(Memory.getByte(address + i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The number that 16 digits at {@code address} spell; they have passed {@link #isNumber}. */
    public static long parse(long address) {
        long value = 0;
        for (int i = 0; i < LENGTH; i++) {
            value = value << 4 | digit(Memory.getByte(address + i));
        }
        return value;
    }

    /** Writes 16 digits, letters in lower case, and returns the address behind them. */
    public static long write(long at, long value) {
        for (int i = 0; i < LENGTH; i++) {
            int digit = (int) (value >>> 60 - 4 * i) & 15;
            Memory.putByte(at + i, digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
        return at + LENGTH;
    }

    private static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
