package io.glassbox.structure.sketch;

import io.glassbox.structure.memory.GrowableBytes;
import io.glassbox.structure.memory.Memory;

/**
 * Registers written as runs, for sketches in which most are zero:
 *
 * <pre>
 *   00xxxxxx            ZERO    1..64 registers are 0
 *   01xxxxxx yyyyyyyy   XZERO   1..16384 registers are 0
 *   1vvvvvxx            VAL     1..4 registers are 1..32
 * </pre>
 *
 * <p>Which of the possible spellings of the same registers comes about is part of the contract: a run is split and its
 * neighbours merged exactly as Redis does it, so that equal requests leave equal bytes.
 *
 * <p>The bytes may have been set by a client. Whoever walks the runs asks {@link #isCut} before the second byte of one and
 * never counts past the last register.
 */
final class SparseRegisters {
    static final int MAX_VALUE = 32;

    private static final int MAX_ZERO_RUN = 64;
    private static final int MAX_VALUE_RUN = 4;

    /** How many opcodes are looked at for a merge behind a change, from the one before it. */
    private static final int MERGE_SCAN = 5;

    enum Change {
        UNCHANGED,
        CHANGED,
        CORRUPT,
        /** The registers are as before; the value or the new length asks for the dense form. */
        TOO_BIG
    }

    private SparseRegisters() {}

    static boolean isValue(int opcode) {
        return (opcode & 0x80) != 0;
    }

    static boolean isLongZeros(int opcode) {
        return (opcode & 0xC0) == 0x40;
    }

    /** 0 for both kinds of zeros. */
    static int valueOf(int opcode) {
        return isValue(opcode) ? (opcode >>> 2 & 31) + 1 : 0;
    }

    /** Bytes of the opcode. */
    static int sizeOf(int opcode) {
        return isLongZeros(opcode) ? 2 : 1;
    }

    /** Registers of the run at {@code p}, which is not cut. */
    static int runAt(long p) {
        int opcode = Memory.getUnsignedByte(p);
        if (isValue(opcode)) {
            return (opcode & 3) + 1;
        }
        return isLongZeros(opcode) ? ((opcode & 63) << 8 | Memory.getUnsignedByte(p + 1)) + 1 : (opcode & 63) + 1;
    }

    /** Whether the opcode at {@code p} lacks its second byte. */
    static boolean isCut(long p, long end) {
        return p + 1 == end && isLongZeros(Memory.getUnsignedByte(p));
    }

    /** The bytes of registers that are all zero, as a little-endian pair. */
    static int allZero() {
        return zeros(HyperLogLog.REGISTERS);
    }

    /** False if the runs do not make up all registers. */
    static boolean addTo(RegisterHistogram histogram, long start, long end) {
        int index = 0;
        for (long p = start; p < end; ) {
            int opcode = Memory.getUnsignedByte(p);
            int run = isCut(p, end) ? HyperLogLog.REGISTERS + 1 : runAt(p);
            index += run;
            if (index > HyperLogLog.REGISTERS) {
                return false;
            }
            histogram.add(valueOf(opcode), run);
            p += sizeOf(opcode);
        }
        return index == HyperLogLog.REGISTERS;
    }

    /** Raises each element to the register's value; false if the runs do not make up all registers. */
    static boolean mergeInto(byte[] registers, long start, long end) {
        int index = 0;
        for (long p = start; p < end; ) {
            int opcode = Memory.getUnsignedByte(p);
            int run = isCut(p, end) ? HyperLogLog.REGISTERS + 1 : runAt(p);
            if (index + run > HyperLogLog.REGISTERS) {
                return false;
            }
            int value = valueOf(opcode);
            for (int i = 0; value > 0 && i < run; i++) {
                registers[index + i] = (byte) Math.max(registers[index + i], value);
            }
            index += run;
            p += sizeOf(opcode);
        }
        return index == HyperLogLog.REGISTERS;
    }

