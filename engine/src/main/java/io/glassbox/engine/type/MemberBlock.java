package io.glassbox.engine.type;

import io.glassbox.structure.hash.EntryFormat;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * The block of one member of a large set: its length in one byte (255: in the four bytes that follow), then its bytes.
 */
final class MemberBlock {
    static final EntryFormat FORMAT = new Format();

    private static final int LONG = 255;
    private static final int SHORT_HEADER = 1;
    private static final int LONG_HEADER = 5;

    private MemberBlock() {}

    static long allocate(Slabs slabs, long address, int length) {
        boolean isLong = length >= LONG;
        long block = slabs.allocate((isLong ? LONG_HEADER : SHORT_HEADER) + (long) length, Account.VALUES);
        Memory.putByte(block, isLong ? LONG : length);
        if (isLong) {
            Memory.putInt(block + SHORT_HEADER, length);
        }
        Memory.copy(address, address(block), length);
        return block;
    }

    static long address(long block) {
        return block + (Memory.getUnsignedByte(block) < LONG ? SHORT_HEADER : LONG_HEADER);
    }

    static int length(long block) {
        int length = Memory.getUnsignedByte(block);
        return length < LONG ? length : Memory.getInt(block + SHORT_HEADER);
    }

    private static final class Format implements EntryFormat {
        @Override
        public long keyAddress(long entry) {
            return address(entry);
        }

        @Override
        public int keyLength(long entry) {
            return length(entry);
        }
    }
}
