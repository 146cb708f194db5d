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
        String stat = read(directory.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TICKS_FIELD]) + Long.parseLong(fields[USER_TICKS_FIELD + 1]))
                * MICROS_PER_TICK;
    }

    /** Resident memory in bytes. */
    long residentBytes() {
        return kilobytes(directory.resolve("status"), "VmRSS:");
    }

    /** Memory in bytes that holds no file's pages, of the whole machine: what a parent and its child share counts once. */
    static long anonymousBytesOfMachine() {
        return kilobytes(Path.of("/proc/meminfo"), "AnonPages:");
    }

    private static long kilobytes(Path file, String field) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("the server is gone", e);
        }
    }
}
