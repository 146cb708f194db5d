package io.glassbox.structure.ordered;

import io.glassbox.structure.hash.EntryFormat;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * A member and its score: the one block that the table of members and the tree both refer to. A change of the score is made in
 * place, so that the block need not move.
 *
 * <pre>
 *  0  f64 score
 *  8  u8 length, or 255 and u32 length
 *  9  bytes of the member (13 behind a long length)
 * </pre>
 */
public final class MemberBlock {
    /** How the table of members finds the key in a block. */
    static final EntryFormat FORMAT = new Format();

    private static final int LENGTH = 8;
    private static final int SHORT_BYTES = 9;
    private static final int LONG_BYTES = 13;
    private static final int LONG = 255;

    private MemberBlock() {}

    static long allocate(Slabs slabs, double score, long address, int length) {
        long block = slabs.allocate((length < LONG ? SHORT_BYTES : LONG_BYTES) + (long) length, Account.VALUES);
        putScore(block, score);
        if (length < LONG) {
            Memory.putByte(block + LENGTH, length);
        } else {
            Memory.putByte(block + LENGTH, LONG);
            Memory.putInt(block + SHORT_BYTES, length);
        }
        Memory.copy(address, address(block), length);
        return block;
    }

    static void free(Slabs slabs, long block) {
        slabs.free(block, Account.VALUES);
    }

    public static double score(long block) {
        return Memory.getDouble(block);
    }

    static void putScore(long block, double score) {
        Memory.putDouble(block, score);
    }

    /** Where the bytes of the member are. */
    public static long address(long block) {
        return block + (Memory.getUnsignedByte(block + LENGTH) < LONG ? SHORT_BYTES : LONG_BYTES);
    }

    public static int length(long block) {
        int length = Memory.getUnsignedByte(block + LENGTH);
        return length < LONG ? length : Memory.getInt(block + SHORT_BYTES);
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