    /**
     * Raises register {@code index} to {@code value} in a sketch whose runs begin behind a header of {@code header} bytes, unless
     * it is that high or the sketch would become longer than {@code maxBytes}. O(length).
     */
    static Change raise(GrowableBytes bytes, int header, int index, int value, long maxBytes) {
        if (value > MAX_VALUE) {
            return Change.TOO_BIG;
        }
        long start = bytes.address() + header;
        long end = bytes.address() + bytes.length();
        long before = start;
        long p = start;
        int first = 0;
        int run = 0;
        int opcode = 0;
        int size;
        for (; p < end; p += size) {
            opcode = Memory.getUnsignedByte(p);
            size = 1;
            if (isValue(opcode)) {
                run = (opcode & 3) + 1;
            } else if (isLongZeros(opcode)) {
                if (p + 1 == end) {
                    return Change.CORRUPT;
                }
                run = ((opcode & 63) << 8 | Memory.getUnsignedByte(p + 1)) + 1;
                size = 2;
            } else {
                run = opcode + 1;
            }
            if (index < first + run) {
                break;
            }
            before = p;
            first += run;
        }
        if (p >= end) {
            return Change.CORRUPT;
        }
        if (valueOf(opcode) >= value) {
            return Change.UNCHANGED;
        }
        int offset = (int) (before - start);
        if (run == 1 && !isLongZeros(opcode)) {
            Memory.putByte(p, value(value, 1));
        } else if (!split(bytes, (int) (p - bytes.address()), opcode, index - first, run, value, maxBytes)) {
            return Change.TOO_BIG;
        }
        mergeFrom(bytes, header + offset);
        return Change.CHANGED;
    }

    /** Puts {@code value} at place {@code within} of a run of {@code run} registers; false if that takes too many bytes. */
    private static boolean split(
            GrowableBytes bytes, int at, int opcode, int within, int run, int value, long maxBytes) {
        int behind = run - within - 1;
        long sequence = 0;
        int size = 0;
        if (within > 0) {
            sequence = part(opcode, within);
            size = partSize(opcode, within);
        }
        sequence |= (long) value(value, 1) << size * 8;
        size++;
        if (behind > 0) {
            sequence |= (long) part(opcode, behind) << size * 8;
            size += partSize(opcode, behind);
        }
        int oldSize = sizeOf(opcode);
        int length = bytes.length();
        int growth = size - oldSize;
        if (growth > 0 && (long) length + growth > maxBytes) {
            return false;
        }
        int tail = length - at - oldSize;
        if (growth > 0) {
            bytes.resize(length + growth);
        }
        long p = bytes.address() + at;
        Memory.copy(p + oldSize, p + size, tail);
        for (int i = 0; i < size; i++) {
            Memory.putByte(p + i, (int) (sequence >>> i * 8));
        }
        if (growth < 0) {
            bytes.resize(length + growth);
        }
        return true;
    }

    /** Merges neighbouring values that are equal, looking at a few opcodes from {@code at} on. */
    private static void mergeFrom(GrowableBytes bytes, int at) {
        long p = bytes.address() + at;
        long end = bytes.address() + bytes.length();
        long oldEnd = end;
        for (int i = 0; i < MERGE_SCAN && p < end; i++) {
            int opcode = Memory.getUnsignedByte(p);
            int next = p + 1 < end ? Memory.getUnsignedByte(p + 1) : 0;
            int run = (opcode & 3) + (next & 3) + 2;
            if (isValue(opcode) && isValue(next) && valueOf(opcode) == valueOf(next) && run <= MAX_VALUE_RUN) {
                Memory.putByte(p + 1, value(valueOf(opcode), run));
                Memory.copy(p + 1, p, end - p - 1);
                end--;
            } else {
                p += sizeOf(opcode);
            }
        }
        if (end < oldEnd) {
            bytes.resize((int) (end - bytes.address()));
        }
    }

    /** A run of the same kind as {@code opcode} with another length. */
    private static int part(int opcode, int run) {
        return isValue(opcode) ? value(valueOf(opcode), run) : zeros(run);
    }

    private static int partSize(int opcode, int run) {
        return isValue(opcode) || run <= MAX_ZERO_RUN ? 1 : 2;
    }

    private static int value(int value, int run) {
        return 0x80 | value - 1 << 2 | run - 1;
    }

    private static int zeros(int run) {
        return run <= MAX_ZERO_RUN ? run - 1 : 0x40 | run - 1 >>> 8 | (run - 1 & 0xFF) << 8;
    }
}
