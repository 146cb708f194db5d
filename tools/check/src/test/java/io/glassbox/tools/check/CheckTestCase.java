package io.glassbox.tools.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.quality.testkit.SystemPackages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** Runs our tools and Redis's on the same files, and compares what they print and how they end. */
abstract class CheckTestCase {
    /** Where in its source Redis's tool stood, which is ours to leave out, and how far it thinks it is, which it never knows. */
    private static final Pattern SOURCE =
            Pattern.compile("(Internal error in RDB reading) offset \\d+(, function at rdb\\.c:\\d+)?");

    /** Process and time of a line of the log. */
    private static final Pattern LOG = Pattern.compile("(?m)^\\d+:C \\d\\d .*? # ");

    /** Behind the end of a string its tool reads on, whatever is there. */
    private static final Pattern BEHIND_END = Pattern.compile("got: 00[0-9a-f]{2}");

    /** A type that Redis's tool of this version reads, but has no name for. */
    private static final String NAMELESS = "Reading type 19 (unknown)";

    @TempDir
    Path directory;

    /** What a program printed on its standard output, and its exit code. */
    record Run(int code, String output) {}

    final Run ours(String tool, String input, String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, false, ISO_8859_1);
        PrintStream errorStream = new PrintStream(errors, true, ISO_8859_1);
        Surroundings surroundings = new Surroundings(
                "redis-" + tool,
                directory,
                new DiskFileSystem(),
                new SystemClock(),
                new ByteArrayInputStream(input.getBytes(ISO_8859_1)),
                out,
                errorStream,
                false,
                ProcessHandle.current().pid());
        int code = tool.equals("check-rdb")
                ? CheckRdb.run(surroundings, arguments)
                : CheckAof.run(surroundings, arguments);
        out.flush();
        return new Run(code, printed.toString(ISO_8859_1));
    }

    final Run theirs(String tool, String input, String... arguments) throws IOException, InterruptedException {
        SystemPackages.ensure(List.of(new SystemPackages.Needed("redis-" + tool, "redis-tools")));
        List<String> command = new ArrayList<>(List.of("redis-" + tool));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().write(input.getBytes(ISO_8859_1));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        return new Run(process.waitFor(), output);
    }

    static Run comparable(Run run) {
        String output = SOURCE.matcher(run.output()).replaceAll("$1");
        output = LOG.matcher(output).replaceAll("log: ");
        output = BEHIND_END.matcher(output).replaceAll("got: 00");
        return new Run(run.code(), output.replace(NAMELESS, "Reading type 19 (stream-v2)"));
    }

    final void assertSame(String tool, String... arguments) throws IOException, InterruptedException {
        assertEquals(comparable(theirs(tool, "", arguments)), comparable(ours(tool, "", arguments)));
    }

    final Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    final Path write(String name, String bytes) throws IOException {
        return write(name, bytes.getBytes(ISO_8859_1));
    }

    /** Has Redis save keys of all types and encodings as dump.rdb; its bytes. */
    final byte[] saved() throws IOException {
        try (RedisServer redis = RedisServer.start(directory);
                RespClient client = redis.connect()) {
            AllEncodings.fill(client);
            assertEquals(Reply.ok(), client.command("SAVE"));
        }
        return Files.readAllBytes(directory.resolve("dump.rdb"));
    }
}
