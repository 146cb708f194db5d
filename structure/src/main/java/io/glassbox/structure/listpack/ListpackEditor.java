package io.glassbox.structure.listpack;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.GrowableBytes;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DecimalInteger;

/**
 * Changes a listpack that lies in {@link GrowableBytes}: an entry's block, a node of a list. Positions are offsets from its
 * beginning, for the listpack may move when it grows. Strings that spell an integer canonically are kept as one.
 *
 * <p>One object per thread serves any number of listpacks in turn. A change costs O(bytes behind it). What is written must not lie
 * within the listpack itself.
 */
public final class ListpackEditor {
    private GrowableBytes room = Nowhere.NOWHERE;

    // The element that is about to be written.
    private boolean isInteger;
    private long integer;
    private long stringAddress;
    private int stringLength;
    private int contentBytes;

    /** Positions on a listpack; returns this. */
    public ListpackEditor on(GrowableBytes newRoom) {
        room = newRoom;
        return this;
    }

    public long address() {
        return room.address();
    }

    /** Makes it an empty listpack, whatever it was. */
    public void clear() {
        room.resize(Listpack.EMPTY_BYTES);
        Listpack.createEmpty(room.address());
    }

    /** The offset of an element that was found by reading. */
    public int offsetOf(long element) {
        return (int) (element - room.address());
    }

    /** Where the element behind the last one will begin. */
    public int endOffset() {
        return Listpack.bytes(room.address()) - 1;
    }

    public void append(ByteView bytes) {
        insert(endOffset(), bytes);
    }

    public void append(long number) {
        insert(endOffset(), number);
    }

    public void prepend(ByteView bytes) {
        insert(Listpack.HEADER_BYTES, bytes);
    }

    /** Puts an element before the one at {@code offset}; returns the offset of what is behind it then. */
    public int insert(int offset, ByteView bytes) {
        return insert(offset, bytes.address(), bytes.length());
    }

    public int insert(int offset, long address, int length) {
        encode(address, length);
        return write(offset, 0, 1);
    }

    public int insert(int offset, long number) {
        encode(number);
        return write(offset, 0, 1);
    }

    /** Puts an element in the place of the one at {@code offset}; returns the offset of what is behind it then. */
    public int replace(int offset, ByteView bytes) {
        encode(bytes.address(), bytes.length());
        return write(offset, Listpack.elementBytes(room.address() + offset), 0);
    }

    public int replace(int offset, long number) {
        encode(number);
        return write(offset, Listpack.elementBytes(room.address() + offset), 0);
    }

    /** Removes up to {@code count} elements from the one at {@code offset} on; returns how many. */
    public int delete(int offset, int count) {
        long begin = room.address() + offset;
        long end = begin;
        int removed = 0;
        while (removed < count && Memory.getUnsignedByte(end) != Listpack.END) {
            end = Listpack.after(end);
            removed++;
        }
        if (removed > 0) {
            int counted = Memory.getUnsignedShort(room.address() + 4);
            cut(offset, (int) (end - begin));
            addToCount(counted, -removed);
        }
        return removed;
    }

    /** Removes at most so many elements that show these bytes, the first or the last ones; returns how many. */
    public int removeAll(ListpackNeedle needle, long most, boolean fromEnd) {
        int removed = 0;
        long element = fromEnd ? Listpack.last(room.address()) : Listpack.first(room.address());
        while (element != 0 && removed < most) {
            if (needle.isAt(element)) {
                // Counted from the end, since what is before may move instead of what is behind.
                int behind = Listpack.bytes(room.address()) - offsetOf(element) - Listpack.elementBytes(element);
                delete(offsetOf(element), 1);
                removed++;
                long follower = room.address() + Listpack.bytes(room.address()) - behind;
                element = fromEnd ? Listpack.previous(room.address(), follower) : Listpack.orNone(follower);
            } else {
                element = fromEnd ? Listpack.previous(room.address(), element) : Listpack.next(element);
            }
        }
        return removed;
    }

    /** Adds all elements of another listpack behind the last one. */
    public void appendAll(long other) {
        appendFrom(other, Listpack.HEADER_BYTES, Listpack.count(other));
    }

    /** The bytes that an element of these bytes would take in any listpack; {@link #insertMeasured} puts it there. */
    public int bytesFor(ByteView bytes) {
        encode(bytes.address(), bytes.length());
        return contentBytes + Listpack.lengthBytes(contentBytes);
    }

    /** As {@link #insert(int, ByteView)}, for the bytes that {@link #bytesFor} has just looked at. */
    public int insertMeasured(int offset) {
        return write(offset, 0, 1);
    }

    /** Adds elements of another listpack, from the one at an offset on, behind the last one. */
    public void appendFrom(long other, int offset, int count) {
        int more = Listpack.bytes(other) - 1 - offset;
        int at = endOffset();
        int counted = Memory.getUnsignedShort(room.address() + 4);
        open(at, more);
        Memory.copy(other + offset, room.address() + at, more);
        addToCount(counted, count);
    }

    /** Puts a number behind every {@code group} elements, of which there are whole groups only. O(n). */
    public void weave(int group, long number) {
        encode(number);
        int size = contentBytes + Listpack.lengthBytes(contentBytes);
        int before = Listpack.bytes(room.address());
        int count = Listpack.count(room.address());
        int groups = count / group;
        int grown = Math.addExact(before, Math.multiplyExact(groups, size));
        room.resize(grown);
        long from = room.address() + before - 1;
        long to = room.address() + grown - 1;
        Memory.putByte(to, Listpack.END);
        for (int i = 0; i < groups; i++) {
            to -= size;
            putInteger(to);
            putLength(to + contentBytes, contentBytes);
            long begin = from;
            for (int j = 0; j < group; j++) {
                begin = Listpack.before(begin);
            }
            to -= from - begin;
            Memory.copy(begin, to, from - begin);
            from = begin;
        }
        putHeader(grown, Math.min(count + groups, Listpack.UNCOUNTED));
    }

