package io.glassbox.structure.text;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.Arrays;

/**
 * The longest common subsequence of two strings, and the stretches that match: LCS.
 *
 * <p>The table of the textbook has a number for every pair of prefixes. Two neighbours in a row differ by 0 or 1, and whoever
 * walks back from the end needs only those differences; so a row is kept as bits, and 64 of them are computed at once: with
 * 1 for "no difference" a new row is {@code (row + (row & match)) | (row & ~match)}, where {@code match} has the places of
 * the other string that hold the row's byte (Hyyrö 2004). That takes a 32nd of the memory and much less of the time, and
 * leads to the same one of several longest subsequences as Redis's table does.
 *
 * <p>The rows are a block of the allocator, freed by {@link #close}; both strings have to stay where they are until then.
 */
public final class LongestCommonSubsequence implements AutoCloseable {
    private static final int BYTE_VALUES = 256;

    private final Slabs slabs;
    private final long a;
    private final int aLength;
    private final long b;
    private final int bLength;

    /** Words of a row: a bit for each byte of b. */
    private final int words;

    private final boolean keepsRows;

    /** Which block of match bits a byte value has, -1 if it is not in a. */
    private final int[] matchIndex = new int[BYTE_VALUES];

    /** The block: match bits first, then rows. */
    private long block;

    private long rows;
    private int length;

    /** Where the walk back stands: the next pair to be looked at ends here. */
    private int i;

    private int j;
    private int aStart;
    private int bStart;
    private int matchLength;

    private LongestCommonSubsequence(Slabs slabs, ByteView a, ByteView b, boolean keepsRows) {
        this.slabs = slabs;
        this.a = a.address();
        this.aLength = a.length();
        this.b = b.address();
        this.bLength = b.length();
        this.words = (bLength + 63) >>> 6;
        this.keepsRows = keepsRows;
    }

    /**
     * The bytes that a plain table of 32-bit numbers takes. Redis refuses the command if they are more than {@code
     * proto-max-bulk-len}; here less is needed, but never much more, so the same check bounds the memory.
     */
    public static long tableBytes(long aLength, long bLength) {
        long rowBytes = 4 * (aLength + 1);
        return rowBytes > Long.MAX_VALUE / (bLength + 1) ? Long.MAX_VALUE : rowBytes * (bLength + 1);
    }

    /** All about the subsequence. O(a × b / 64) time, and as many words of memory. */
    public static LongestCommonSubsequence of(Slabs slabs, ByteView a, ByteView b) {
        return new LongestCommonSubsequence(slabs, a, b, true).compute();
    }

    /** Only the length of the subsequence. O(a × b / 64) time, O(b) memory. */
    public static int lengthOf(Slabs slabs, ByteView a, ByteView b) {
        try (LongestCommonSubsequence result = new LongestCommonSubsequence(slabs, a, b, false).compute()) {
            return result.length;
        }
    }

    public int length() {
        return length;
    }

    /** Writes the {@link #length} bytes of the subsequence to {@code target}. O(a + b). */
    public void copyTo(long target) {
        rewind();
        long end = target + length;
        while (nextMatch()) {
            end -= matchLength;
            Memory.copy(a + aStart, end, matchLength);
        }
        rewind();
    }

    /** Starts {@link #nextMatch} anew. */
    public void rewind() {
        i = aLength;
        j = bLength;
    }

    /** Goes on to the next longest stretch that is the same in both strings, from their ends to their starts; false if none is left. */
    public boolean nextMatch() {
        assert keepsRows;
        matchLength = 0;
        while (i > 0 && j > 0) {
            if (Memory.getByte(a + i - 1) == Memory.getByte(b + j - 1)) {
                i--;
                j--;
                matchLength++;
            } else if (matchLength > 0) {
                break;
            } else if (isStep(i, j)) {
                i--;
            } else {
                j--;
            }
        }
        aStart = i;
        bStart = j;
        return matchLength > 0;
    }

    public int matchLength() {
        return matchLength;
    }

    /** Where the stretch begins in the first string. */
    public int aStart() {
        return aStart;
    }

    /** Its last byte there. */
    public int aEnd() {
        return aStart + matchLength - 1;
    }

    public int bStart() {
        return bStart;
    }

    public int bEnd() {
        return bStart + matchLength - 1;
    }

    @Override
    public void close() {
        if (block != 0) {
            slabs.free(block);
            block = 0;
        }
    }

    private LongestCommonSubsequence compute() {
        rewind();
        if (aLength == 0 || bLength == 0) {
            return this;
        }
        long rowBytes = 8L * words;
        long matchBytes = rowBytes * numberValues();
        block = slabs.allocate(matchBytes + (keepsRows ? rowBytes * aLength : rowBytes));
        rows = block + matchBytes;
        findMatches(matchBytes);
        long row = rows;
        // The row of the empty prefix, in the place of the first one that it becomes.
        Memory.fill(row, rowBytes, 0xFF);
        for (int at = 0; at < aLength; at++) {
            long target = keepsRows ? rows + rowBytes * at : rows;
            nextRow(row, target, block + rowBytes * matchIndex[Memory.getUnsignedByte(a + at)]);
            row = target;
        }
        length = stepsIn(row);
        return this;
    }

    /** Gives each byte value that is in a its index and returns how many there are. */
    private int numberValues() {
        Arrays.fill(matchIndex, -1);
        int count = 0;
        for (int at = 0; at < aLength && count < BYTE_VALUES; at++) {
            int value = Memory.getUnsignedByte(a + at);
            if (matchIndex[value] < 0) {
                matchIndex[value] = count++;
            }
        }
        return count;
    }

    /** For each byte value that is in a, a bit for each place of b that has it. */
    private void findMatches(long matchBytes) {
        Memory.fill(block, matchBytes, 0);
        for (int at = 0; at < bLength; at++) {
            int index = matchIndex[Memory.getUnsignedByte(b + at)];
            if (index >= 0) {
                long word = block + 8L * words * index + 8L * (at >>> 6);
                Memory.putLong(word, Memory.getLong(word) | 1L << at);
            }
        }
    }

    private void nextRow(long row, long target, long match) {
        long carry = 0;
        for (long at = 0; at < 8L * words; at += 8) {
            long before = Memory.getLong(row + at);
            long both = before & Memory.getLong(match + at);
            long sum = before + both + carry;
            // Of the two numbers added one is part of the other, which makes the carry out this short.
            carry = (both | before & ~sum) >>> 63;
            Memory.putLong(target + at, sum | before & ~both);
        }
    }

    /** Whether the subsequence of the first {@code i} and {@code j} bytes is longer than that of one byte of b less. */
    private boolean isStep(int i, int j) {
        long word = Memory.getLong(rows + 8L * words * (i - 1) + 8L * (j - 1 >>> 6));
        return (word >>> (j - 1) & 1) == 0;
    }

    /** The bits that are 0 in a row: the length of the subsequence of all of b. */
    private int stepsIn(long row) {
        int ones = 0;
        for (int word = 0; word < words; word++) {
            ones += Long.bitCount(Memory.getLong(row + 8L * word));
        }
        // The bits behind the end of b stay 1.
        return words * Long.SIZE - ones;
    }
}
