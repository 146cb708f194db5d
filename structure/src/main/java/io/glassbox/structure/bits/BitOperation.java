package io.glassbox.structure.bits;

import io.glassbox.structure.memory.Memory;

/**
 * The operations of BITOP over any number of sources, of which shorter ones count as filled up with zeros.
 *
 * <p>The sources are gone through one after another, each combined into the target, a block at a time that stays in the
 * first-level cache: two streams in one plain loop of eight bytes a step is what the JIT turns into vector code.
 */
public enum BitOperation {
    AND,
    OR,
    XOR,
    /** Of one source. */
    NOT,
    /** In the first source and in none of the others. */
    DIFF,
    /** In one of the others and not in the first source. */
    DIFF1,
    /** In the first source and in one of the others. */
    ANDOR,
    /** In exactly one of the sources. */
    ONE;

    private static final int BLOCK = 8 * 1024;

    /** The least number of sources that the operation is defined for. */
    public int minSources() {
        return switch (this) {
            case AND, OR, XOR, NOT, ONE -> 1;
            case DIFF, DIFF1, ANDOR -> 2;
        };
    }

    public int maxSources() {
        return this == NOT ? 1 : Integer.MAX_VALUE;
    }

    /**
     * Writes {@code length} bytes, the length of the longest source, to {@code target}, which overlaps no source. The first
     * {@code count} elements of the arrays are the sources. O(count × length).
     */
    public void apply(long[] sources, int[] lengths, int count, long target, int length) {
        assert count >= minSources() && count <= maxSources();
        for (int from = 0; from < length; from += BLOCK) {
            applyToBlock(sources, lengths, count, target, from, Math.min(BLOCK, length - from));
        }
    }

    private void applyToBlock(long[] sources, int[] lengths, int count, long target, int from, int size) {
        long block = target + from;
        switch (this) {
            case AND -> {
                copy(sources, lengths, 0, from, block, size);
                for (int i = 1; i < count; i++) {
                    and(sources[i] + from, sizeIn(lengths[i], from, size), block, size);
                }
            }
            case OR -> {
                copy(sources, lengths, 0, from, block, size);
                for (int i = 1; i < count; i++) {
                    or(sources[i] + from, sizeIn(lengths[i], from, size), block);
                }
            }
            case XOR -> {
                copy(sources, lengths, 0, from, block, size);
                for (int i = 1; i < count; i++) {
                    xor(sources[i] + from, sizeIn(lengths[i], from, size), block);
                }
            }
            case NOT -> {
                copy(sources, lengths, 0, from, block, size);
                invert(block, size);
            }
            case DIFF -> {
                copy(sources, lengths, 0, from, block, size);
                for (int i = 1; i < count; i++) {
                    andNot(sources[i] + from, sizeIn(lengths[i], from, size), block);
                }
            }
            case DIFF1 -> {
                orOfOthers(sources, lengths, count, from, block, size);
                andNot(sources[0] + from, sizeIn(lengths[0], from, size), block);
            }
            case ANDOR -> {
                orOfOthers(sources, lengths, count, from, block, size);
                and(sources[0] + from, sizeIn(lengths[0], from, size), block, size);
            }
            case ONE -> exactlyOne(sources, lengths, count, from, block, size);
        }
    }

    private static void orOfOthers(long[] sources, int[] lengths, int count, int from, long block, int size) {
        copy(sources, lengths, 1, from, block, size);
        for (int i = 2; i < count; i++) {
            or(sources[i] + from, sizeIn(lengths[i], from, size), block);
        }
    }

    /** How much of a block at {@code from} a source of this length covers. */
    private static int sizeIn(int length, int from, int size) {
        return Math.max(Math.min(length - from, size), 0);
    }

    private static void copy(long[] sources, int[] lengths, int source, int from, long block, int size) {
        int covered = sizeIn(lengths[source], from, size);
        Memory.copy(sources[source] + from, block, covered);
        Memory.fill(block + covered, size - covered, 0);
    }

    private static void and(long source, int covered, long block, int size) {
        int words = covered & ~7;
        for (int i = 0; i < words; i += 8) {
            Memory.putLong(block + i, Memory.getLong(block + i) & Memory.getLong(source + i));
        }
        for (int i = words; i < covered; i++) {
            Memory.putByte(block + i, Memory.getByte(block + i) & Memory.getByte(source + i));
        }
        Memory.fill(block + covered, size - covered, 0);
    }

    private static void or(long source, int covered, long block) {
        int words = covered & ~7;
        for (int i = 0; i < words; i += 8) {
            Memory.putLong(block + i, Memory.getLong(block + i) | Memory.getLong(source + i));
        }
        for (int i = words; i < covered; i++) {
            Memory.putByte(block + i, Memory.getByte(block + i) | Memory.getByte(source + i));
        }
    }

    private static void xor(long source, int covered, long block) {
        int words = covered & ~7;
        for (int i = 0; i < words; i += 8) {
            Memory.putLong(block + i, Memory.getLong(block + i) ^ Memory.getLong(source + i));
        }
        for (int i = words; i < covered; i++) {
            Memory.putByte(block + i, Memory.getByte(block + i) ^ Memory.getByte(source + i));
        }
    }

    private static void andNot(long source, int covered, long block) {
        int words = covered & ~7;
        for (int i = 0; i < words; i += 8) {
            Memory.putLong(block + i, Memory.getLong(block + i) & ~Memory.getLong(source + i));
        }
        for (int i = words; i < covered; i++) {
            Memory.putByte(block + i, Memory.getByte(block + i) & ~Memory.getByte(source + i));
        }
    }

    private static void invert(long block, int size) {
        int words = size & ~7;
        for (int i = 0; i < words; i += 8) {
            Memory.putLong(block + i, ~Memory.getLong(block + i));
        }
        for (int i = words; i < size; i++) {
            Memory.putByte(block + i, ~Memory.getByte(block + i));
        }
    }

    /** Word by word through all sources, since it takes two results at a time: seen once, and seen more often. */
    private static void exactlyOne(long[] sources, int[] lengths, int count, int from, long block, int size) {
        int step;
        for (int i = 0; i < size; i += step) {
            step = size - i >= 8 ? 8 : 1;
            long once = 0;
            long more = 0;
            for (int s = 0; s < count; s++) {
                int left = lengths[s] - from - i;
                if (left > 0) {
                    long word = step == 8 && left >= 8
                            ? Memory.getLong(sources[s] + from + i)
                            : leadingBytes(sources[s] + from + i, Math.min(left, step));
                    more |= once & word;
                    once |= word;
                }
            }
            if (step == 8) {
                Memory.putLong(block + i, once & ~more);
            } else {
                Memory.putByte(block + i, (int) (once & ~more));
            }
        }
    }

    /** Up to seven bytes as the low ones of a word. */
    private static long leadingBytes(long address, int count) {
        long word = 0;
        for (int i = 0; i < count; i++) {
            word |= (long) Memory.getUnsignedByte(address + i) << i * 8;
        }
        return word;
    }
}