    private void encode(long address, int length) {
        if (length <= DecimalInteger.MAX_LENGTH && length > 0 && DecimalInteger.isInteger(address, length)) {
            encode(DecimalInteger.parse(address, length));
            return;
        }
        isInteger = false;
        stringAddress = address;
        stringLength = length;
        contentBytes = length + (length < 64 ? 1 : length < 4096 ? 2 : 5);
    }

    private void encode(long number) {
        isInteger = true;
        integer = number;
        if (number >= 0 && number <= 127) {
            contentBytes = 1;
        } else if (number >= -4096 && number <= 4095) {
            contentBytes = 2;
        } else if (number == (short) number) {
            contentBytes = 3;
        } else if (number >= -(1 << 23) && number < 1 << 23) {
            contentBytes = 4;
        } else {
            contentBytes = number == (int) number ? 5 : 9;
        }
    }

    /** Writes the encoded element in the place of {@code replaced} bytes; returns the offset behind it. */
    private int write(int offset, int replaced, int added) {
        int size = contentBytes + Listpack.lengthBytes(contentBytes);
        int counted = Memory.getUnsignedShort(room.address() + 4);
        if (size > replaced) {
            open(offset + replaced, size - replaced);
        } else if (size < replaced) {
            cut(offset + size, replaced - size);
        }
        long at = room.address() + offset;
        if (isInteger) {
            putInteger(at);
        } else {
            putString(at);
        }
        putLength(at + contentBytes, contentBytes);
        addToCount(counted, added);
        return offset + size;
    }

    /** Makes a gap of so many bytes. */
    private void open(int offset, int length) {
        int before = Listpack.bytes(room.address());
        int counted = Memory.getUnsignedShort(room.address() + 4);
        if (offset == Listpack.HEADER_BYTES && room.growFront(length)) {
            putHeader(before + length, counted);
            return;
        }
        room.resize(Math.addExact(before, length));
        long listpack = room.address();
        Memory.copy(listpack + offset, listpack + offset + length, before - offset);
        Memory.putInt(listpack, before + length);
    }

    /** Takes so many bytes away. */
    private void cut(int offset, int length) {
        long listpack = room.address();
        int before = Listpack.bytes(listpack);
        int counted = Memory.getUnsignedShort(listpack + 4);
        if (offset == Listpack.HEADER_BYTES && room.shrinkFront(length)) {
            putHeader(before - length, counted);
            return;
        }
        Memory.copy(listpack + offset + length, listpack + offset, before - offset - length);
        Memory.putInt(listpack, before - length);
        room.resize(before - length);
    }

    private void putHeader(int bytes, int counted) {
        Memory.putInt(room.address(), bytes);
        Memory.putShort(room.address() + 4, counted);
    }

    /** A count that is not kept stays so until somebody counts. */
    private void addToCount(int counted, int change) {
        if (counted != Listpack.UNCOUNTED) {
            Memory.putShort(room.address() + 4, Math.min(counted + change, Listpack.UNCOUNTED));
        }
    }

    private void putInteger(long at) {
        switch (contentBytes) {
            case 1 -> Memory.putByte(at, (int) integer);
            case 2 -> {
                Memory.putByte(at, Listpack.INTEGER_13 | (int) (integer >>> 8) & 0x1F);
                Memory.putByte(at + 1, (int) integer);
            }
            case 3 -> {
                Memory.putByte(at, Listpack.INTEGER_16);
                Memory.putShort(at + 1, (int) integer);
            }
            case 4 -> {
                Memory.putByte(at, Listpack.INTEGER_24);
                Memory.putShort(at + 1, (int) integer);
                Memory.putByte(at + 3, (int) (integer >>> 16));
            }
            case 5 -> {
                Memory.putByte(at, Listpack.INTEGER_32);
                Memory.putInt(at + 1, (int) integer);
            }
            default -> {
                Memory.putByte(at, Listpack.INTEGER_64);
                Memory.putLong(at + 1, integer);
            }
        }
    }

    private void putString(long at) {
        int header = contentBytes - stringLength;
        switch (header) {
            case 1 -> Memory.putByte(at, Listpack.STRING_6 | stringLength);
            case 2 -> {
                Memory.putByte(at, Listpack.STRING_12 | stringLength >>> 8);
                Memory.putByte(at + 1, stringLength);
            }
            default -> {
                Memory.putByte(at, Listpack.STRING_32);
                Memory.putInt(at + 1, stringLength);
            }
        }
        Memory.copy(stringAddress, at + header, stringLength);
    }

    /** Groups of seven bits, the most significant first; all but the first are marked, so that it is found from behind. */
    private static void putLength(long at, int length) {
        int groups = Listpack.lengthBytes(length);
        for (int i = 0; i < groups; i++) {
            int group = length >>> 7 * (groups - 1 - i) & 0x7F;
            Memory.putByte(at + i, i == 0 ? group : group | 0x80);
        }
    }

    /** Where an editor is before it was positioned. */
    private enum Nowhere implements GrowableBytes {
        NOWHERE;

        @Override
        public long address() {
            throw new IllegalStateException("on no listpack");
        }

        @Override
        public int length() {
            throw new IllegalStateException("on no listpack");
        }

        @Override
        public void resize(int newLength) {
            throw new IllegalStateException("on no listpack");
        }
    }
}
