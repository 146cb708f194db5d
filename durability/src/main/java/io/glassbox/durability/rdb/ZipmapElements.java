package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/**
 * The fields and values of a zipmap, the first compact form of hashes.
 *
 * <pre>
 * pairs (1; 254 and more: count them) | length field | length free value unused | ... | 0xFF
 *
 * length: 0 to 253 (1), or 0xFE and 4 bytes; free: bytes unused behind the value (1)
 * </pre>
 */
final class ZipmapElements extends PackedElements {
    private static final int END = 0xFF;
    private static final int LONG = 0xFE;
    private static final int UNCOUNTED = 254;

    private long at;
    private boolean isValue;

    @Override
    String form() {
        return "zipmap";
    }

    @Override
    protected int check(long address, int length) {
        if (length < 2) {
            throw damaged();
        }
        long end = address + length - 1;
        long position = address + 1;
        int pairs = 0;
        while (position < end && Memory.getUnsignedByte(position) != END) {
            position = behind(position, end, false);
            if (position >= end || Memory.getUnsignedByte(position) == END) {
                throw damaged();
            }
            position = behind(position, end, true);
            pairs++;
        }
        int counted = Memory.getUnsignedByte(address);
        boolean isCountRight = counted >= UNCOUNTED || counted == pairs;
        if (pairs == 0 || position != end || Memory.getUnsignedByte(end) != END || !isCountRight) {
            throw damaged();
        }
        at = address + 1;
        isValue = false;
        return Math.multiplyExact(pairs, 2);
    }

    /** Where what follows an element begins; at most the end. */
    private static long behind(long position, long end, boolean isValue) {
        int header = headerBytes(position) + (isValue ? 1 : 0);
        if (end - position < header) {
            throw damaged();
        }
        long size = lengthAt(position) + (isValue ? Memory.getUnsignedByte(position + header - 1) : 0);
        if (size > end - position - header) {
            throw damaged();
        }
        return position + header + size;
    }

    @Override
    ByteView next(ByteView view) {
        int header = headerBytes(at) + (isValue ? 1 : 0);
        int unused = isValue ? Memory.getUnsignedByte(at + header - 1) : 0;
        int length = (int) lengthAt(at);
        view.set(at + header, length);
        at += header + length + unused;
        isValue = !isValue;
        return view;
    }

    private static int headerBytes(long position) {
        return Memory.getUnsignedByte(position) < LONG ? 1 : 5;
    }

    private static long lengthAt(long position) {
        int first = Memory.getUnsignedByte(position);
        return first < LONG ? first : Memory.getUnsignedInt(position + 1);
    }

    private static DamagedRdb damaged() {
        return new DamagedRdb("has a damaged zipmap");
    }
}
