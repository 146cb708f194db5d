package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with the disk: writes are refused in Redis's words, nothing in memory is harmed, and all is well when the disk is. */
final class DiskFaultsTest {
    private static final String NOT_SAVED =
            "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.";

    @TempDir
    private Path directory;

    private final FailingFiles files = new FailingFiles();
    private final CapturingSink log = new CapturingSink();

    private Glassbox start(String... further) {
        return Servers.over(directory, Map.of("auto-aof-rewrite-percentage", "0"), further)
                .files(files)
                .log(log)
                .start();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(() -> new IOException("No space left on device"), "No space left on device"),
                fault(() -> new AccessDeniedException("file"), "Permission denied"),
                fault(() -> new FileSystemException("file", null, "Read-only file system"), "Read-only file system"),
                fault(() -> new NoSuchFileException("file"), "No such file or directory"),
                fault(() -> new IOException("Input/output error"), "Input/output error"));
    }

    private static Arguments fault(Supplier<IOException> fault, String reason) {
        return Arguments.of(fault, reason);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void snapshotThatCannotBeWrittenHasWritesRefusedUntilOneCan(Supplier<IOException> fault, String reason) {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("CONFIG", "SET", "save", "3600 1000000");
            client.command("SET", "a", "1");
            files.reason(fault);
            files.failAt(1, true);
            client.command("BGSAVE");
            Eventually.until(
                    "it failed", () -> info(client, "rdb_last_bgsave_status").equals("err"));
            Reply refusal = client.command("SET", "a", "2");
            assertTrue(refusal.isError() && refusal.text().startsWith(NOT_SAVED), refusal.text());
            assertEquals("1", client.command("GET", "a").text());
            assertTrue(log.contains(directory.resolve("dump.rdb") + "): " + reason), String.join("\n", log.messages()));
            files.mend();
            client.command("BGSAVE");
            Eventually.until(
                    "writes go on", () -> client.command("SET", "a", "3").equals(Reply.ok()));
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void appendOnlyFileThatCannotBeWrittenHasWritesRefusedUntilItCan(Supplier<IOException> fault, String reason) {
        Reply digest;
        try (Glassbox glassbox = start("appendonly", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "a", "1");
            files.reason(fault);
            files.failAt(1, true);
            client.command("SET", "a", "2");
            Eventually.until(
                    "writes are refused",
                    () -> client.command("SET", "b", "1")
                            .equals(Reply.error("MISCONF Errors writing to the AOF file: " + reason)));
            assertEquals("2", client.command("GET", "a").text());
            assertEquals("err", info(client, "aof_last_write_status"));
            String file =
                    directory.resolve("appendonlydir/appendonly.aof.1.incr.aof").toString();
            assertTrue(log.contains(file + " at offset "), String.join("\n", log.messages()));
            files.mend();
            Eventually.until(
                    "writes go on", () -> client.command("SET", "c", "1").equals(Reply.ok()));
            digest = client.command("DEBUG", "DIGEST");
        }
        try (Glassbox glassbox = start("appendonly", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(digest, client.command("DEBUG", "DIGEST"));
        }
    }

    @Test
    void directoryThatVanishedIsThereAgainAfterTheNextRewrite() throws IOException {
        Reply digest;
        try (Glassbox glassbox = start("appendonly", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "a", "1");
            try (var gone = Files.list(directory.resolve("appendonlydir"))) {
                for (Path file : gone.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory.resolve("appendonlydir"));
            client.command("SET", "b", "1");
            client.command("BGREWRITEAOF");
            Servers.awaitRewritten(client);
            client.command("SET", "c", "1");
            digest = client.command("DEBUG", "DIGEST");
        }
        try (Glassbox glassbox = start("appendonly", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(digest, client.command("DEBUG", "DIGEST"));
        }
    }

    @Test
    void fileOfABackupThatCannotBeWrittenHarmsNobody() {
        try (Glassbox glassbox = start("appendfsync", "always");
                RespClient client = RespClient.connect(glassbox.port())) {
            BackupTest.startBackup(client);
            files.failAt(1, true);
            assertEquals(Reply.ok(), client.command("SET", "a", "1"));
            BackupTest.awaitState(client, "failed");
            assertTrue(BackupTest.status(client, "error").contains("No space left on device"));
            files.mend();
            assertEquals(Reply.ok(), client.command("SET", "a", "2"));
            client.command("BACKUP", "CLEANUP");
            BackupTest.startBackup(client);
            assertEquals(Reply.ok(), client.command("BACKUP", "SEAL"));
        }
    }

    @Test
    void whatAKilledProcessHasLeftIsNamedAndKept() throws IOException {
        Path left = Files.writeString(directory.resolve("temp-12345.rdb"), "REDIS0012");
        Path others = Files.writeString(directory.resolve("temp-notes.rdb"), "mine");
        start().close();
        assertTrue(log.contains("The file " + left + " is what a process has left"));
        assertTrue(Files.exists(left) && Files.exists(others));
        assertTrue(log.messages().stream().noneMatch(line -> line.contains(others.toString())));
    }

    private static String info(RespClient client, String field) {
        return BackgroundSaveTest.info(client, field);
    }
}
