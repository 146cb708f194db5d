package io.glassbox.structure.listpack;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DecimalInteger;

/**
 * Reads a listpack, by absolute address. Elements are handled by their addresses, 0 standing for none; they hold until the
 * listpack is changed.
 *
 * <pre>
 * total bytes (4) | number of elements (2, 65535: more, count them) | element ... | 0xFF
 *
 * element: encoding and data | their length, to be read backwards (1 to 5)
 *   0xxxxxxx                     integer 0 to 127
 *   10xxxxxx data                string of up to 63 bytes
 *   110xxxxx x8                  integer of 13 bits
 *   1110xxxx x8 data             string of up to 4095 bytes
 *   11110001 / 10 / 11 / 100     integer of 2, 3, 4, 8 bytes, little-endian
 *   11110000 length (4) data     longer string
 * </pre>
 *
 * The format is Redis's to the byte: it goes into RDB files and DUMP payloads as it is. Stepping is O(1), seeking O(n). See
 * https://github.com/antirez/listpack for the specification.
 */
public final class Listpack {
    public static final int HEADER_BYTES = 6;

    /** Header and end mark. */
    public static final int EMPTY_BYTES = HEADER_BYTES + 1;

    /** The room that an integer needs when it is printed. */
    public static final int SCRATCH_BYTES = DecimalInteger.MAX_LENGTH;

    static final int END = 0xFF;
    static final int UNCOUNTED = 0xFFFF;
    static final int STRING_6 = 0x80;
    static final int INTEGER_13 = 0xC0;
    static final int STRING_12 = 0xE0;
    static final int STRING_32 = 0xF0;
    static final int INTEGER_16 = 0xF1;
    static final int INTEGER_24 = 0xF2;
    static final int INTEGER_32 = 0xF3;
    static final int INTEGER_64 = 0xF4;

    private Listpack() {}

    /** Writes an empty listpack, {@link #EMPTY_BYTES} long. */
    public static void createEmpty(long listpack) {
        Memory.putInt(listpack, EMPTY_BYTES);
        Memory.putShort(listpack + 4, 0);
        Memory.putByte(listpack + HEADER_BYTES, END);
    }

    /** Writes {@code count} elements of another listpack, from one on to its end, as a listpack of {@link #tailBytes} bytes. */
    public static void createFrom(long listpack, long element, int count, long target) {
        int bytes = tailBytes(listpack, element);
        Memory.putInt(target, bytes);
        Memory.putShort(target + 4, Math.min(count, UNCOUNTED));
        Memory.copy(element, target + HEADER_BYTES, bytes - HEADER_BYTES);
    }

    /** The length of a listpack of the elements of another one from one on. */
    public static int tailBytes(long listpack, long element) {
        return (int) (listpack + bytes(listpack) - element) + HEADER_BYTES;
    }

    /** Length of the whole listpack. */
    public static int bytes(long listpack) {
        return Memory.getInt(listpack);
    }

    /** How many elements there are. O(1) up to 65534 of them. */
    public static int count(long listpack) {
        int count = Memory.getUnsignedShort(listpack + 4);
        if (count != UNCOUNTED) {
            return count;
        }
        count = 0;
        for (long element = first(listpack); element != 0; element = next(element)) {
            count++;
        }
        return count;
    }

    public static boolean isEmpty(long listpack) {
        return Memory.getUnsignedByte(listpack + HEADER_BYTES) == END;
    }

    public static long first(long listpack) {
        return orNone(listpack + HEADER_BYTES);
    }

    public static long last(long listpack) {
        return isEmpty(listpack) ? 0 : before(end(listpack));
    }

    public static long next(long element) {
        return orNone(after(element));
    }

    public static long previous(long listpack, long element) {
        return element == listpack + HEADER_BYTES ? 0 : before(element);
    }

    /** The element at an index; from the end if it is negative, the last being -1. From whichever end is nearer. */
    public static long seek(long listpack, int index) {
        int count = Memory.getUnsignedShort(listpack + 4);
        boolean isCounted = count != UNCOUNTED;
        if (isCounted && (index >= count || index < -count)) {
            return 0;
        }
        boolean fromEnd = index < 0;
        int steps = fromEnd ? -index - 1 : index;
        if (isCounted && steps > count / 2) {
            fromEnd = !fromEnd;
            steps = count - 1 - steps;
        }
        long element = fromEnd ? last(listpack) : first(listpack);
        for (; steps > 0 && element != 0; steps--) {
            element = fromEnd ? previous(listpack, element) : next(element);
        }
        return element;
    }

    public static boolean isInteger(long element) {
        int encoding = Memory.getUnsignedByte(element);
        return encoding < STRING_6 || encoding >= INTEGER_13 && encoding < STRING_12 || encoding >= INTEGER_16;
    }

