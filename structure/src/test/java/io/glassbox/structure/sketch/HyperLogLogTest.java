package io.glassbox.structure.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.sketch.HyperLogLog.Outcome;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HyperLogLogTest {
    private static final long LIMIT = 3000;

    private final OffHeap heap = new OffHeap();
    private final List<SlabBytes> values = new ArrayList<>();
    private final HyperLogLog sketch = new HyperLogLog();

    @AfterEach
    void everythingIsGivenBack() {
        values.forEach(SlabBytes::close);
        heap.close();
    }

    @Test
    void theSameStepsLeaveTheSameBytesAsRedis() throws GeneralSecurityException {
        Replay replay = new Replay();
        for (String[] row : Recorded.rows(HyperLogLogTest.class, "hyperloglog.tsv")) {
            replay.step(row);
        }
    }

    /** The commands as far as they matter here, over a map in place of a keyspace. */
    private final class Replay {
        private final Map<String, SlabBytes> keys = new LinkedHashMap<>();
        private final HyperLogLogUnion union = new HyperLogLogUnion();
        private long limit;

        void step(String[] row) throws GeneralSecurityException {
            String step = String.join(" ", row);
            switch (row[0]) {
                case "limit" -> limit = Long.parseLong(row[1]);
                case "range" -> addRange(row[1], row[2], Integer.parseInt(row[3]), Integer.parseInt(row[4]));
                case "element" -> {
                    boolean changed = add(row[1], heap.view(Recorded.bytes(row[2])));
                    assertEquals(row[3], changed ? "1" : "0", step);
                    heap.clear();
                }
                case "merge" -> merge(row[1], row[2]);
                case "count" -> assertEquals(row[2], Long.toString(count(row[1].split(" "))), step);
                case "value" ->
                    assertEquals(row[2], HexFormat.of().formatHex(value(row[1]).toBytes()), row[1]);
                case "digest" -> {
                    byte[] digest = MessageDigest.getInstance("SHA-1")
                            .digest(value(row[1]).toBytes());
                    assertEquals(row[2], HexFormat.of().formatHex(digest), row[1]);
                }
                case "runs" -> assertEquals(row[2], sketch.set(value(row[1])).describeRuns());
                default -> throw new AssertionError(step);
            }
        }

        private SlabBytes value(String key) {
            return Objects.requireNonNull(keys.get(key), key);
        }

        private boolean open(String key) {
            SlabBytes bytes = keys.get(key);
            if (bytes != null) {
                assertTrue(HyperLogLog.isSketch(bytes.address(), bytes.length()), key);
                sketch.set(bytes);
                return false;
            }
            bytes = newValue();
            keys.put(key, bytes);
            sketch.set(bytes).create();
            return true;
        }

        private boolean add(String key, ByteView element) {
            boolean created = open(key);
            Outcome outcome = sketch.add(element.address(), element.length(), limit);
            assertTrue(outcome != Outcome.CORRUPT);
            if (created) {
                sketch.invalidateCount();
            }
            return created || outcome == Outcome.CHANGED;
        }

        private void addRange(String key, String prefix, int from, int to) {
            long room = heap.room(64);
            for (int i = from; i < to; i++) {
                byte[] element = latin1(prefix + i + "x".repeat(i % 13));
                Memory.copyIn(element, 0, room, element.length);
                add(key, new ByteView(room, element.length));
            }
            heap.clear();
        }

        private void merge(String target, String sources) {
            union.clear();
            List<String> all = new ArrayList<>(List.of(target));
            all.addAll(sources.equals("-") ? List.of() : List.of(sources.split(" ")));
            for (String key : all) {
                if (keys.containsKey(key)) {
                    open(key);
                    assertTrue(union.add(sketch), key);
                }
            }
            open(target);
            assertTrue(union.storeInto(sketch, limit), target);
        }

        private long count(String[] names) {
            if (names.length == 1) {
                open(names[0]);
                if (!sketch.hasCachedCount()) {
                    sketch.cacheCount(sketch.estimate());
                }
                return sketch.cachedCount();
            }
            union.clear();
            for (String key : names) {
                if (keys.containsKey(key)) {
                    open(key);
                    assertTrue(union.add(sketch), key);
                }
            }
            return union.estimate();
        }
    }

    @Test
    void bytesFromOutsideAreLookedAtBeforeTheyAreTaken() {
        assertFalse(isSketch(""));
        assertFalse(isSketch("HYLL\0\0\0\0\0\0\0\0\0\0\0"));
        assertFalse(isSketch("HYLX" + "\1" + "\0".repeat(11)));
        assertFalse(isSketch("HYLL" + "\2" + "\0".repeat(11)));
        assertTrue(isSketch("HYLL" + "\1" + "\0".repeat(11)));
        assertFalse(isSketch("HYLL" + "\0" + "\0".repeat(HyperLogLog.DENSE_BYTES - 6)));
        assertTrue(isSketch("HYLL" + "\0" + "\0".repeat(HyperLogLog.DENSE_BYTES - 5)));
        assertFalse(isSketch("HYLL" + "\0" + "\0".repeat(HyperLogLog.DENSE_BYTES - 4)));
    }

    @Test
    void runsThatDoNotAddUpAreReported() {
        String header = "HYLL" + "\1" + "\0".repeat(11);
        for (String hex : new String[] {
            "-", // no runs at all
            "7f", // half an opcode
            "7ffe", // one register short
            "7fff00", // one register too many
            "7fff7fff", // all of them twice
            "ff".repeat(4097),
            "7ffe41", // the last one only half there
        }) {
            String runs = new String(Recorded.bytes(hex), StandardCharsets.ISO_8859_1);
            SlabBytes bytes = newValue();
            bytes.set(latin1(header + runs));
            sketch.set(bytes);
            assertEquals(HyperLogLog.CORRUPT_COUNT, sketch.estimate());
            assertFalse(sketch.toDense());
            assertFalse(new HyperLogLogUnion().add(sketch));
            // The last register is in none of those that are short.
            if (runs.length() < 3) {
                assertEquals(Outcome.CORRUPT, sketch.raise(HyperLogLog.REGISTERS - 1, 1, LIMIT));
            }
            assertEquals(Outcome.CORRUPT, sketch.raise(0, 40, LIMIT));
            assertEquals(header + runs, new ByteView(bytes.address(), bytes.length()).toLatin1());
        }
    }

    @Test
    void randomDamageIsSurvived() {
        Randomized.test(random -> {
            SlabBytes bytes = newValue();
            for (int i = 0; i < Randomized.iterations(5_000); i++) {
                byte[] runs = new byte[random.nextInt(40)];
                random.nextBytes(runs);
                sketch.set(bytes).create();
                bytes.set(concat(Memory.toBytes(bytes.address(), HyperLogLog.HEADER_BYTES), runs));
                Outcome outcome = sketch.raise(
                        random.nextInt(HyperLogLog.REGISTERS), 1 + random.nextInt(40), random.nextInt(100));
                assertTrue(outcome == Outcome.CORRUPT || HyperLogLog.isSketch(bytes.address(), bytes.length()));
                sketch.estimate();
                if (!sketch.isDense()) {
                    sketch.describeRuns();
                    sketch.toDense();
                }
            }
        });
    }

    @Test
    void sparseAndDenseHoldTheSameRegisters() {
        Randomized.test(random -> {
            int[] model = new int[HyperLogLog.REGISTERS];
            SlabBytes dense = newValue();
            SlabBytes sparse = newValue();
            sketch.set(dense).create();
            assertTrue(sketch.toDense());
            sketch.set(sparse).create();
            int span = 1 + random.nextInt(400);
            for (int i = 0; i < Randomized.iterations(5_000); i++) {
                int index =
                        random.nextBoolean() ? random.nextInt(span) : HyperLogLog.REGISTERS - 1 - random.nextInt(span);
                int value = 1 + random.nextInt(random.nextBoolean() ? 3 : 32);
                Outcome expected = model[index] < value ? Outcome.CHANGED : Outcome.UNCHANGED;
                assertEquals(expected, sketch.set(dense).raise(index, value, LIMIT));
                assertEquals(expected, sketch.set(sparse).raise(index, value, LIMIT));
                model[index] = Math.max(model[index], value);
            }
            assertFalse(sketch.set(sparse).isDense());
            assertEquals(sketch.set(dense).estimate(), sketch.set(sparse).estimate());
            assertTrue(sketch.toDense());
            for (int i = 0; i < model.length; i++) {
                assertEquals(model[i], sketch.set(dense).register(i));
                assertEquals(model[i], sketch.set(sparse).register(i));
            }
        });
    }

    @Test
    void theCountIsCachedUntilARegisterChanges() {
        sketch.set(newValue()).create();
        assertTrue(sketch.hasCachedCount());
        assertEquals(0, sketch.cachedCount());
        sketch.add(42, LIMIT);
        assertFalse(sketch.hasCachedCount());
        sketch.cacheCount(sketch.estimate());
        assertEquals(1, sketch.cachedCount());
        assertEquals(Outcome.UNCHANGED, sketch.add(42, LIMIT));
        assertTrue(sketch.hasCachedCount());
    }

    @Test
    void theSelfTestPasses() {
        HyperLogLogSelfTest test = new HyperLogLogSelfTest(new SeededRandom(7), newValue(), newValue());
        assertNull(test.run(Randomized.iterations(1_000_000), LIMIT));
    }

    @Test
    void theSelfTestNoticesASketchThatIsNotSparse() {
        HyperLogLogSelfTest test = new HyperLogLogSelfTest(new SeededRandom(7), newValue(), newValue());
        assertNull(test.run(100, 0));
        SlabBytes dense = newValue();
        SlabBytes stuck = newValue();
        HyperLogLogSelfTest other = new HyperLogLogSelfTest(new SeededRandom(7), dense, stuck);
        sketch.set(stuck).toDense();
        assertEquals("TESTFAILED sparse encoding not used", other.run(100, LIMIT));
    }

    private boolean isSketch(String bytes) {
        ByteView view = heap.view(bytes);
        return HyperLogLog.isSketch(view.address(), view.length());
    }

    private SlabBytes newValue() {
        SlabBytes bytes = new SlabBytes(heap.slabs());
        values.add(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = new byte[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
