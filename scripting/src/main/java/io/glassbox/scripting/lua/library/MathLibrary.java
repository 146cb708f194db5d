package io.glassbox.scripting.lua.library;

import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.NativeFunction;
import io.glassbox.scripting.lua.value.Results;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code math}, with the random numbers of the server. */
public final class MathLibrary {
    private static final double RADIANS_PER_DEGREE = Math.PI / 180;

    /** What C's arithmetic on x86-64 makes of an operation without a result; it prints as -nan. */
    private static final double NO_RESULT = Double.longBitsToDouble(0xFFF8_0000_0000_0000L);

    private MathLibrary() {}

    public static LuaTable table(RandomSequence random) {
        LuaTable library = new LuaTable();
        unary(library, "abs", Math::abs);
        unary(library, "acos", Math::acos);
        unary(library, "asin", Math::asin);
        unary(library, "atan", Math::atan);
        binary(library, "atan2", Math::atan2);
        unary(library, "ceil", Math::ceil);
        unary(library, "cos", Math::cos);
        unary(library, "cosh", Math::cosh);
        unary(library, "deg", x -> x / RADIANS_PER_DEGREE);
        unary(library, "exp", Math::exp);
        unary(library, "floor", Math::floor);
        binary(library, "fmod", (x, y) -> x % y);
        Library.define(library, "frexp", MathLibrary::fractionAndExponent);
        Library.define(library, "ldexp", MathLibrary::scale);
        unary(library, "log", Math::log);
        unary(library, "log10", Math::log10);
        Library.define(library, "max", (_, args) -> extreme(args, 1));
        Library.define(library, "min", (_, args) -> extreme(args, -1));
        binary(library, "mod", (x, y) -> x % y);
        Library.define(library, "modf", MathLibrary::wholeAndFraction);
        binary(library, "pow", MathLibrary::power);
        unary(library, "rad", x -> x * RADIANS_PER_DEGREE);
        Library.define(library, "random", (_, args) -> random(random, args));
        Library.define(library, "randomseed", (_, args) -> {
            random.seed(Library.toInt(Arguments.integer(args, 0)));
            return Results.NONE;
        });
        unary(library, "sin", Math::sin);
        unary(library, "sinh", Math::sinh);
        unary(library, "sqrt", Math::sqrt);
        unary(library, "tan", Math::tan);
        unary(library, "tanh", Math::tanh);
        library.set(LuaString.of("pi"), Math.PI);
        library.set(LuaString.of("huge"), Double.POSITIVE_INFINITY);
        return library;
    }

    private static void unary(LuaTable library, String name, DoubleUnaryOperator operator) {
        Library.define(library, name, new Unary(operator));
    }

    private static void binary(LuaTable library, String name, DoubleBinaryOperator operator) {
        Library.define(library, name, (_, args) -> {
            // The second comes first, as compiled C has it: of two wrong arguments it is blamed.
            double y = Arguments.number(args, 1);
            double x = Arguments.number(args, 0);
            double result = operator.applyAsDouble(x, y);
            return Double.isNaN(result) && !Double.isNaN(x) && !Double.isNaN(y) ? NO_RESULT : result;
        });
    }

    /** C has a result where one operand does not matter, even for NaN. */
    private static double power(double base, double exponent) {
        boolean isOne = base == 1 || base == -1 && Double.isInfinite(exponent);
        return isOne ? 1 : Math.pow(base, exponent);
    }

    private static double extreme(@Nullable Object[] args, int direction) {
        double extreme = Arguments.number(args, 0);
        for (int i = 1; i < args.length; i++) {
            double value = Arguments.number(args, i);
            if (direction > 0 ? value > extreme : value < extreme) {
                extreme = value;
            }
        }
        return extreme;
    }

    private static @Nullable Object fractionAndExponent(LuaState state, @Nullable Object[] args) {
        double value = Arguments.number(args, 0);
        if (value == 0 || !Double.isFinite(value)) {
            return Results.of(value, 0.0);
        }
        int shift = Math.abs(value) < Double.MIN_NORMAL ? 64 : 0;
        double normal = Math.scalb(value, shift);
        int exponent = Math.getExponent(normal) + 1;
        return Results.of(Math.scalb(normal, -exponent), (double) (exponent - shift));
    }

    private static @Nullable Object scale(LuaState state, @Nullable Object[] args) {
        int exponent = Library.toInt(Arguments.integer(args, 1));
        return Math.scalb(Arguments.number(args, 0), exponent);
    }

    private static @Nullable Object wholeAndFraction(LuaState state, @Nullable Object[] args) {
        double value = Arguments.number(args, 0);
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        double fraction = Double.isInfinite(value) ? 0 : value - whole;
        return Results.of(whole, Math.copySign(fraction, value));
    }

    /** Without arguments 0 to 1, with one 1 to that, with two from one to the other. */
    private static double random(RandomSequence sequence, @Nullable Object[] args) {
        double drawn = (double) (sequence.next() % RandomSequence.MAX) / RandomSequence.MAX;
        return switch (args.length) {
            case 0 -> drawn;
            case 1 -> {
                int upper = Library.toInt(Arguments.integer(args, 0));
                requireInterval(1 <= upper, 0);
                yield Math.floor(drawn * upper) + 1;
            }
            case 2 -> {
                int lower = Library.toInt(Arguments.integer(args, 0));
                int upper = Library.toInt(Arguments.integer(args, 1));
                requireInterval(lower <= upper, 1);
                // The width as C's int, which may overflow.
                yield Math.floor(drawn * (upper - lower + 1)) + lower;
            }
            default -> throw LuaError.located("wrong number of arguments");
        };
    }

    private static void requireInterval(boolean isInterval, int argument) {
        if (!isInterval) {
            throw LuaError.badArgument(argument, "interval is empty");
        }
    }

    private static final class Unary extends NativeFunction {
        private final DoubleUnaryOperator operator;

        private Unary(DoubleUnaryOperator operator) {
            this.operator = operator;
        }

        @Override
        public @Nullable Object call(LuaState state, @Nullable Object a) {
            return a instanceof Double number ? apply(number) : call(state, new @Nullable Object[] {a});
        }

        @Override
        public @Nullable Object call(LuaState state, @Nullable Object[] args) {
            return apply(Arguments.number(args, 0));
        }

        private Double apply(double operand) {
            double result = operator.applyAsDouble(operand);
            return Double.isNaN(result) && !Double.isNaN(operand) ? NO_RESULT : result;
        }
    }
}
