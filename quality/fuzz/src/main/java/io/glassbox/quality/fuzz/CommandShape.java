package io.glassbox.quality.fuzz;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One command: how its requests look, and how often it is worth being called.
 *
 * @param name as INFO commandstats has it: {@code get}, {@code client|list}
 * @param share of the calls that an ordinary command gets
 */
public record CommandShape(String name, List<ArgumentShape> arguments, double share) {
    /**
     * Commands after which other requests have little effect, or that cost far more than their time shows: they get a small
     * share. Any other command gets the same share of calls, or of time if it is a long one.
     */
    private static final Map<String, Double> RARE = Map.ofEntries(
            Map.entry("flushall", 0.0005),
            Map.entry("flushdb", 0.0005),
            Map.entry("quit", 0.001),
            Map.entry("reset", 0.01),
            Map.entry("monitor", 0.0005),
            Map.entry("auth", 0.1),
            Map.entry("multi", 0.3),
            Map.entry("client|reply", 0.05),
            Map.entry("client|kill", 0.002),
            Map.entry("config|resetstat", 0.0005),
            Map.entry("subscribe", 0.02),
            Map.entry("psubscribe", 0.02),
            Map.entry("ssubscribe", 0.02),
            Map.entry("pfselftest", 0.00001));

    /** A command that makes its client wait holds up the requests behind it. */
    private static final double SHARE_OF_BLOCKING = 0.01;

    CommandShape(String name, List<ArgumentShape> arguments, boolean isBlocking) {
        this(name, arguments, RARE.getOrDefault(name, isBlocking ? SHARE_OF_BLOCKING : 1.0));
    }

    public void write(Words words, Values values, SplittableRandom random) {
        words.clear();
        int bar = name.indexOf('|');
        if (bar < 0) {
            words.add(name);
        } else {
            words.add(name.substring(0, bar));
            words.add(name.substring(bar + 1));
        }
        for (ArgumentShape argument : arguments) {
            argument.write(words, values, random);
        }
    }
}
