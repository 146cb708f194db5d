package io.glassbox.structure.sketch;

import io.glassbox.structure.memory.Memory;

/** 16384 registers of 6 bits, packed from the low bits up: register i begins at bit 6 × i. */
final class DenseRegisters {
    static final int BYTES = HyperLogLog.REGISTERS * 6 / 8;

    private static final int MASK = 63;

    private DenseRegisters() {}

    static int get(long start, int index) {
        long at = start + (index * 6 >>> 3);
        int shift = index * 6 & 7;
        int bits = Memory.getUnsignedByte(at);
        if (shift > 2) {
            bits |= Memory.getUnsignedByte(at + 1) << 8;
        }
        return bits >>> shift & MASK;
    }

    static void set(long start, int index, int value) {
        long at = start + (index * 6 >>> 3);
        int shift = index * 6 & 7;
        Memory.putByte(at, Memory.getByte(at) & ~(MASK << shift) | value << shift);
        if (shift > 2) {
            Memory.putByte(at + 1, Memory.getByte(at + 1) & ~(MASK >>> 8 - shift) | value >>> 8 - shift);
        }
    }

    static void addTo(RegisterHistogram histogram, long start) {
        for (long p = start; p < start + BYTES; p += 6) {
            long eight = eightAt(p);
            for (int i = 0; i < 8; i++) {
                histogram.add((int) eight & MASK);
                eight >>>= 6;
            }
        }
    }

    /** Raises each element to the register's value. */
    static void mergeInto(byte[] registers, long start) {
        int index = 0;
        for (long p = start; p < start + BYTES; p += 6) {
            long eight = eightAt(p);
            for (int i = 0; i < 8; i++) {
                registers[index] = (byte) Math.max(registers[index], (int) eight & MASK);
                index++;
                eight >>>= 6;
            }
        }
    }

    static void putAll(byte[] registers, long start) {
        int index = 0;
        for (long p = start; p < start + BYTES; p += 6) {
            long eight = 0;
            for (int i = 0; i < 8; i++) {
                eight |= (long) registers[index++] << i * 6;
            }
            Memory.putInt(p, (int) eight);
            Memory.putShort(p + 4, (int) (eight >>> 32));
        }
    }

    /** Eight registers; not one byte more is touched, since nothing may lie behind the last one. */
    private static long eightAt(long address) {
        return Memory.getUnsignedInt(address) | (long) Memory.getUnsignedShort(address + 4) << 32;
    }
}
