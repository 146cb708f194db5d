package io.glassbox.quality.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The processes that one run of a test file has started, however they have moved since: they carry a mark in their
 * environment, or belong to the session that was made for the run, or work inside its scratch folder. Three signs are
 * needed because the C server overwrites its environment and a daemon leaves its session.
 */
final class OwnedProcesses {
    private static final String MARK = "GLASSBOX_CONFORMANCE_RUN";
    private static final Path PROC = Path.of("/proc");

    private final String mark = UUID.randomUUID().toString();
    private final Path directory;
    private volatile long session;

    OwnedProcesses(Path directory) {
        this.directory = directory;
    }

    /** Starts a program as the leader of a session of its own, with the mark, standard input closed. */
    Process start(List<String> command, Path workingDirectory, Path output) throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(workingDirectory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectErrorStream(true);
        builder.environment().put(MARK, mark);
        builder.environment().put("TERM", "dumb");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        if (session == 0) {
            session = process.pid();
        }
        return process;
    }

    /** Kills whatever is left, after waiting a little for what is about to end; returns how many had to be killed. */
    int killAll(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        List<Long> left = pids();
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            left = pids();
        }
        int killed = left.size();
        for (int i = 0; i < 40 && !left.isEmpty(); i++) {
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            left = pids();
        }
        return killed;
    }

    private List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && isOwned(process)) {
                    pids.add(pid);
                }
            }
        } catch (IOException e) {
            return pids;
        }
        return pids;
    }

    private boolean isOwned(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            if (fields[0].equals("Z")) {
                return false;
            }
            return (session != 0 && Long.parseLong(fields[3]) == session)
                    || Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory)
                    || Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .contains(MARK + "=" + mark);
        } catch (IOException e) {
            return false;
        }
    }
}
