package io.glassbox.quality.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel counts for one process, all threads together, those that have ended too. */
final class ProcessFigures {
    /** The unit of CPU time in /proc, fixed at a hundredth of a second on Linux. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER_TICKS_FIELD = 11;

    private final Path directory;

    ProcessFigures(long pid) {
        this.directory = Path.of("/proc", String.valueOf(pid));
    }

    /** CPU time used so far, in microseconds, exact to 10 ms. */
    long cpuMicros() {
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS_FIELD]) + Long.parseLong(fields[USER_TICKS_FIELD + 1]))
                * MICROS_PER_TICK;
    }

    /** Resident memory in bytes. */
    long residentBytes() {
        return read("status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("the server is gone", e);
        }
    }
}
