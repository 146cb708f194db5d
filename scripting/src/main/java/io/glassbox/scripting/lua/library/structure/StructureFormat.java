package io.glassbox.scripting.lua.library.structure;

import io.glassbox.scripting.lua.text.CharacterClass;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaString;

/**
 * Reads a format option by option: {@code b B h H l L T i I} are integers, {@code f d} floats, {@code c} and {@code s} strings, {@code x}
 * a byte of padding; {@code < > !} set order and alignment for what follows. It ends at its first NUL.
 */
final class StructureFormat {
    static final int MAX_INTEGER_SIZE = 32;

    private static final int MAX_ALIGNMENT = 8;
    private static final int INT_SIZE = 4;

    private final LuaString format;
    private int at;
    private int option;
    private int size;
    private boolean isBigEndian;
    private int alignment = 1;

    StructureFormat(LuaString format) {
        this.format = format;
    }

    /** Goes on to the next option; false at the end. */
    boolean next() {
        option = peek();
        if (option == 0) {
            return false;
        }
        at++;
        size = switch (option) {
            case 'b', 'B', 'x' -> 1;
            case 'h', 'H' -> 2;
            case 'f' -> 4;
            case 'l', 'L', 'T', 'd' -> 8;
            case 'c' -> number(1);
            case 'i', 'I' -> integerSize();
            default -> 0;
        };
        return true;
    }

    /** The letter of the option. */
    int option() {
        return option;
    }

    /** The bytes that the option takes; 0 if that depends on the data, or it takes none. */
    int size() {
        return size;
    }

    boolean isBigEndian() {
        return isBigEndian;
    }

    /** The bytes to skip so that the option is aligned at {@code position}. */
    int padding(long position) {
        if (size == 0 || option == 'c') {
            return 0;
        }
        int unit = Math.min(size, alignment);
        return (int) (unit - (position & (unit - 1))) & (unit - 1);
    }

    /** Obeys an option that is no data. */
    void control() {
        switch (option) {
            case ' ' -> {}
            case '>' -> isBigEndian = true;
            case '<' -> isBigEndian = false;
            case '!' -> align();
            default -> throw LuaError.badArgument(0, "invalid format option '" + Character.toString(option) + "'");
        }
    }

    private void align() {
        int wanted = number(MAX_ALIGNMENT);
        if (Integer.bitCount(wanted) != 1) {
            throw LuaError.located("alignment " + wanted + " is not a power of 2");
        }
        alignment = wanted;
    }

    private int integerSize() {
        int wanted = number(INT_SIZE);
        if (wanted > MAX_INTEGER_SIZE) {
            throw LuaError.located("integral size " + wanted + " is larger than limit of " + MAX_INTEGER_SIZE);
        }
        return wanted;
    }

    private int number(int otherwise) {
        if (!CharacterClass.isDigit(peek())) {
            return otherwise;
        }
        long value = 0;
        for (; CharacterClass.isDigit(peek()); at++) {
            value = value * 10 + (peek() - '0');
            if (value > Integer.MAX_VALUE) {
                throw LuaError.located("integral size overflow");
            }
        }
        return (int) value;
    }

    private int peek() {
        return at < format.length() ? format.at(at) : 0;
    }
}
