package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk is restored beside the data, and what comes out is compared with what was saved. */
final class ProofTest {
    private static final int CHECKSUM_BYTES = 8;

    @TempDir
    private Path directory;

    private final CapturingSink log = new CapturingSink();

    private Glassbox start(String... further) {
        return Servers.over(directory, Map.of("snapshot-digest", "yes"), further)
                .log(log)
                .start();
    }

    private static String info(RespClient client, String field) {
        return field(client.command("INFO", "persistence").text(), field);
    }

    private static String field(String text, String field) {
        int at = text.indexOf(field + ":") + field.length() + 1;
        return text.substring(at, text.indexOf("\r\n", at));
    }

    private static String clients(RespClient client) {
        return field(client.command("INFO", "clients").text(), "connected_clients");
    }

    private static String prove(RespClient client, String... source) {
        client.send(Stream.concat(Stream.of("PROOF", "RUN"), Stream.of(source)).toArray(String[]::new));
        assertEquals(Reply.simple("Proof started"), client.read());
        Eventually.until(
                "the proof is over", () -> info(client, "proof_in_progress").equals("0"));
        return info(client, "proof_last_status");
    }

    private Path snapshot() {
        return directory.resolve("dump.rdb");
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private boolean isLogged(String text) {
        return log.contains(text);
    }

    @Test
    void snapshotOfAllTypesIsRestoredAndEqual() {
        Randomized.test(this::proveAllTypes);
    }

    private void proveAllTypes(SplittableRandom random) {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            new RandomData(client, random).create("k", 300);
            client.command("SELECT", "3");
            client.command("SET", "elsewhere", "1", "EX", "10000");
            client.command("SAVE");
            assertEquals("ok", prove(client), String.join("\n", log.messages()));
            assertEquals("1", info(client, "proof_last_compared"));
            client.command("BGSAVE");
            Eventually.until(
                    "saved", () -> info(client, "rdb_bgsave_in_progress").equals("0"));
            assertEquals("ok", prove(client), String.join("\n", log.messages()));
            assertEquals("1", info(client, "proof_last_compared"));
            assertEquals("0", info(client, "proof_failures"));
        }
    }

