package io.glassbox.foundation.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads {@code /proc}. Where there is none, what the JDK does not know either is 0. */
public final class ThisProcess implements ProcessFigures {
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path THREAD_STAT = Path.of("/proc/thread-self/stat");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    /** Linux counts in hundredths of a second here, whatever the kernel's own tick is. */
    private static final long MICROS_PER_TICK = 10_000;

    /** Positions behind the name of the program, which may contain blanks. */
    private static final int USER_FIELD = 11;

    private static final int SYSTEM_FIELD = 12;
    private static final long BYTES_PER_KB = 1024;

    @Override
    public CpuTime cpuTime() {
        return cpuTime(STAT);
    }

    @Override
    public CpuTime threadCpuTime() {
        return cpuTime(THREAD_STAT);
    }

    @Override
    public long residentBytes() {
        return kilobytes(STATUS, "VmRSS:");
    }

    @Override
    public long machineBytes() {
        return kilobytes(MEMORY, "MemTotal:");
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public String operatingSystem() {
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + (machine.equals("amd64") ? "x86_64" : machine);
    }

    @Override
    public String executable() {
        String script = System.getProperty("glassbox.executable", "");
        return script.isEmpty() ? ProcessHandle.current().info().command().orElse("") : script;
    }

    private static CpuTime cpuTime(Path file) {
        String text = read(file);
        String[] fields = text.substring(text.lastIndexOf(')') + 1).trim().split(" ");
        if (fields.length <= SYSTEM_FIELD) {
            return new CpuTime(0, 0);
        }
        return new CpuTime(
                Long.parseLong(fields[USER_FIELD]) * MICROS_PER_TICK,
                Long.parseLong(fields[SYSTEM_FIELD]) * MICROS_PER_TICK);
    }

    private static long kilobytes(Path file, String name) {
        String digits = read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").trim())
                .findFirst()
                .orElse("0");
        return Long.parseLong(digits) * BYTES_PER_KB;
    }

    /** These files have no length; empty if one cannot be read. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
