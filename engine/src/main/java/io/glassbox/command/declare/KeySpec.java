package io.glassbox.command.declare;

/**
 * Where a command finds keys among its arguments: a place to begin and a way to go on from there.
 *
 * <p>Source: "Command key specifications" of the Redis manual.
 */
public record KeySpec(Begin begin, Find find, long flags, String notes) {
    /** Where to begin. */
    public sealed interface Begin {}

    /** At a fixed position. */
    public record AtIndex(int index) implements Begin {}

    /** Behind a word, looked for from {@code startFrom} (backwards if it is negative). */
    public record AtKeyword(String keyword, int startFrom) implements Begin {}

    /** Nobody can say; see the incomplete flag. */
    public record BeginUnknown() implements Begin {}

    /** How to go on. */
    public sealed interface Find {}

    /**
     * Up to {@code lastKey} relative to the beginning (negative: from the end of the call), every {@code step}; with
     * {@code lastKey} -1 and a {@code limit} of n > 1 only the first n-th part of the rest.
     */
    public record Range(int lastKey, int step, int limit) implements Find {}

    /** A number at {@code numberIndex}, then as many keys from {@code firstKey} on; all relative to the beginning. */
    public record Counted(int numberIndex, int firstKey, int step) implements Find {}

    /** Nobody can say. */
    public record FindUnknown() implements Find {}

    /** One key at this position. */
    public static KeySpec at(int index, KeyFlag... flags) {
        return range(index, 0, 1, flags);
    }

    /** Keys from {@code first} to {@code last} (relative to first; -1 for the end of the call), every {@code step}. */
    public static KeySpec range(int first, int last, int step, KeyFlag... flags) {
        return new KeySpec(new AtIndex(first), new Range(last, step, 0), bits(flags), "");
    }

    /** The first {@code limit}-th part of the arguments behind a word. */
    public static KeySpec behind(String keyword, int startFrom, int last, int step, int limit, KeyFlag... flags) {
        return new KeySpec(new AtKeyword(keyword, startFrom), new Range(last, step, limit), bits(flags), "");
    }

    /** A count at {@code index} and the keys behind it. */
    public static KeySpec countedAt(int index, KeyFlag... flags) {
        return countedAt(index, 1, flags);
    }

    public static KeySpec countedAt(int index, int step, KeyFlag... flags) {
        return new KeySpec(new AtIndex(index), new Counted(0, 1, step), bits(flags), "");
    }

    /** Keys that no rule can find. */
    public static KeySpec unknown(KeyFlag... flags) {
        return new KeySpec(new BeginUnknown(), new FindUnknown(), bits(flags), "");
    }

    public KeySpec note(String text) {
        return new KeySpec(begin, find, flags, text);
    }

    public boolean has(KeyFlag flag) {
        return (flags & flag.bit()) != 0;
    }

    private static long bits(KeyFlag... flags) {
        long bits = 0;
        for (KeyFlag flag : flags) {
            bits |= flag.bit();
        }
        return bits;
    }
}
