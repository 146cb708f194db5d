package io.glassbox.structure.compress;

import io.glassbox.structure.memory.Memory;
import java.util.Arrays;

/**
 * LZF, the light compression that Redis uses in RDB files and in the middle of long lists.
 *
 * <pre>
 * 000LLLLL bytes                  1 to 32 bytes as they are
 * LLLooooo oooooooo               what stood 1 to 8192 bytes before, 3 to 8 bytes of it
 * 111ooooo LLLLLLLL oooooooo      the same, 9 to 264 bytes
 * </pre>
 *
 * Any compressor of the format may choose its own repetitions; this one takes the last place that began with the same three bytes.
 * It remembers those places in a table of its own, hence one object per thread.
 */
public final class Lzf {
    private static final int TABLE_BITS = 13;
    private static final int FARTHEST = 1 << 13;
    private static final int LONGEST_PLAIN = 32;
    private static final int SHORTEST_REPETITION = 3;
    private static final int LONGEST_REPETITION = 264;

    /** Where three bytes were last, counted from the beginning of time, so that it needs no clearing between inputs. */
    private final int[] places = new int[1 << TABLE_BITS];

    /** The place of the first byte of the next input; place 0 stands for never. */
    private int base = 1;

    /**
     * Compresses {@code length} bytes into at most {@code room}; returns how many they have become, or 0 if they do not fit.
     * O(length).
     */
    public int compress(long source, int length, long target, int room) {
        if (base > Integer.MAX_VALUE - length) {
            Arrays.fill(places, 0);
            base = 1;
        }
        int written = encode(source, length, target, room);
        base += length;
        return Math.max(written, 0);
    }

    private int encode(long source, int length, long target, int room) {
        int written = 0;
        int plainFrom = 0;
        int at = 0;
        while (at + 4 <= length) {
            int distance = lastDistance(source, at);
            if (distance == 0) {
                at++;
                continue;
            }
            int size = sameBytes(source + at - distance, source + at, Math.min(length - at, LONGEST_REPETITION));
            written = writePlain(source, plainFrom, at, target, written, room);
            if (written < 0 || written + 3 > room) {
                return 0;
            }
            written = writeRepetition(target, written, distance, size);
            at += size;
            plainFrom = at;
        }
        return writePlain(source, plainFrom, length, target, written, room);
    }

    /** How far back the next three bytes stood last; 0 if they are new. From now on it is here. */
    private int lastDistance(long source, int at) {
        int next = Memory.getInt(source + at) & 0xFF_FFFF;
        int cell = next * 0x9E37_79B1 >>> 32 - TABLE_BITS;
        int distance = base + at - places[cell];
        places[cell] = base + at;
        boolean isWithin = distance <= at && distance <= FARTHEST;
        return isWithin && (Memory.getInt(source + at - distance) & 0xFF_FFFF) == next ? distance : 0;
    }

    private static int sameBytes(long a, long b, int most) {
        int same = SHORTEST_REPETITION;
        while (same < most && Memory.getByte(a + same) == Memory.getByte(b + same)) {
            same++;
        }
        return same;
    }

    private static int writePlain(long source, int from, int to, long target, int written, int room) {
        int end = written;
        for (int at = from; at < to; at += LONGEST_PLAIN) {
            int size = Math.min(to - at, LONGEST_PLAIN);
            if (end + 1 + size > room) {
                return -1;
            }
            Memory.putByte(target + end, size - 1);
            Memory.copy(source + at, target + end + 1, size);
            end += 1 + size;
        }
        return end;
    }

    private static int writeRepetition(long target, int written, int distance, int size) {
        int end = written;
        int offset = distance - 1;
        int code = size - 2;
        Memory.putByte(target + end++, Math.min(code, 7) << 5 | offset >>> 8);
        if (code >= 7) {
            Memory.putByte(target + end++, code - 7);
        }
        Memory.putByte(target + end++, offset);
        return end;
    }

    /** Restores {@code targetLength} bytes, no more and no less; false if the source, which need not be trusted, is not that. */
    public static boolean decompress(long source, int length, long target, int targetLength) {
        int at = 0;
        int written = 0;
        while (at < length) {
            int control = Memory.getUnsignedByte(source + at++);
            if (control < LONGEST_PLAIN) {
                int size = control + 1;
                if (size > length - at || size > targetLength - written) {
                    return false;
                }
                Memory.copy(source + at, target + written, size);
                at += size;
                written += size;
                continue;
            }
            int size = (control >>> 5) + 2;
            boolean isLong = size == 9;
            if (at + (isLong ? 2 : 1) > length) {
                return false;
            }
            size += isLong ? Memory.getUnsignedByte(source + at++) : 0;
            int distance = ((control & 0x1F) << 8 | Memory.getUnsignedByte(source + at++)) + 1;
            if (distance > written || size > targetLength - written) {
                return false;
            }
            repeat(target + written, distance, size);
            written += size;
        }
        return written == targetLength;
    }

    /**
     * A repetition may reach into itself, so that it is copied forwards. A step back by a multiple of the distance finds the same
     * bytes: by one of eight and more, they can be copied eight at a time.
     */
    private static void repeat(long target, int distance, int size) {
        if (distance >= size) {
            Memory.copy(target - distance, target, size);
            return;
        }
        int back = distance >= Long.BYTES ? distance : (Long.BYTES + distance - 1) / distance * distance;
        int written = repeatBytes(target, distance, 0, Math.min(size, back - distance));
        for (; written + Long.BYTES <= size; written += Long.BYTES) {
            Memory.putLong(target + written, Memory.getLong(target + written - back));
        }
        repeatBytes(target, distance, written, size);
    }

    private static int repeatBytes(long target, int distance, int from, int to) {
        for (int i = from; i < to; i++) {
            Memory.putByte(target + i, Memory.getByte(target + i - distance));
        }
        return to;
    }
}
