package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.quality.testkit.SystemPackages;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server writes is in order to the tools that come with it, and to those of Redis. */
final class CheckedFilesTest {
    private static final int KEYS = 100;

    @TempDir
    private Path directory;

    /** What a program said, and its exit code. */
    private record Run(int code, String output) {}

    private Glassbox glassbox(String... further) {
        Glassbox.Builder builder = Glassbox.builder().set("dir", directory.toString());
        for (int i = 0; i < further.length; i += 2) {
            builder.set(further[i], further[i + 1]);
        }
        return builder.start();
    }

    @Test
    void snapshotsOfAllVersionsAreWhole() {
        Randomized.test(random -> {
            for (String version : List.of("10", "11", "12")) {
                long keys;
                try (Glassbox glassbox = glassbox("rdb-version", version);
                        RespClient client = RespClient.connect(glassbox.port())) {
                    client.command("FLUSHALL");
                    new RandomData(client, random).create("key:", Randomized.iterations(KEYS));
                    if (version.equals("12")) {
                        client.command("HSET", "timed", "field", "value", "other", "value");
                        client.command("HPEXPIRE", "timed", "10000000", "FIELDS", "1", "field");
                    }
                    keys = Long.parseLong(client.command("DBSIZE").toString().replaceAll("\\D", ""));
                    assertEquals(Reply.ok(), client.command("SAVE"));
                }
                Run run = ours("CheckRdb", "dump.rdb");
                assertEquals(0, run.code(), run.output());
                assertTrue(run.output().contains("[info] " + keys + " keys read"), run.output());
                if (version.equals("10")) {
                    assertEquals(run, theirs("redis-check-rdb", "dump.rdb"));
                }
            }
        });
    }

    @Test
    void appendOnlyFilesAreWhole() throws Exception {
        try (Glassbox glassbox = glassbox("appendonly", "yes", "aof-timestamp-enabled", "yes", "rdb-version", "10");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("MULTI");
            client.command("SET", "a", "1");
            client.command("RPUSH", "b", "1");
            client.command("EXEC");
        }
        String manifest = "appendonlydir/appendonly.aof.manifest";
        Run run = ours("CheckAof", manifest);
        assertEquals(0, run.code(), run.output());
        assertEquals(run, theirs("redis-check-aof", manifest));
    }

    private Run ours(String tool, String file) throws IOException, InterruptedException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes,
                "io.glassbox.tools.check." + tool,
                file));
    }

    private Run theirs(String tool, String file) throws IOException, InterruptedException {
        SystemPackages.ensure(List.of(new SystemPackages.Needed(tool, "redis-tools")));
        return run(List.of(tool, file));
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", null);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        return new Run(code, Files.readString(output, StandardCharsets.ISO_8859_1));
    }
}
