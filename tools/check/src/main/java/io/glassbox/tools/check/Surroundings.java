package io.glassbox.tools.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.process.ThisProcess;
import io.glassbox.foundation.time.Clock;
import io.glassbox.foundation.time.SystemClock;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What a tool has of the process that it runs in; tests give it something else. The streams take a char for a byte: names of keys
 * are any bytes, and are written as they are.
 *
 * @param program the name that usage texts call it by
 * @param isWatched whether somebody looks at the error stream, who is shown how far the work is
 */
record Surroundings(
        String program,
        Path directory,
        FileSystem files,
        Clock clock,
        InputStream in,
        PrintStream out,
        PrintStream errors,
        boolean isWatched,
        long processId) {
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Those of a program that was started as {@code -Dglassbox.program}, with {@code -Dglassbox.terminal=true} for a watched one. */
    private static Surroundings ofProcess(String usualName) {
        return new Surroundings(
                System.getProperty("glassbox.program", usualName),
                Path.of("").toAbsolutePath(),
                new DiskFileSystem(),
                new SystemClock(),
                System.in,
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                        false,
                        ISO_8859_1),
                System.err,
                Boolean.getBoolean("glassbox.terminal"),
                new ThisProcess().pid());
    }

    /** What a program makes of its command line; the exit code. */
    interface Tool {
        int run(Surroundings surroundings, String... arguments);
    }

    /** Runs a tool as this process, which ends with it. */
    static void runProcess(String usualName, Tool tool, String... arguments) {
        Surroundings surroundings = ofProcess(usualName);
        int code = tool.run(surroundings, arguments);
        surroundings.out().flush();
        System.exit(code);
    }

    /** The same, but nothing is printed. */
    Surroundings silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, ISO_8859_1);
        return new Surroundings(program, directory, files, clock, in, nowhere, errors, isWatched, processId);
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** A log on the output, such as Redis's tools write where they share code with the server. */
    Log log() {
        return new Log(clock, processId, (_, _, line) -> line(line));
    }

    /** Prints a line whose chars are bytes. */
    void line(String bytes) {
        out.print(bytes);
        out.print('\n');
    }

    /** A text of the command line in the bytes of the terminal. */
    static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** The other way round. */
    static String text(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }
}
