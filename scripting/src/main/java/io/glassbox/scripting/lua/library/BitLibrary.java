package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Operations;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code bit}: operations on 32 bits, as of Lua BitOp. Results are signed. */
public final class BitLibrary {
    /** Added to a double it leaves the whole part, modulo 2^32, in the low bits: how BitOp cuts numbers off. */
    private static final double WHOLE_TO_LOW_BITS = 0x1.8p52;

    private static final int HEXADECIMAL_DIGITS = 8;

    private BitLibrary() {}

    public static LuaTable table() {
        LuaTable library = new LuaTable();
        Library.define(library, "tobit", (_, args) -> (double) bits(args, 0));
        Library.define(library, "bnot", (_, args) -> (double) ~bits(args, 0));
        Library.define(library, "bswap", (_, args) -> (double) Integer.reverseBytes(bits(args, 0)));
        Library.define(library, "tohex", BitLibrary::toHexadecimal);
        all(library, "band", (a, b) -> a & b);
        all(library, "bor", (a, b) -> a | b);
        all(library, "bxor", (a, b) -> a ^ b);
        two(library, "lshift", (a, n) -> a << n);
        two(library, "rshift", (a, n) -> a >>> n);
        two(library, "arshift", (a, n) -> a >> n);
        two(library, "rol", Integer::rotateLeft);
        two(library, "ror", Integer::rotateRight);
        return library;
    }

    private static void all(LuaTable library, String name, IntBinaryOperator operator) {
        Library.define(library, name, (_, args) -> {
            int result = bits(args, 0);
            for (int i = args.length - 1; i > 0; i--) {
                result = operator.applyAsInt(result, bits(args, i));
            }
            return (double) result;
        });
    }

    /** Java takes the last five bits of a distance, as BitOp does. */
    private static void two(LuaTable library, String name, IntBinaryOperator operator) {
        Library.define(library, name, (_, args) -> (double) operator.applyAsInt(bits(args, 0), bits(args, 1)));
    }

    /** As many of the last digits as asked for, in capitals if that number is negative; at most 8. */
    private static @Nullable Object toHexadecimal(LuaState state, @Nullable Object[] args) {
        int value = bits(args, 0);
        int wanted = args.length < 2 ? HEXADECIMAL_DIGITS : bits(args, 1);
        // The most negative number has no positive twin; a server that negated it wrote beyond its buffer.
        int count = (int) Math.min(Math.abs((long) wanted), HEXADECIMAL_DIGITS);
        byte[] text = new byte[count];
        for (int i = count - 1; i >= 0; i--) {
            text[i] = digit(value & 15, wanted < 0);
            value >>>= 4;
        }
        return LuaString.wrap(text);
    }

    private static byte digit(int value, boolean isCapital) {
        return (byte) (value < 10 ? '0' + value : (isCapital ? 'A' : 'a') + value - 10);
    }

    private static int bits(@Nullable Object[] args, int index) {
        Double number = Operations.toNumber(Arguments.at(args, index));
        if (number == null) {
            throw Arguments.wrongType(args, index, "number");
        }
        return (int) Double.doubleToRawLongBits(number + WHOLE_TO_LOW_BITS);
    }
}
