package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.text.CharacterClass;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.HeapRoom;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.NativeFunction;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/** {@code string}: byte strings, their parts and their letters. Patterns and formats have classes of their own. */
public final class StringLibrary {
    private static final LuaString[] SINGLE_BYTES = singleBytes();

    private StringLibrary() {}

    /** The table; also what the metatable of strings should have as {@code __index}. */
    public static LuaTable table() {
        LuaTable library = new LuaTable();
        Library.define(library, "byte", StringLibrary::bytes);
        Library.define(library, "char", StringLibrary::characters);
        Library.define(library, "dump", StringLibrary::dump);
        Library.define(library, "format", StringFormat::format);
        Library.define(
                library, "len", (_, args) -> (double) Arguments.string(args, 0).length());
        Library.define(library, "lower", (_, args) -> mapped(Arguments.string(args, 0), false));
        Library.define(library, "upper", (_, args) -> mapped(Arguments.string(args, 0), true));
        Library.define(library, "rep", StringLibrary::repeat);
        Library.define(library, "reverse", StringLibrary::reverse);
        Library.define(library, "sub", new Sub());
        PatternFunctions.define(library);
        return library;
    }

    /** An index as programs give it, from 1 or, negative, from the end; not below 0. */
    static long position(long index, int length) {
        long position = index < 0 ? index + length + 1 : index;
        return Math.max(position, 0);
    }

    /** A part of a string. Small parts of large strings are copied, so that they do not keep those alive. */
    static LuaString part(LuaString string, int start, int end) {
        int length = end - start;
        if (length == 1) {
            return SINGLE_BYTES[string.at(start)];
        }
        return length < string.length() / 2
                ? LuaString.copyOf(string.array(), string.offset() + start, length)
                : string.slice(start, end);
    }

    private static @Nullable Object bytes(LuaState state, @Nullable Object[] args) {
        LuaString string = Arguments.string(args, 0);
        long from = position(Arguments.integer(args, 1, 1), string.length());
        long to = position(Arguments.integer(args, 2, from), string.length());
        long first = Math.max(from, 1);
        long last = Math.min(to, string.length());
        if (first > last) {
            return Results.NONE;
        }
        if (first == last) {
            return Double.valueOf(string.at((int) first - 1));
        }
        int count = (int) (last - first + 1);
        Library.requireStack((long) count + args.length, "string slice too long");
        @Nullable Object[] values = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = Double.valueOf(string.at((int) first - 1 + i));
        }
        return values;
    }

    private static @Nullable Object characters(LuaState state, @Nullable Object[] args) {
        byte[] bytes = new byte[args.length];
        for (int i = 0; i < args.length; i++) {
            int character = Library.toInt(Arguments.integer(args, i));
            if ((character & 0xFF) != character) {
                throw LuaError.badArgument(i, "invalid value");
            }
            bytes[i] = (byte) character;
        }
        return bytes.length == 1 ? SINGLE_BYTES[bytes[0] & 0xFF] : LuaString.wrap(bytes);
    }

    /** There is no binary form of functions here, so none is dumped, as of functions in C. */
    private static @Nullable Object dump(LuaState state, @Nullable Object[] args) {
        Arguments.function(args, 0);
        throw LuaError.located("unable to dump given function");
    }

    private static LuaString mapped(LuaString string, boolean toUpper) {
        int length = string.length();
        HeapRoom.require(length);
        byte[] mapped = new byte[length];
        for (int i = 0; i < length; i++) {
            int c = string.at(i);
            mapped[i] = (byte) (toUpper ? CharacterClass.toUpper(c) : CharacterClass.toLower(c));
        }
        return LuaString.wrap(mapped);
    }

    private static @Nullable Object repeat(LuaState state, @Nullable Object[] args) {
        LuaString string = Arguments.string(args, 0);
        int count = Library.toInt(Arguments.integer(args, 1));
        int length = string.length();
        if (count <= 0 || length == 0) {
            return LuaString.EMPTY;
        }
        long total = (long) length * count;
        if (total > Integer.MAX_VALUE - 16) {
            throw LuaError.notEnoughMemory();
        }
        HeapRoom.require(total);
        byte[] repeated = new byte[(int) total];
        string.copyTo(repeated, 0);
        // What is there already is copied behind itself, twice as much each time.
        for (int filled = length; filled < total; filled *= 2) {
            System.arraycopy(repeated, 0, repeated, filled, Math.min(filled, repeated.length - filled));
            if (filled > repeated.length / 2) {
                break;
            }
        }
        return LuaString.wrap(repeated);
    }

    private static @Nullable Object reverse(LuaState state, @Nullable Object[] args) {
        LuaString string = Arguments.string(args, 0);
        int length = string.length();
        HeapRoom.require(length);
        byte[] reversed = new byte[length];
        for (int i = 0; i < length; i++) {
            reversed[i] = (byte) string.at(length - 1 - i);
        }
        return LuaString.wrap(reversed);
    }

    private static LuaString[] singleBytes() {
        LuaString[] strings = new LuaString[256];
        for (int i = 0; i < strings.length; i++) {
            strings[i] = LuaString.wrap(new byte[] {(byte) i});
        }
        return strings;
    }

    /** {@code sub(string, from [, to])}, the most called of all. */
    private static final class Sub extends NativeFunction {
        @Override
        public @Nullable Object call(LuaState state, @Nullable Object[] args) {
            LuaString string = Arguments.string(args, 0);
            return sub(string, Arguments.integer(args, 1), Arguments.integer(args, 2, -1));
        }

        @Override
        public @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
            if (a instanceof LuaString string && b instanceof Double from && c instanceof Double to) {
                return sub(string, Arguments.toLong(from), Arguments.toLong(to));
            }
            return call(state, new @Nullable Object[] {a, b, c});
        }

        private static LuaString sub(LuaString string, long from, long to) {
            long start = Math.max(position(from, string.length()), 1);
            long end = Math.min(position(to, string.length()), string.length());
            return start > end ? LuaString.EMPTY : part(string, (int) start - 1, (int) end);
        }
    }
}
