package io.glassbox.network.protocol;

import java.util.Arrays;

/**
 * One framed request: where its arguments lie in the input buffer. Re-filled for every request, it never copies.
 *
 * <p>Valid until its handler returns: the reader may then move or reuse the buffer below it.
 */
public final class Request {
    private static final int INITIAL_ARGUMENTS = 16;
    private static final int MOST_KEPT = 4096;

    private long[] addresses = new long[INITIAL_ARGUMENTS];
    private int[] lengths = new int[INITIAL_ARGUMENTS];
    private int count;
    private long totalBytes;

    /** Forgets the arguments; room that only a very large request needed goes too. */
    public void clear() {
        count = 0;
        totalBytes = 0;
        if (addresses.length > MOST_KEPT) {
            addresses = new long[INITIAL_ARGUMENTS];
            lengths = new int[INITIAL_ARGUMENTS];
        }
    }

    public void add(long address, int length) {
        if (count == addresses.length) {
            addresses = Arrays.copyOf(addresses, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        addresses[count] = address;
        lengths[count] = length;
        totalBytes += length;
        count++;
    }

    /** Moves every argument by the same distance: the buffer that they lie in was copied elsewhere. */
    public void relocate(long distance) {
        for (int i = 0; i < count; i++) {
            addresses[i] += distance;
        }
    }

    public int count() {
        return count;
    }

    public long address(int index) {
        return addresses[index];
    }

    public int length(int index) {
        return lengths[index];
    }

    /** The bytes of all arguments together. */
    public long totalBytes() {
        return totalBytes;
    }
}
