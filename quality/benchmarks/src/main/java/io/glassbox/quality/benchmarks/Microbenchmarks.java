package io.glassbox.quality.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JMH benchmarks of this module. */
final class Microbenchmarks {
    private Microbenchmarks() {}

    /** Runs those whose full name matches the pattern, with the JVM flags of the server. */
    static int run(String pattern) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(pattern)
                        .jvmArgsAppend(
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "--enable-native-access=ALL-UNNAMED")
                        .build())
                .run();
        return 0;
    }
}
