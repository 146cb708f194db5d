package io.glassbox.quality.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server to measure.
 *
 * @param arguments what it gets besides port and folder
 * @param warmUp    how long it runs under load before anything counts: a JVM compiles what is hot first
 */
record ServerProgram(String name, Path path, List<String> arguments, Duration warmUp) {
    /** The same with more arguments. */
    ServerProgram with(List<String> more) {
        return new ServerProgram(
                name, path, Stream.concat(arguments.stream(), more.stream()).toList(), warmUp);
    }
}
