package io.glassbox.structure.checksum;

import io.glassbox.structure.memory.Memory;

/** CRC-16/XMODEM: polynomial 0x1021, high bit first, from 0. What the slots of a cluster are computed with. */
public final class Crc16 {
    private static final int POLYNOMIAL = 0x1021;
    private static final char[] TABLE = table();

    private Crc16() {}

    /** The checksum of {@code length} bytes, 0 to 65535. */
    public static int of(long address, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc = crc << 8 & 0xFFFF ^ TABLE[crc >>> 8 ^ Memory.getUnsignedByte(address + i)];
        }
        return crc;
    }

    private static char[] table() {
        char[] table = new char[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ ((crc & 0x8000) != 0 ? POLYNOMIAL : 0);
            }
            table[i] = (char) crc;
        }
        return table;
    }
}
