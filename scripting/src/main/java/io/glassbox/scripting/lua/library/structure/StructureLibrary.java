package io.glassbox.scripting.lua.library.structure;

import io.glassbox.scripting.lua.library.Library;
import io.glassbox.scripting.lua.text.Bytes;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Operations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code struct}: pack, unpack and size, as on x86-64. */
public final class StructureLibrary {
    private static final int FIRST_CAPACITY = 64;

    private StructureLibrary() {}

    public static LuaTable table() {
        LuaTable library = new LuaTable();
        Library.define(library, "pack", StructureLibrary::pack);
        Library.define(library, "size", StructureLibrary::size);
        Library.define(library, "unpack", StructureLibrary::unpack);
        return library;
    }

    private static @Nullable Object pack(LuaState state, @Nullable Object[] args) {
        StructureFormat format = new StructureFormat(Arguments.string(args, 0));
        Bytes out = Library.bytes(FIRST_CAPACITY);
        int argument = 1;
        while (format.next()) {
            out.fill(0, format.padding(out.length()));
            switch (format.option()) {
                case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' ->
                    addInteger(out, Library.toUnsignedLong(Arguments.number(args, argument++)), format);
                case 'x' -> out.add(0);
                case 'f' -> {
                    int bits = Float.floatToRawIntBits((float) Arguments.number(args, argument++));
                    addInteger(out, Integer.toUnsignedLong(bits), format);
                }
                case 'd' -> addInteger(out, Double.doubleToRawLongBits(Arguments.number(args, argument++)), format);
                case 'c', 's' -> {
                    LuaString string = Arguments.string(args, argument++);
                    int size = format.size() == 0 ? string.length() : format.size();
                    if (string.length() < size) {
                        // The argument blamed is the one behind, as in C.
                        throw LuaError.badArgument(argument, "string too short");
                    }
                    out.add(string.array(), string.offset(), size);
                    if (format.option() == 's') {
                        out.add(0);
                    }
                }
                default -> format.control();
            }
        }
        return Library.string(out);
    }

    private static @Nullable Object size(LuaState state, @Nullable Object[] args) {
        StructureFormat format = new StructureFormat(Arguments.string(args, 0));
        long position = 0;
        while (format.next()) {
            position += format.padding(position);
            if (format.option() == 's') {
                throw LuaError.badArgument(0, "option 's' has no fixed size");
            }
            if (format.option() == 'c' && format.size() == 0) {
                throw LuaError.badArgument(0, "option 'c0' has no fixed size");
            }
            if (!isAlphanumeric(format.option())) {
                format.control();
            }
            position += format.size();
        }
        return (double) position;
    }

    private static @Nullable Object unpack(LuaState state, @Nullable Object[] args) {
        StructureFormat format = new StructureFormat(Arguments.string(args, 0));
        LuaString data = Arguments.string(args, 1);
        long first = Arguments.integer(args, 2, 1);
        if (first == 0) {
            throw LuaError.badArgument(2, "offset must be 1 or greater");
        }
        // A negative offset is a huge one to C, where there is no data; without any option it comes back as it was.
        long position = first - 1;
        List<@Nullable Object> values = new ArrayList<>();
        while (format.next()) {
            position += format.padding(position);
            int size = format.size();
            requireData(data, position, size);
            int from = (int) position;
            Library.requireStack(args.length + values.size() + 2L, "too many results");
            switch (format.option()) {
                case 'b', 'B', 'h', 'H', 'l', 'L', 'T', 'i', 'I' -> values.add(integer(data, from, format));
                case 'x' -> {}
                case 'f' -> values.add((double) Float.intBitsToFloat((int) bits(data, from, format)));
                case 'd' -> values.add(Double.longBitsToDouble(bits(data, from, format)));
                case 'c' -> {
                    if (size == 0) {
                        size = previousSize(values);
                        requireData(data, position, size);
                    }
                    values.add(string(data, from, size));
                }
                case 's' -> {
                    size = lengthToNul(data, from) + 1;
                    values.add(string(data, from, size - 1));
                }
                default -> format.control();
            }
            position += size;
            state.tick();
        }
        values.add((double) (position + 1));
        return values.toArray();
    }

    private static void requireData(LuaString data, long position, long size) {
        if (size > data.length() || position < 0 || position > data.length() - size) {
            throw LuaError.badArgument(1, "data string too short");
        }
    }

    /** {@code c0}: the value read before, a number or a string that spells one, is the size and no result itself. */
    private static int previousSize(List<@Nullable Object> values) {
        Double number = values.isEmpty() ? null : Operations.toNumber(values.getLast());
        if (number == null) {
            throw LuaError.located("format 'c0' needs a previous size");
        }
        values.removeLast();
        long size = Library.toUnsignedLong(number);
        // What is larger than any string fails the next check.
        return size >= 0 && size <= Integer.MAX_VALUE ? (int) size : Integer.MAX_VALUE;
    }

    private static LuaString string(LuaString data, int from, int length) {
        return LuaString.copyOf(data.array(), data.offset() + from, length);
    }

    private static int lengthToNul(LuaString data, int from) {
        for (int i = from; i < data.length(); i++) {
            if (data.at(i) == 0) {
                return i - from;
            }
        }
        throw LuaError.located("unfinished string in data");
    }

    /** Beyond the 8 bytes of the number there are zeros, also for negative ones. */
    private static void addInteger(Bytes out, long bits, StructureFormat format) {
        int size = format.size();
        int known = Math.min(size, Long.BYTES);
        if (format.isBigEndian()) {
            out.fill(0, size - known);
            out.addBigEndian(bits, known);
        } else {
            out.addLittleEndian(bits, known);
            out.fill(0, size - known);
        }
    }

    private static Double integer(LuaString data, int from, StructureFormat format) {
        long bits = bits(data, from, format);
        boolean isSigned = format.option() >= 'a';
        if (isSigned) {
            // Java's shift takes its distance modulo 64, as the processor does for sizes above 8.
            long sign = -1L << (format.size() * 8 - 1);
            return (double) ((bits & sign) != 0 ? bits | sign : bits);
        }
        return bits >= 0 ? (double) bits : (bits >>> 1 | bits & 1) * 2.0;
    }

    private static long bits(LuaString data, int from, StructureFormat format) {
        int size = format.size();
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits = bits << 8 | data.at(format.isBigEndian() ? from + i : from + size - 1 - i);
        }
        return bits;
    }

    private static boolean isAlphanumeric(int option) {
        int lower = option | 0x20;
        return lower >= 'a' && lower <= 'z' || option >= '0' && option <= '9';
    }
}
