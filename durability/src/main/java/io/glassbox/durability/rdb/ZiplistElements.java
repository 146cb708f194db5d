package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DecimalInteger;

/**
 * The elements of a ziplist, which listpacks replaced in version 10.
 *
 * <pre>
 * bytes (4) | offset of the last element (4) | elements (2; 65535: count them) | element ... | 0xFF
 *
 * element: length of the one before (1; or 0xFE and 4) | encoding | data
 *   00pppppp data                    string of up to 63 bytes
 *   01pppppp q8 data                 string of up to 16383 bytes
 *   10000000 length (4, big-endian)  longer string
 *   11000000 / 11010000 / 11100000   integer of 2, 4, 8 bytes
 *   11110000 / 11111110              integer of 3, 1 bytes
 *   1111xxxx                         integer 0 to 12, written 1 to 13
 * </pre>
 */
final class ZiplistElements extends PackedElements {
    private static final int HEADER_BYTES = 10;
    private static final int END = 0xFF;
    private static final int LONG_PREVIOUS = 0xFE;
    private static final int UNCOUNTED = 0xFFFF;

    private final long[] digits;
    private long at;

    // What the element at hand is.
    private long data;
    private long bytes;
    private boolean isInteger;
    private long integer;

    /** {@code digits}: room for two printed integers. */
    ZiplistElements(long digits) {
        this.digits = new long[] {digits, digits + DecimalInteger.MAX_LENGTH};
    }

    @Override
    String form() {
        return "ziplist";
    }

    @Override
    protected int check(long address, int length) {
        if (length <= HEADER_BYTES || Memory.getUnsignedInt(address) != length) {
            throw damaged();
        }
        long end = address + length - 1;
        long element = address + HEADER_BYTES;
        long last = element;
        long previousBytes = 0;
        int count = 0;
        while (element < end && Memory.getUnsignedByte(element) != END) {
            if (previousOf(element, end) != previousBytes) {
                throw damaged();
            }
            decode(element + previousFieldBytes(element), end);
            long next = data + bytes;
            last = element;
            previousBytes = next - element;
            element = next;
            count++;
        }
        int counted = Memory.getUnsignedShort(address + 8);
        boolean isCountRight = counted == UNCOUNTED || counted == count;
        if (element != end
                || Memory.getUnsignedByte(end) != END
                || address + Memory.getUnsignedInt(address + 4) != last
                || !isCountRight) {
            throw damaged();
        }
        at = address + HEADER_BYTES;
        return count;
    }

    @Override
    ByteView next(ByteView view) {
        decode(at + previousFieldBytes(at), Long.MAX_VALUE);
        at = data + bytes;
        if (!isInteger) {
            return view.set(data, (int) bytes);
        }
        long scratch = digits[0];
        digits[0] = digits[1];
        digits[1] = scratch;
        return view.set(scratch, (int) (DecimalInteger.write(scratch, integer) - scratch));
    }

    private static int previousFieldBytes(long element) {
        return Memory.getUnsignedByte(element) < LONG_PREVIOUS ? 1 : 5;
    }

    private static long previousOf(long element, long end) {
        int first = Memory.getUnsignedByte(element);
        if (first < LONG_PREVIOUS) {
            return first;
        }
        if (end - element < 5) {
            throw damaged();
        }
        return Memory.getUnsignedInt(element + 1);
    }

    /** Reads an element from its encoding on, which together with its data has to lie before the end. */
    private void decode(long encodingAt, long end) {
        if (encodingAt >= end) {
            throw damaged();
        }
        int encoding = Memory.getUnsignedByte(encodingAt);
        isInteger = encoding >= 0xC0;
        if (isInteger) {
            decodeInteger(encoding, encodingAt + 1, end);
        } else {
            decodeString(encoding, encodingAt, end);
        }
        if (bytes > end - data) {
            throw damaged();
        }
    }

    private void decodeString(int encoding, long encodingAt, long end) {
        if (encoding < 0x40) {
            data = encodingAt + 1;
            bytes = encoding;
            return;
        }
        int header = encoding < 0x80 ? 2 : 5;
        boolean isKnown = encoding <= 0x80;
        if (!isKnown || end - encodingAt < header) {
            throw damaged();
        }
        data = encodingAt + header;
        bytes = header == 2
                ? (encoding & 0x3F) << 8 | Memory.getUnsignedByte(encodingAt + 1)
                : Integer.toUnsignedLong(Integer.reverseBytes(Memory.getInt(encodingAt + 1)));
    }

    private void decodeInteger(int encoding, long dataAt, long end) {
        data = dataAt;
        bytes = switch (encoding) {
            case 0xC0 -> 2;
            case 0xD0 -> 4;
            case 0xE0 -> 8;
            case 0xF0 -> 3;
            case 0xFE -> 1;
            default -> {
                if (encoding < 0xF1 || encoding > 0xFD) {
                    throw damaged();
                }
                yield 0;
            }
        };
        if (bytes > end - dataAt) {
            throw damaged();
        }
        integer = switch (encoding) {
            case 0xC0 -> (short) Memory.getUnsignedShort(dataAt);
            case 0xD0 -> Memory.getInt(dataAt);
            case 0xE0 -> Memory.getLong(dataAt);
            case 0xF0 -> Memory.getUnsignedShort(dataAt) | (long) Memory.getByte(dataAt + 2) << 16;
            case 0xFE -> Memory.getByte(dataAt);
            default -> (encoding & 0x0F) - 1;
        };
    }

    private static DamagedRdb damaged() {
        return new DamagedRdb("has a damaged ziplist");
    }
}