    @Test
    void keyThatWasAlteredIsFoundThoughTheChecksumIsNone() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "colour", "green");
            client.command("SAVE");
            byte[] file = Files.readAllBytes(snapshot());
            file[indexOf(file, "green")] = 'G';
            Arrays.fill(file, file.length - CHECKSUM_BYTES, file.length, (byte) 0);
            Files.write(snapshot(), file);
            assertEquals("failed", prove(client));
            assertEquals("1", info(client, "proof_failures"));
            assertTrue(isLogged("holds other data than was written"));
        }
    }

    @Test
    void damageIsNamedWithFileAndOffset() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "100");
            client.command("SAVE");
            byte[] file = Files.readAllBytes(snapshot());
            Files.write(snapshot(), Arrays.copyOf(file, file.length / 2));
            assertEquals("failed", prove(client));
            assertTrue(isLogged(snapshot() + " can NOT be relied on: at offset "));
            client.command("SAVE");
            assertEquals("ok", prove(client));
            assertEquals("1", info(client, "proof_failures"));
        }
    }

    @Test
    void appendOnlyFilesAreReadToTheirEnd() throws IOException {
        try (Glassbox glassbox = start("appendonly", "yes");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "100");
            client.command("BGREWRITEAOF");
            Servers.awaitRewritten(client);
            client.command("SET", "further", "1");
            assertEquals("ok", prove(client), String.join("\n", log.messages()));
            assertEquals("101", info(client, "proof_last_keys"));
            assertTrue(Integer.parseInt(info(client, "proof_last_commands")) >= 1);
            client.command("CONFIG", "SET", "auto-aof-rewrite-percentage", "0");
            Path increment = directory.resolve("appendonlydir").resolve("appendonly.aof.2.incr.aof");
            byte[] file = Files.readAllBytes(increment);
            file[0] = '?';
            Files.write(increment, file);
            assertEquals("failed", prove(client));
            assertTrue(isLogged(increment + " can NOT be relied on: at offset 0"), String.join("\n", log.messages()));
        }
    }

    @Test
    void withoutFileThereIsNothingToProve() {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertEquals(
                    "ERR There is no file to prove: save a snapshot first",
                    client.command("PROOF", "RUN").text());
            assertEquals("none", info(client, "proof_last_status"));
            assertEquals("-1", info(client, "proof_last_age_sec"));
        }
    }

    @Test
    void proofThatWouldTakeMoreMemoryThanAllowedIsRefused() {
        try (Glassbox glassbox = start("proof-memory-limit", "64mb");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "150", "key", "500000");
            client.command("SAVE");
            assertEquals("refused", prove(client));
            assertTrue(isLogged("was not proven: "));
            assertEquals("0", info(client, "proof_failures"));
        }
    }

    @Test
    void snapshotWithoutDigestIsRestoredAndSaysSo() {
        try (Glassbox glassbox = start("snapshot-digest", "no");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "a", "1");
            client.command("SAVE");
            assertEquals("ok", prove(client));
            assertEquals("0", info(client, "proof_last_compared"));
            assertTrue(isLogged("the file has no digest to compare with"));
        }
    }

    @Test
    void serverStopsInTheMiddleOfAProof() {
        Glassbox glassbox = start();
        try (RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "50000");
            client.command("SAVE");
            assertEquals(Reply.simple("Proof started"), client.command("PROOF", "RUN"));
        }
        glassbox.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("glassbox-proof")));
    }

    @Test
    void commandsBehindTheBaseAreRunAndHaveToSucceed() throws IOException {
        try (Glassbox glassbox = start("appendonly", "yes", "auto-aof-rewrite-percentage", "0");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("RPUSH", "list", "a");
            client.command("MULTI");
            client.command("SET", "b", "1");
            client.command("INCR", "c");
            client.command("EXEC");
            client.command("RESTORE", "d", "0", client.command("DUMP", "list").text());
            assertEquals("ok", prove(client), String.join("\n", log.messages()));
            assertEquals("4", info(client, "proof_last_keys"));
            Path increment = directory.resolve("appendonlydir").resolve("appendonly.aof.1.incr.aof");
            byte[] file = Files.readAllBytes(increment);
            Files.writeString(increment, "*3\r\n$4\r\nSADD\r\n$4\r\nlist\r\n$1\r\nm\r\n", StandardOpenOption.APPEND);
            assertEquals("failed", prove(client));
            assertTrue(isLogged("1 of its commands do not succeed"), String.join("\n", log.messages()));
            Files.write(increment, file);
            assertEquals("ok", prove(client));
        }
    }

    @Test
    void backupIsProvenFromItsOwnFiles() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            assertTrue(client.command("PROOF", "RUN", "BACKUP").isError());
            client.command("SET", "a", "1");
            BackupTest.startBackup(client);
            client.command("SET", "b", "2");
            client.command("BACKUP", "SEAL");
            client.command("SET", "c", "3");
            assertEquals("ok", prove(client, "BACKUP"), String.join("\n", log.messages()));
            assertEquals("2", info(client, "proof_last_keys"));
            assertEquals("1", info(client, "proof_last_compared"));
            Path base = Path.of(client.command("BACKUP", "LIST").element(0).text());
            byte[] file = Files.readAllBytes(base);
            file[file.length - 1] ^= 1;
            Files.write(base, file);
            assertEquals("failed", prove(client, "BACKUP"));
            assertTrue(isLogged(base + " can NOT be relied on: at offset "));
        }
    }

    @Test
    void sealedBackupIsProvenByItselfIfProofsAreWanted() {
        try (Glassbox glassbox = start("proof-interval", "100000");
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("SET", "a", "1");
            BackupTest.startBackup(client);
            client.command("BACKUP", "SEAL");
            Eventually.until(
                    "it is proven", () -> info(client, "proof_last_file").contains("backupdir"));
            assertEquals("ok", info(client, "proof_last_status"));
        }
    }

    @Test
    void proofsOfTwoServersRunAtTheSameTime() throws IOException {
        try (Glassbox one = start(
                        "dir", Files.createDirectory(directory.resolve("one")).toString());
                Glassbox other = start(
                        "dir", Files.createDirectory(directory.resolve("other")).toString());
                RespClient first = RespClient.connect(one.port());
                RespClient second = RespClient.connect(other.port())) {
            first.command("DEBUG", "POPULATE", "30000");
            second.command("DEBUG", "POPULATE", "20000", "another");
            first.command("SAVE");
            second.command("SAVE");
            assertEquals(Reply.simple("Proof started"), first.command("PROOF", "RUN"));
            assertEquals("ok", prove(second));
            Eventually.until(
                    "both are over", () -> info(first, "proof_in_progress").equals("0"));
            assertEquals("ok", info(first, "proof_last_status"));
            assertEquals("30000", info(first, "proof_last_keys"));
            assertEquals("20000", info(second, "proof_last_keys"));
        }
    }

    @Test
    void fileThatVanishesWhileItIsReadIsStillRead() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            client.command("DEBUG", "POPULATE", "50000");
            client.command("SAVE");
            client.command("PROOF", "RUN");
            Files.delete(snapshot());
            Eventually.until(
                    "the proof is over", () -> info(client, "proof_in_progress").equals("0"));
            String result = info(client, "proof_last_status");
            assertTrue(result.equals("ok") || result.equals("gone"), result);
            assertEquals("0", info(client, "proof_failures"));
        }
    }

    @Test
    void fileThatIsCutShortWhileItIsReadIsNamed() throws IOException {
        try (Glassbox glassbox = start("appendonly", "yes", "auto-aof-rewrite-percentage", "0");
                RespClient client = RespClient.connect(glassbox.port())) {
            Path increment = directory.resolve("appendonlydir").resolve("appendonly.aof.1.incr.aof");
            client.command("SET", "a", "1");
            assertEquals("ok", prove(client));
            Files.delete(increment);
            assertEquals("gone", prove(client));
            assertTrue(isLogged("was not proven: is not there any more"));
        }
    }

    @Test
    void proofThatFailsLeavesNothingBehind() throws IOException {
        try (Glassbox glassbox = start();
                RespClient client = RespClient.connect(glassbox.port())) {
            try (RespClient writer = RespClient.connect(glassbox.port())) {
                new RandomData(writer, new SplittableRandom(1)).create("k", 200);
            }
            // Whoever sent much has a buffer that shrinks at some later time, unless he goes.
            Eventually.until("the writer is gone", () -> clients(client).equals("1"));
            client.command("SAVE");
            byte[] file = Files.readAllBytes(snapshot());
            long before = glassbox.usedBytes();
            for (int i = 1; i <= 20; i++) {
                Files.write(snapshot(), Arrays.copyOf(file, file.length * i / 21));
                assertEquals("failed", prove(client), String.join("\n", log.messages()));
            }
            assertEquals(before, glassbox.usedBytes());
        }
    }
}
