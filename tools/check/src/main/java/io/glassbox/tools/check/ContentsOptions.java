package io.glassbox.tools.check;

import picocli.CommandLine.Option;

/** What the tools can do beyond Redis's. */
final class ContentsOptions {
    private static final int MOST_SHOWN = 1000;

    @Option(
            names = "--contents",
            description =
                    "Say what is inside: databases, keys by type and encoding, by prefix and by time left, the largest keys.")
    private boolean contents;

    @Option(names = "--json", description = "The same as JSON, and nothing else on the standard output.")
    private boolean json;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description = "What ends a prefix of a key; a colon unless told.")
    private char separator = ':';

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "How many separators a prefix has at most; 1 unless told.")
    private int depth = 1;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many prefixes and largest keys to show; 10 unless told.")
    private int top = 10;

    /** Whether anything is to be said of the contents. */
    boolean isWanted() {
        return contents || json;
    }

    boolean isJson() {
        return json;
    }

    /** Where Redis's lines go: nowhere if the output is JSON. */
    Surroundings printing(Surroundings surroundings) {
        return json ? surroundings.silent() : surroundings;
    }

    byte separator() {
        return (byte) separator;
    }

    int depth() {
        return Math.max(1, depth);
    }

    int top() {
        return Math.clamp(top, 0, MOST_SHOWN);
    }
}
