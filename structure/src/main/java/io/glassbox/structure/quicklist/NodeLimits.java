package io.glassbox.structure.quicklist;

import io.glassbox.structure.listpack.Listpack;

/** How much goes into a node, by the settings list-max-listpack-size and list-compress-depth, which may change at any time. */
public final class NodeLimits {
    /** Nodes that are limited by their count of elements are limited by this as well. */
    private static final int MOST_BYTES_WHEN_COUNTED = 8 * 1024;

    /** The largest limit there is, hence the longest content that is ever compressed. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int LEAST_FILL = -5;

    private int mostBytes = MOST_BYTES_WHEN_COUNTED;
    private int mostElements = Integer.MAX_VALUE;
    private int compressDepth;
    private long plainFrom = Long.MAX_VALUE;

    /** Elements of a node if positive; -1 to -5 stand for 4, 8, 16, 32 and 64 KiB. */
    public void fill(int fill) {
        boolean isCounted = fill >= 0;
        mostElements = isCounted ? Math.clamp(fill, 1, Short.MAX_VALUE) : Integer.MAX_VALUE;
        mostBytes = isCounted ? MOST_BYTES_WHEN_COUNTED : 2 * 1024 << -Math.max(fill, LEAST_FILL);
    }

    /** How many nodes at either end are never compressed; 0 if none is. */
    public void compressDepth(int depth) {
        compressDepth = depth;
    }

    /** Elements of so many bytes and more get a node of their own even if they would fit into a packed one. For tests. */
    public void plainFrom(long bytes) {
        plainFrom = bytes;
    }

    public int mostBytes() {
        return mostBytes;
    }

    int compressDepth() {
        return compressDepth;
    }

    /** Whether an element of this length is kept apart from others. */
    public boolean isLarge(int length) {
        return length > mostBytes - Listpack.EMPTY_BYTES - 10 || length >= plainFrom;
    }

    /** Whether a node may be of this size. */
    public boolean admits(long bytes, long elements) {
        return bytes <= mostBytes && elements <= mostElements;
    }

    /** Whether a node of this size is worth being joined with another one. */
    boolean isSparse(long bytes, long elements) {
        return bytes < mostBytes / 4 && (mostElements == Integer.MAX_VALUE || elements <= mostElements / 4);
    }
}
