package io.glassbox.quality.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The commands that are measured; {@code __rand_int__} is redis-benchmark's random number below the size of the keyspace. */
enum Workload {
    GET("GET key:__rand_int__"),
    SET("SET key:__rand_int__ <value>"),
    INCR("INCR counter:__rand_int__"),
    MSET_10("MSET"),
    GETRANGE("GETRANGE key:__rand_int__ 10 49"),
    SETBIT("SETBIT key:__rand_int__ 100 1"),
    PFADD("PFADD log element:__rand_int__"),
    PUBLISH_10("PUBLISH channel <value>");

    /** How many connections are subscribed to the channel of PUBLISH. */
    static final int SUBSCRIBERS = 10;

    private static final int MSET_PAIRS = 10;

    /** The words of the command, {@code <value>} standing for a value. */
    private final String words;

    Workload(String words) {
        this.words = words;
    }

    /** The command with a value of {@code bytes} bytes. */
    List<String> command(int bytes) {
        String value = "x".repeat(bytes);
        List<String> command = new ArrayList<>();
        for (String word : words.split(" ")) {
            command.add(word.equals("<value>") ? value : word);
        }
        if (this == MSET_10) {
            for (int i = 0; i < MSET_PAIRS; i++) {
                command.add("key:__rand_int__");
                command.add(value);
            }
        }
        return command;
    }

    static Workload named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no workload " + name + "; there are " + List.of(values()), e);
        }
    }
}
