package io.glassbox.structure.checksum;

import io.glassbox.structure.memory.Memory;

/**
 * CRC-64 with the polynomial of Jones, both ways reflected, from 0 and without a final inversion: the checksum at the end of
 * RDB files and of DUMP payloads.
 *
 * <p>Eight bytes a step through eight tables, and for long inputs three such chains side by side: a step has to wait for the
 * table reads of the one before, so one chain leaves the processor idle most of the time. The chains are joined by
 * multiplying a part's checksum by the power of x that stands for the length behind it, modulo the polynomial.
 */
public final class Crc64 {
    private static final long POLYNOMIAL = 0x95AC9329AC4BC9B5L;

    /** The polynomial 1 in reflected order. */
    private static final long ONE = 1L << 63;

    /** Bytes that one of three chains takes before they are joined: long enough for the joins not to count. */
    private static final int LANE = 4096;

    private static final long LANE_POWER = powerForBytes(LANE);
    private static final long TWO_LANES_POWER = powerForBytes(2L * LANE);

    private static final int T = 256;
    private static final long[] TABLES = tables();

    private Crc64() {}

    /** The checksum of what had the checksum {@code crc}, 0 for nothing, followed by {@code length} more bytes. */
    public static long update(long crc, long address, long length) {
        long result = crc;
        long p = address;
        long end = address + length;
        for (; end - p >= 3 * LANE; p += 3 * LANE) {
            result = threeLanes(result, p);
        }
        for (; end - p >= 8; p += 8) {
            result = step(result ^ Memory.getLong(p));
        }
        for (; p < end; p++) {
            result = TABLES[(int) (result ^ Memory.getByte(p)) & 0xFF] ^ result >>> 8;
        }
        return result;
    }

    /** The same for bytes on the heap. */
    public static long update(long crc, byte[] bytes, int offset, int length) {
        long result = crc;
        for (int i = offset; i < offset + length; i++) {
            result = TABLES[(int) (result ^ bytes[i]) & 0xFF] ^ result >>> 8;
        }
        return result;
    }

    /** The checksum of two parts one after the other, from their checksums and the length of the second. O(log length). */
    public static long combine(long first, long second, long secondLength) {
        return multiply(powerForBytes(secondLength), first) ^ second;
    }

    private static long threeLanes(long crc, long address) {
        long a = crc;
        long b = 0;
        long c = 0;
        for (long p = address; p < address + LANE; p += 8) {
            a = step(a ^ Memory.getLong(p));
            b = step(b ^ Memory.getLong(p + LANE));
            c = step(c ^ Memory.getLong(p + 2 * LANE));
        }
        return multiply(TWO_LANES_POWER, a) ^ multiply(LANE_POWER, b) ^ c;
    }

    /** Eight bytes, already combined with the checksum before them. */
    private static long step(long word) {
        return TABLES[7 * T + (int) (word & 0xFF)]
                ^ TABLES[6 * T + (int) (word >>> 8 & 0xFF)]
                ^ TABLES[5 * T + (int) (word >>> 16 & 0xFF)]
                ^ TABLES[4 * T + (int) (word >>> 24 & 0xFF)]
                ^ TABLES[3 * T + (int) (word >>> 32 & 0xFF)]
                ^ TABLES[2 * T + (int) (word >>> 40 & 0xFF)]
                ^ TABLES[T + (int) (word >>> 48 & 0xFF)]
                ^ TABLES[(int) (word >>> 56)];
    }

    /** Table i holds the effect of a byte that i zero bytes follow. */
    private static long[] tables() {
        long[] tables = new long[8 * T];
        for (int i = 0; i < T; i++) {
            long crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = timesX(crc);
            }
            tables[i] = crc;
        }
        for (int i = T; i < tables.length; i++) {
            long before = tables[i - T];
            tables[i] = tables[(int) (before & 0xFF)] ^ before >>> 8;
        }
        return tables;
    }

    /** x^(8 × bytes) modulo the polynomial. */
    private static long powerForBytes(long bytes) {
        long result = ONE;
        long square = ONE >>> 8;
        for (long rest = bytes; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                result = multiply(result, square);
            }
            square = multiply(square, square);
        }
        return result;
    }

    private static long multiply(long a, long b) {
        long product = 0;
        long shifted = b;
        for (long rest = a; rest != 0; rest <<= 1) {
            product ^= shifted & rest >> 63;
            shifted = timesX(shifted);
        }
        return product;
    }

    private static long timesX(long value) {
        return value >>> 1 ^ POLYNOMIAL & -(value & 1);
    }
}
