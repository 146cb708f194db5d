package io.glassbox.structure.listpack;

import io.glassbox.structure.memory.Memory;

/** Whether bytes that came from outside are a listpack: after this no reader of {@link Listpack} leaves them. */
public final class ListpackCheck {
    private ListpackCheck() {}

    /** Looks at header, end mark and every element. O(n). */
    public static boolean isValid(long listpack, long length) {
        if (length < Listpack.EMPTY_BYTES || length > Integer.MAX_VALUE || Listpack.bytes(listpack) != length) {
            return false;
        }
        long end = listpack + length - 1;
        if (Memory.getUnsignedByte(end) != Listpack.END) {
            return false;
        }
        long element = listpack + Listpack.HEADER_BYTES;
        int count = 0;
        while (element < end) {
            long room = end - element;
            long content = contentWithin(element, room);
            if (content < 0
                    || content + Listpack.lengthBytes((int) content) > room
                    || !endsWith(element, (int) content)) {
                return false;
            }
            element += content + Listpack.lengthBytes((int) content);
            count++;
        }
        int counted = Memory.getUnsignedShort(listpack + 4);
        return element == end && (counted == Listpack.UNCOUNTED || counted == count);
    }

    /** Bytes of encoding and data, if they lie within the room and mean something; -1 otherwise. */
    private static long contentWithin(long element, long room) {
        int encoding = Memory.getUnsignedByte(element);
        int header = encoding < Listpack.INTEGER_13 ? 1 : encoding < Listpack.STRING_32 ? 2 : 5;
        boolean isLengthKnown = encoding != Listpack.STRING_32 || room >= header;
        if (encoding > Listpack.INTEGER_64 || room < Math.min(header, 2) || !isLengthKnown) {
            return -1;
        }
        if (encoding == Listpack.STRING_32) {
            long size = header + Memory.getUnsignedInt(element + 1);
            return size > room ? -1 : size;
        }
        int size = Listpack.contentBytes(element);
        return size > room ? -1 : size;
    }

    /** Whether the length that is read backwards is the one that leads back to the element. */
    private static boolean endsWith(long element, int content) {
        int groups = Listpack.lengthBytes(content);
        for (int i = 0; i < groups; i++) {
            int group = content >>> 7 * (groups - 1 - i) & 0x7F;
            if (Memory.getUnsignedByte(element + content + i) != (i == 0 ? group : group | 0x80)) {
                return false;
            }
        }
        return true;
    }
}
