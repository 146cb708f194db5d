package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that starts from a damaged file either has sound data or says which file is damaged, and where. It neither crashes nor
 * takes memory that the file does not account for. {@code -Dglassbox.iterations=N} damages N files of each kind.
 */
final class DamagedFilesTest {
    private static final int FILES = 60;

    /** So many damaged files are made of one that is whole. */
    private static final int OF_ONE = 20;

    private static final int KEYS = 60;

    /** What a start takes beyond what it takes from the same file undamaged, apart from a multiple of the file's bytes. */
    private static final long MOST_HEAP_BYTES = 2L << 20;

    /** The same for memory that the process got from the system; a collection of garbage that comes late counts too. */
    private static final long MOST_RESIDENT_BYTES = 48L << 20;

    /** A compressed string announces at most 88 bytes for each of its own; it lies in the value and in a buffer. */
    private static final long MOST_EXPANSION = 2 * 88;

    private static final long SUM_BYTES = Long.BYTES;

    @TempDir
    private Path directory;

    @Test
    void damagedSnapshotsAreLoadedOrRefused() {
        Map<String, String> settings = Map.of("dbfilename", "dump.rdb");
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(FILES); i += OF_ONE) {
                byte[] whole = withoutSum(snapshot(random));
                damage(directory.resolve("dump.rdb"), whole, settings, random);
            }
        });
    }

    @Test
    void damagedAppendOnlyFilesAreLoadedOrRefused() {
        Map<String, String> settings = Map.of("appendonly", "yes", "aof-use-rdb-preamble", "no");
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(FILES); i += OF_ONE) {
                byte[] whole = commands(settings, random);
                damage(commandFile(), whole, settings, random);
                Files.write(commandFile(), new byte[0]);
            }
        });
    }

    @Test
    void aCommandThatNobodyKnowsIsNamedWithItsPlace() throws IOException {
        Map<String, String> settings = Map.of("appendonly", "yes");
        Files.createDirectory(directory.resolve("appendonlydir"));
        Files.writeString(
                directory.resolve("appendonlydir/appendonly.aof.manifest"),
                "file appendonly.aof.1.incr.aof seq 1 type i\n");
        Files.writeString(
                directory.resolve("appendonlydir/appendonly.aof.1.incr.aof"),
                "*1\r\n$4\r\nPING\r\n*1\r\n$6\r\nNOSUCH\r\n");
        UncheckedIOException refusal =
                assertThrows(UncheckedIOException.class, () -> start(settings).close());
        String text = String.valueOf(refusal.getMessage());
        assertTrue(
                text.contains(
                        "Unknown command 'NOSUCH' reading the append only file appendonly.aof.1.incr.aof, at offset 14"),
                text);
    }

    /** The bytes of a snapshot with values of all kinds. */
    private byte[] snapshot(SplittableRandom random) throws IOException {
        Files.deleteIfExists(directory.resolve("dump.rdb"));
        try (Glassbox server = start(Map.of("rdbcompression", random.nextBoolean() ? "yes" : "no"));
                RespClient client = RespClient.connect(server.port())) {
            new RandomData(client, random).create("key:", KEYS);
            assertEquals(Reply.ok(), client.command("SAVE"));
        }
        return Files.readAllBytes(directory.resolve("dump.rdb"));
    }

    /** A sum of zero stands for none, so that the damage reaches those who read the values. */
    private static byte[] withoutSum(byte[] snapshot) {
        byte[] bytes = snapshot.clone();
        for (int i = 1; i <= SUM_BYTES; i++) {
            bytes[bytes.length - i] = 0;
        }
        return bytes;
    }

    private byte[] commands(Map<String, String> settings, SplittableRandom random) throws IOException {
        try (Glassbox server = start(settings);
                RespClient client = RespClient.connect(server.port())) {
            client.command("FLUSHALL");
            RandomData data = new RandomData(client, random);
            data.create("key:", KEYS);
            client.command("BGREWRITEAOF");
            Servers.awaitRewritten(client);
        }
        return Files.readAllBytes(commandFile());
    }

    /** The base that the rewrite made: the only file that has commands. */
    private Path commandFile() throws IOException {
        try (var files = Files.list(directory.resolve("appendonlydir"))) {
            return files.filter(file -> file.toString().endsWith(".base.aof"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void damage(Path file, byte[] whole, Map<String, String> settings, SplittableRandom random)
            throws IOException {
        Mutation mutation = new Mutation(random);
        Files.write(file, whole);
        load(file, settings);
        Taken usual = load(file, settings);
        for (int i = 0; i < OF_ONE; i++) {
            byte[] damaged = mutation.of(whole);
            Files.write(file, damaged);
            Taken taken = load(file, settings);
            long allowed = MOST_EXPANSION * damaged.length;
            assertTrue(
                    taken.heapBytes() < usual.heapBytes() + MOST_HEAP_BYTES + allowed,
                    taken + " for " + damaged.length + " bytes, usually " + usual);
            assertTrue(
                    taken.residentBytes() < usual.residentBytes() + MOST_RESIDENT_BYTES + allowed,
                    taken + " for " + damaged.length + " bytes, usually " + usual);
            mostHeap = Math.max(mostHeap, taken.heapBytes() - usual.heapBytes());
            mostResident = Math.max(mostResident, taken.residentBytes() - usual.residentBytes());
        }
    }

    /** What a start has taken: all that it allocated on the heap, and by how much the process has grown at most. */
    private record Taken(long heapBytes, long residentBytes) {}

    private long mostHeap;
    private long mostResident;

    /** The server loads on this thread, so that what the thread allocates is what loading takes. */
    private Taken load(Path file, Map<String, String> settings) throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        long resident = residentBytes("VmRSS");
        long heap = allocatedBytes();
        long allocated;
        try (Glassbox server = start(settings);
                RespClient client = RespClient.connect(server.port())) {
            allocated = allocatedBytes();
            readAll(client);
        } catch (UncheckedIOException refusal) {
            allocated = allocatedBytes();
            String text = String.valueOf(refusal.getMessage());
            assertTrue(text.contains(file.getFileName().toString()) && text.contains("offset "), text);
        }
        return new Taken(allocated - heap, residentBytes("VmHWM") - resident);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @AfterEach
    void tellWhatWasTaken() {
        System.out.println("at most " + mostHeap + " bytes of heap and " + mostResident
                + " bytes of the process more than from the undamaged file");
    }

    /** Has every part of every value looked at. */
    private static void readAll(RespClient client) {
        client.command("DEBUG", "DIGEST");
        for (Reply key : client.command("KEYS", "*").elements()) {
            client.command("DUMP", key.text());
        }
        assertEquals(Reply.ok(), client.command("FLUSHALL"));
        assertEquals("PONG", client.command("PING").text());
    }

    private static long residentBytes(String field) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
        String line = lines.stream()
                .filter(each -> each.startsWith(field + ":"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }

    private Glassbox start(Map<String, String> settings) {
        return Servers.over(directory, settings).start();
    }
}