    /** The number that an element is; only if {@link #isInteger}. */
    public static long integer(long element) {
        int encoding = Memory.getUnsignedByte(element);
        if (encoding < STRING_6) {
            return encoding;
        }
        return switch (encoding) {
            case INTEGER_16 -> (short) Memory.getUnsignedShort(element + 1);
            case INTEGER_24 ->
                Memory.getUnsignedShort(element + 1) | (long) (byte) Memory.getUnsignedByte(element + 3) << 16;
            case INTEGER_32 -> Memory.getInt(element + 1);
            case INTEGER_64 -> Memory.getLong(element + 1);
            default -> ((encoding & 0x1F) << 8 | Memory.getUnsignedByte(element + 1)) << 19 >> 19;
        };
    }

    /** Where the bytes of a string lie; only if it is no integer. */
    public static long stringAddress(long element) {
        int encoding = Memory.getUnsignedByte(element);
        if (encoding < INTEGER_13) {
            return element + 1;
        }
        return element + (encoding < STRING_32 ? 2 : 5);
    }

    /** How long a string is; only if it is no integer. */
    public static int stringLength(long element) {
        int encoding = Memory.getUnsignedByte(element);
        if (encoding < INTEGER_13) {
            return encoding & 0x3F;
        }
        return encoding < STRING_32
                ? (encoding & 0x0F) << 8 | Memory.getUnsignedByte(element + 1)
                : Memory.getInt(element + 1);
    }

    /** An element as the bytes that clients see: {@code view} is set on them, an integer printed to {@code scratch}. */
    public static ByteView view(long element, ByteView view, long scratch) {
        if (isInteger(element)) {
            return view.set(scratch, (int) (DecimalInteger.write(scratch, integer(element)) - scratch));
        }
        return view.set(stringAddress(element), stringLength(element));
    }

    /** Length of what {@link #view} shows. */
    public static int length(long element) {
        return isInteger(element) ? DecimalInteger.lengthOf(integer(element)) : stringLength(element);
    }

    /** Whether an element shows these bytes. */
    public static boolean equals(long element, long address, int length) {
        if (!isInteger(element)) {
            return stringLength(element) == length && Memory.equal(stringAddress(element), address, length);
        }
        return DecimalInteger.isInteger(address, length) && DecimalInteger.parse(address, length) == integer(element);
    }

    /**
     * The first of the elements {@code from}, and every {@code skip + 1}-th behind it, that shows these bytes; 0 if none does. With
     * pairs, a skip of 1 looks at the first halves only.
     */
    public static long find(long from, int skip, long address, int length) {
        boolean isNumber = DecimalInteger.isInteger(address, length);
        long number = isNumber ? DecimalInteger.parse(address, length) : 0;
        long element = from;
        while (element != 0) {
            boolean matches = isInteger(element)
                    ? isNumber && integer(element) == number
                    : stringLength(element) == length && Memory.equal(stringAddress(element), address, length);
            if (matches) {
                return element;
            }
            for (int i = 0; i <= skip && element != 0; i++) {
                element = next(element);
            }
        }
        return 0;
    }

    /** Whole bytes of an element, its length at the end included. */
    public static int elementBytes(long element) {
        return (int) (after(element) - element);
    }

    /** Where the element that follows would begin: there, or the end mark. */
    static long after(long element) {
        int size = contentBytes(element);
        return element + size + lengthBytes(size);
    }

    static long end(long listpack) {
        return listpack + bytes(listpack) - 1;
    }

    /** Bytes of encoding and data. */
    static int contentBytes(long element) {
        int encoding = Memory.getUnsignedByte(element);
        if (encoding < STRING_6) {
            return 1;
        }
        if (encoding < INTEGER_13) {
            return 1 + (encoding & 0x3F);
        }
        if (encoding < STRING_12) {
            return 2;
        }
        if (encoding < STRING_32) {
            return 2 + ((encoding & 0x0F) << 8 | Memory.getUnsignedByte(element + 1));
        }
        return switch (encoding) {
            case STRING_32 -> 5 + Memory.getInt(element + 1);
            case INTEGER_16 -> 3;
            case INTEGER_24 -> 4;
            case INTEGER_32 -> 5;
            default -> 9;
        };
    }

    /** Bytes of the length that follows content of this size. */
    static int lengthBytes(int contentBytes) {
        if (contentBytes <= 127) {
            return 1;
        }
        if (contentBytes < 16_383) {
            return 2;
        }
        if (contentBytes < 2_097_151) {
            return 3;
        }
        return contentBytes < 268_435_455 ? 4 : 5;
    }

    /** What begins there, unless it is the end. */
    static long orNone(long element) {
        return Memory.getUnsignedByte(element) == END ? 0 : element;
    }

    /** The element that ends where this one, or the end mark, begins. */
    static long before(long element) {
        long at = element - 1;
        int size = 0;
        int shift = 0;
        int group = Memory.getUnsignedByte(at);
        while ((group & 0x80) != 0) {
            size |= (group & 0x7F) << shift;
            shift += 7;
            group = Memory.getUnsignedByte(--at);
        }
        size |= group << shift;
        return at - size;
    }
}
