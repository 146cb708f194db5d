package io.glassbox.quality.conformance;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A copy of the suite that one worker runs its files in, with scripts in {@code src/} that start the server under test and
 * the system's redis-cli and redis-benchmark, and check files with what comes with the server. The suite as fetched is never written to.
 */
final class Scratch {
    private static final List<String> TOOLS = List.of("redis-cli", "redis-benchmark");

    /** The checkers of files belong to the server: whoever brings none is given Redis's. */
    private static final List<String> CHECKERS = List.of("check-aof", "check-rdb");

    private final Path directory;

    private Scratch(Path directory) {
        this.directory = directory;
    }

    static Scratch make(Path suite, Path directory, Path server, Optional<Path> certificates) throws IOException {
        copy(suite.resolve("tests"), directory.resolve("tests"));
        Files.copy(suite.resolve("redis.conf"), directory.resolve("redis.conf"));
        if (certificates.isPresent()) {
            copy(certificates.get(), directory.resolve("tests/tls"));
        }
        tolerateMissingFunctions(directory.resolve("tests/support/server.tcl"));
        Files.createDirectories(directory.resolve("tests/tmp"));
        Path programs = Files.createDirectories(directory.resolve("src"));
        script(programs.resolve("redis-server"), "exec " + quoted(server.toString()) + " \"$@\"");
        script(programs.resolve("redis-sentinel"), "exec " + quoted(server.toString()) + " \"$@\" --sentinel");
        for (String tool : TOOLS) {
            script(programs.resolve(tool), "exec " + tool + " \"$@\"");
        }
        for (String checker : CHECKERS) {
            Path own = server.resolveSibling("glassbox-" + checker);
            String program = Files.exists(own) ? quoted(own.toString()) : "redis-" + checker;
            script(programs.resolve("redis-" + checker), "exec " + program + " \"$@\"");
        }
        return new Scratch(directory);
    }

    Path directory() {
        return directory;
    }

    /** Forgets the files of the servers of the last run. */
    void clean() throws IOException {
        try (Stream<Path> entries = Files.list(directory.resolve("tests/tmp"))) {
            for (Path entry : entries.toList()) {
                SuiteSource.delete(entry);
            }
        }
    }

    /** Copies what the servers of the last run wrote to their logs, to look into a failure. */
    void keepLogs(Path target) throws IOException {
        Path servers = directory.resolve("tests/tmp");
        try (Stream<Path> files = Files.walk(servers)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                boolean isLog = name.startsWith("stdout") || name.startsWith("stderr") || name.endsWith(".log");
                if (isLog && Files.size(file) > 0) {
                    Path copy = target.resolve(servers.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    /**
     * Before every block the suite empties an external server, its functions included. A server that has no functions yet
     * answers that with an error, which would cost the whole block; in the copy the error does no harm.
     */
    private static void tolerateMissingFunctions(Path support) throws IOException {
        String text = Files.readString(support);
        String flush = "    r function flush\n";
        if (!text.contains(flush)) {
            throw new IOException("the suite is not as expected: no \"function flush\" in " + support);
        }
        Files.writeString(support, text.replace(flush, "    catch {r function flush}\n"));
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(source).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                Files.copy(source, to.resolve(from.relativize(source).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
