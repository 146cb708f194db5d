package io.glassbox.structure.quicklist;

import io.glassbox.structure.memory.Memory;

/**
 * The layout of a node, which holds the elements of a list or one large one.
 *
 * <pre>
 * offset size
 *  0     4    where the content begins, counted from the end of this header: room for elements to come at the front
 *  4     4    bytes of the content as it lies here
 *  8     4    bytes of the content when it is not compressed
 * 12     1    PLAIN or packed, COMPRESSED or not, TRIED if compressing was of no use
 * 13     3    unused
 * 16          room, content, room
 * </pre>
 *
 * The content is a listpack, or the bytes of a plain element. How many elements there are is known to the tree above.
 */
final class ListNode {
    static final int HEADER_BYTES = 16;

    static final int PACKED = 0;
    static final int PLAIN = 1;
    static final int COMPRESSED = 2;
    static final int TRIED = 4;

    private ListNode() {}

    static void create(long node, int begin, int length, int kind) {
        putBegin(node, begin);
        putLength(node, length);
        putRawLength(node, length);
        Memory.putInt(node + 12, kind);
    }

    static int begin(long node) {
        return Memory.getInt(node);
    }

    static void putBegin(long node, int begin) {
        Memory.putInt(node, begin);
    }

    static int length(long node) {
        return Memory.getInt(node + 4);
    }

    static void putLength(long node, int length) {
        Memory.putInt(node + 4, length);
    }

    static int rawLength(long node) {
        return Memory.getInt(node + 8);
    }

    static void putRawLength(long node, int length) {
        Memory.putInt(node + 8, length);
    }

    static int flags(long node) {
        return Memory.getInt(node + 12);
    }

    static void putFlags(long node, int flags) {
        Memory.putInt(node + 12, flags);
    }

    static boolean isPlain(long node) {
        return (flags(node) & PLAIN) != 0;
    }

    static boolean isCompressed(long node) {
        return (flags(node) & COMPRESSED) != 0;
    }

    /** Where the content lies, compressed or not. */
    static long content(long node) {
        return node + HEADER_BYTES + begin(node);
    }
}
