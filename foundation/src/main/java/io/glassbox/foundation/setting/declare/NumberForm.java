package io.glassbox.foundation.setting.declare;

import java.util.List;
import java.util.function.LongFunction;

/**
 * Numbers within bounds, in one of the notations of configuration files. Read as a long whatever the type of the value.
 *
 * @param min the least value; of {@link Notation#MEMORY} with unsigned bounds, compared as unsigned
 * @param boxed makes the value of a long within the bounds
 */
record NumberForm<T extends Number>(Notation notation, long min, long max, LongFunction<T> boxed)
        implements ValueForm<T> {
    enum Notation {
        DECIMAL,
        OCTAL,
        /** Bytes with optional unit, unsigned. */
        MEMORY,
        /** Bytes with optional unit, or {@code N%}, which is held as -N. */
        MEMORY_OR_PERCENT
    }

    @Override
    public T parse(List<String> words, T current) throws SettingRefused {
        String text = words.getFirst();
        long number = switch (notation) {
            case DECIMAL -> decimal(text);
            case OCTAL -> octal(text);
            case MEMORY -> memory(text, "argument must be a memory value");
            case MEMORY_OR_PERCENT -> memoryOrPercent(text);
        };
        if (!isWithinBounds(number)) {
            throw new SettingRefused("argument must be between " + bound(min) + " and " + bound(max) + " inclusive");
        }
        return boxed.apply(number);
    }

    private static long decimal(String text) throws SettingRefused {
        if (!Numerals.isLong(text)) {
            throw new SettingRefused("argument couldn't be parsed into an integer");
        }
        return Long.parseLong(text);
    }

    private static long octal(String text) throws SettingRefused {
        try {
            return Long.parseLong(text, 8);
        } catch (NumberFormatException e) {
            throw new SettingRefused("argument couldn't be parsed as an octal number");
        }
    }

    private static long memory(String text, String reason) throws SettingRefused {
        try {
            return Numerals.memory(text);
        } catch (NumberFormatException e) {
            throw new SettingRefused(reason);
        }
    }

    private long memoryOrPercent(String text) throws SettingRefused {
        String reason = "argument must be a memory or percent value";
        if (!text.endsWith("%")) {
            long bytes = memory(text, reason);
            if (bytes < 0) {
                throw new SettingRefused(reason); // beyond what is not a percentage
            }
            return bytes;
        }
        String number = text.substring(0, text.length() - 1);
        if (!Numerals.isLong(number) || number.startsWith("-")) {
            throw new SettingRefused(reason);
        }
        long percent = Long.parseLong(number);
        if (percent > -min) {
            throw new SettingRefused("percentage argument must be less or equal to " + -min);
        }
        return -percent;
    }

    private boolean isWithinBounds(long number) {
        return isUnsigned()
                ? Long.compareUnsigned(number, min) >= 0 && Long.compareUnsigned(number, max) <= 0
                : number >= min && number <= max;
    }

    private boolean isUnsigned() {
        return notation == Notation.MEMORY;
    }

    private String bound(long bound) {
        return switch (notation) {
            case OCTAL -> Long.toOctalString(bound);
            case MEMORY -> Long.toUnsignedString(bound);
            case DECIMAL, MEMORY_OR_PERCENT -> Long.toString(bound);
        };
    }

    @Override
    public String print(T value) {
        long number = value.longValue();
        return switch (notation) {
            case DECIMAL -> Long.toString(number);
            case OCTAL -> Long.toOctalString(number);
            case MEMORY -> Long.toUnsignedString(number);
            case MEMORY_OR_PERCENT -> number < 0 ? -number + "%" : Long.toString(number);
        };
    }

    @Override
    public List<Line> lines(T value, T defaultValue) {
        boolean hasUnit = switch (notation) {
            case DECIMAL, OCTAL -> false;
            case MEMORY -> true;
            case MEMORY_OR_PERCENT -> value.longValue() >= 0;
        };
        String text = hasUnit ? Numerals.withUnit(value.longValue()) : print(value);
        return List.of(new Line(text, !value.equals(defaultValue)));
    }
}
