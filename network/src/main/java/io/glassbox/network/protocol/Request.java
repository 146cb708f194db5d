package io.glassbox.network.protocol;

import io.glassbox.structure.text.DecimalInteger;
import java.util.Arrays;

/**
 * One framed request: where its arguments lie in the input buffer. Re-filled for every request, it never copies.
 *
 * <p>Valid until its handler returns: the reader may then move or reuse the buffer below it.
 */
public final class Request {
    private static final int INITIAL_ARGUMENTS = 16;
    private static final int MOST_KEPT = 4096;
    private static final int LINE_END_BYTES = 2;

    /** What a length costs beside its digits: the type and a line end. */
    private static final int FRAME_BYTES = 1 + LINE_END_BYTES;

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

    /** The bytes that the request has as an array of strings, whatever form it came in. O(arguments). */
    public long framedBytes() {
        long bytes = totalBytes + DecimalInteger.lengthOf(count) + FRAME_BYTES;
        for (int i = 0; i < count; i++) {
            bytes += DecimalInteger.lengthOf(lengths[i]) + FRAME_BYTES + LINE_END_BYTES;
        }
        return bytes;
    }

    /** The bytes of all arguments together. */
    public long totalBytes() {
        return totalBytes;
    }
}
