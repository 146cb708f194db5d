package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.text.Bytes;
import io.glassbox.scripting.lua.text.CharacterClass;
import io.glassbox.scripting.lua.text.Conversion;
import io.glassbox.scripting.lua.text.FloatText;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import org.jspecify.annotations.Nullable;

/** {@code string.format}: C's printf, with Lua's checks of the format and its own {@code %q}. */
final class StringFormat {
    private static final int MAX_FLAGS = 5;

    /** From this length on a string goes out whole, NULs and all, unless its conversion cuts it. */
    private static final int LONG_STRING = 100;

    private final @Nullable Object[] args;
    private final byte[] format;
    private final int end;
    private final Bytes out;
    private final Conversion conversion = new Conversion();
    private int at;
    private int argument;

    private StringFormat(LuaString format, @Nullable Object[] args) {
        this.args = args;
        this.format = format.array();
        at = format.offset();
        end = at + format.length();
        out = Library.bytes(format.length() + 32);
    }

    static @Nullable Object format(LuaState state, @Nullable Object[] args) {
        StringFormat work = new StringFormat(Arguments.string(args, 0), args);
        work.run();
        return Library.string(work.out);
    }

    private void run() {
        while (at < end) {
            int c = format[at++];
            if (c != '%') {
                out.add(c);
            } else if (peek() == '%') {
                out.add('%');
                at++;
            } else {
                convert();
            }
        }
    }

    private void convert() {
        argument++;
        if (argument >= args.length) {
            throw LuaError.badArgument(argument, "no value");
        }
        readConversion();
        int letter = peek();
        at++;
        switch (letter) {
            case 'c' -> addCharacter();
            case 'd', 'i' -> conversion.addSigned(out, Arguments.integer(args, argument));
            case 'o', 'u', 'x', 'X' ->
                conversion.addUnsigned(out, Library.toUnsignedLong(Arguments.number(args, argument)), letter);
            case 'e', 'E', 'f', 'g', 'G' -> FloatText.add(out, conversion, Arguments.number(args, argument), letter);
            case 'q' -> addQuoted(Arguments.string(args, argument));
            case 's' -> addString(Arguments.string(args, argument));
            default ->
                throw LuaError.located(
                        "invalid option '%" + (letter == 0 ? "" : Character.toString(letter)) + "' to 'format'");
        }
    }

    /** Flags, width and precision; leaves the letter to be read. */
    private void readConversion() {
        conversion.clear();
        int flags = at;
        while (conversion.flag(peek())) {
            at++;
        }
        if (at - flags > MAX_FLAGS) {
            throw LuaError.located("invalid format (repeated flags)");
        }
        conversion.width(twoDigits());
        if (peek() == '.') {
            at++;
            conversion.precision(twoDigits());
        }
        if (CharacterClass.isDigit(peek())) {
            throw LuaError.located("invalid format (width or precision too long)");
        }
    }

    private int twoDigits() {
        int value = 0;
        for (int i = 0; i < 2 && CharacterClass.isDigit(peek()); i++) {
            value = value * 10 + (peek() - '0');
            at++;
        }
        return value;
    }

    /** C takes the field as a string that ends at a NUL: of a NUL, only the blanks before it are left. */
    private void addCharacter() {
        int start = out.length();
        byte character = (byte) Arguments.integer(args, argument);
        conversion.addCharacter(out, character);
        if (character == 0) {
            int length = start;
            while (out.at(length) != 0) {
                length++;
            }
            out.truncate(length);
        }
    }

    private void addString(LuaString string) {
        if (!conversion.hasPrecision() && string.length() >= LONG_STRING) {
            out.add(string.array(), string.offset(), string.length());
            return;
        }
        int length = 0;
        while (length < string.length() && string.at(length) != 0) {
            length++;
        }
        conversion.addString(out, string.array(), string.offset(), length);
    }

    /** A literal that Lua reads as the same string. */
    private void addQuoted(LuaString string) {
        out.add('"');
        for (int i = 0; i < string.length(); i++) {
            int c = string.at(i);
            switch (c) {
                case '"', '\\', '\n' -> {
                    out.add('\\');
                    out.add(c);
                }
                case '\r' -> out.addAscii("\\r");
                case 0 -> out.addAscii("\\000");
                default -> out.add(c);
            }
        }
        out.add('"');
    }

    /** The next character of the format, 0 behind its end. */
    private int peek() {
        return at < end ? format[at] & 0xFF : 0;
    }
}
