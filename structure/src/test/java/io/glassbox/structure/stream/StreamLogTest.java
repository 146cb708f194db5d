package io.glassbox.structure.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StreamLogTest {
    private static final int ITERATIONS = Randomized.iterations(15_000);

    private final OffHeap memory = new OffHeap();
    private final long root = memory.room(StreamRoot.BYTES);
    private final StreamLog log = new StreamLog(memory.slabs(), memory.room(Listpack.SCRATCH_BYTES));
    private final EntryCursor cursor = new EntryCursor(memory.slabs(), memory.room(Listpack.SCRATCH_BYTES));
    private final StreamBlocks blocks =
            new StreamBlocks(memory.slabs(), new SipHash(1, 2), memory.room(Listpack.SCRATCH_BYTES));
    private final long text = memory.room(4096);
    private final TreeMap<Long, List<String>> expected = new TreeMap<>();
    private final StreamId id = new StreamId();

    StreamLogTest() {
        Memory.fill(root, StreamRoot.BYTES, 0);
        log.open(root);
        cursor.open(root);
    }

    private void close() {
        while (blocks.drain(root, 7) > 0) {}
        memory.close();
    }

    /** IDs are single numbers here: milliseconds above the fifth bit. */
    private StreamId id(long number) {
        return id.set(number >>> 5, number & 31);
    }

    private void add(long number, long maxBytes, long maxEntries, String... words) {
        EntryFields fields = new EntryFields() {
            private final ByteView view = new ByteView();

            @Override
            public int count() {
                return words.length / 2;
            }

            @Override
            public ByteView field(int index) {
                return word(2 * index);
            }

            @Override
            public ByteView value(int index) {
                return word(2 * index + 1);
            }

            private ByteView word(int index) {
                byte[] bytes = words[index].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                Memory.copyIn(bytes, 0, text, bytes.length);
                return view.set(text, bytes.length);
            }
        };
        log.append(id(number), fields, String.join("", words).length(), maxBytes, maxEntries);
        expected.put(number, List.of(words));
    }

    @Test
    void behavesAsASortedMap() {
        Randomized.test(random -> {
            long number = 0;
            for (int i = 0; i < ITERATIONS; i++) {
                int choice = random.nextInt(100);
                if (choice < 60) {
                    number += 1 + random.nextInt(40);
                    add(number, random.nextInt(1000), random.nextInt(20), words(random));
                } else if (choice < 85) {
                    delete(Math.max(0, number - random.nextInt(1 + random.nextInt(3000))));
                } else if (choice < 87) {
                    trim(random, number);
                } else {
                    look(Math.max(0, number - random.nextInt(3000)));
                }
            }
            checkAll(log, cursor);
            copy();
            close();
        });
    }

    private static String[] words(SplittableRandom random) {
        String[] words = new String[2 * (1 + random.nextInt(4))];
        boolean isUsual = random.nextInt(3) > 0;
        for (int i = 0; i < words.length; i++) {
            words[i] = i % 2 == 0 && isUsual ? "f" + i : Integer.toString(random.nextInt(1 << random.nextInt(31)));
        }
        if (random.nextInt(50) == 0) {
            words[1] = "v".repeat(random.nextInt(300));
        }
        return words;
    }

    private void delete(long near) {
        Long there = expected.ceilingKey(near);
        long number = there == null || near % 3 == 0 ? near : there;
        assertEquals(expected.remove(number) != null, log.delete(id(number)));
        checkSize();
    }

    private void trim(SplittableRandom random, long number) {
        TrimRule rule = new TrimRule();
        boolean wholeNodes = random.nextBoolean();
        long least = number - random.nextInt(3000);
        int length = random.nextInt(200);
        boolean byLength = random.nextBoolean();
        rule.wholeNodes(wholeNodes).limit(wholeNodes ? random.nextInt(100) : 0);
        if (byLength) {
            rule.byLength(length);
        } else {
            rule.byId(id(Math.max(0, least)));
        }
        boolean oddStay = !wholeNodes && random.nextInt(3) == 0;
        long before = log.open(root) == log ? StreamRoot.length(root) : 0;
        long deleted = log.trim(rule, oddStay ? entry -> entry.sequence() % 2 == 0 : null);
        assertEquals(before - deleted, StreamRoot.length(root));
        long left = deleted;
        for (Long candidate : List.copyOf(expected.keySet())) {
            boolean isTooMuch = byLength ? expected.size() > length : candidate < least;
            if (isTooMuch && left > 0 && !(oddStay && (candidate & 1) == 1)) {
                expected.remove(candidate);
                left--;
            } else if (isTooMuch && !oddStay) {
                assertTrue(wholeNodes, "more should have gone");
            }
        }
        assertEquals(0, left);
        checkSize();
    }

    private void checkSize() {
        assertEquals(expected.size(), StreamRoot.length(root));
        assertEquals(
                (expected.isEmpty() ? id.setLeast() : id(expected.firstKey())).toString(),
                StreamRoot.firstId(root, new StreamId()).toString());
    }

    private void look(long number) {
        expect(expected.ceilingEntry(number), cursor.seekAtLeast(id(number)));
        expect(expected.floorEntry(number), cursor.seekAtMost(id(number)));
        assertEquals(expected.containsKey(number), log.contains(id(number)));
        Map.Entry<Long, List<String>> floor = expected.floorEntry(number);
        if (floor != null) {
            expect(expected.lowerEntry(floor.getKey()), cursor.previous());
        }
        assertEquals(
                (expected.isEmpty() ? id.setLeast() : id(expected.lastKey())).toString(),
                log.lastEntry(new StreamId()).toString());
    }

    private void expect(Map.Entry<Long, List<String>> entry, boolean found) {
        assertEquals(entry != null, found);
        if (entry != null) {
            assertEquals(
                    entry, Map.entry(cursor.id().millis() << 5 | cursor.id().sequence(), words(cursor)));
        }
    }

    private static List<String> words(EntryCursor at) {
        List<String> words = new ArrayList<>();
        ByteView view = new ByteView();
        at.rewindFields();
        for (int i = 0; i < at.fieldCount(); i++) {
            at.nextField();
            words.add(at.field(view).toLatin1());
            words.add(at.value(view).toLatin1());
        }
        return words;
    }

    private void checkAll(StreamLog checked, EntryCursor at) {
        boolean more = at.seekAtLeast(id.setLeast());
        for (Map.Entry<Long, List<String>> entry : expected.entrySet()) {
            assertTrue(more);
            assertEquals(entry.getKey(), at.id().millis() << 5 | at.id().sequence());
            assertEquals(entry.getValue(), words(at));
            more = at.next();
        }
        assertFalse(more);
        more = at.seekAtMost(id.setGreatest());
        for (Map.Entry<Long, List<String>> entry : expected.descendingMap().entrySet()) {
            assertTrue(more);
            assertEquals(entry.getValue(), words(at));
            more = at.previous();
        }
        assertFalse(more);
        long[] nodes = {0};
        checked.forEachNode((millis, sequence, listpack) -> nodes[0]++);
        assertEquals(checked.nodeCount(), nodes[0]);
    }

    private void copy() {
        long target = memory.room(StreamRoot.BYTES);
        Memory.fill(target, StreamRoot.BYTES, 0);
        blocks.copy(root, target);
        checkAll(log.open(target), cursor.open(target));
        while (blocks.drain(target, 10) > 0) {}
    }

    @Test
    void nodesAreLaidOutAsThoseOfRedis() {
        add(5 << 5, 4096, 100, "a", "1", "b", "x");
        add((5 << 5) + 3, 4096, 100, "a", "2", "b", "300");
        add(9 << 5, 4096, 100, "c", "y");
        log.delete(id((5 << 5) + 3));
        List<String> nodes = new ArrayList<>();
        log.forEachNode((millis, sequence, listpack) ->
                nodes.add(millis + "-" + sequence + " " + HexFormat.of().formatHex(listpack.toBytes())));
        // 2 entries, 1 deleted, 2 fields: a, b, 0; then flags, distances, [fields], values and the number of elements.
        String expectedBytes = "5-0 " + "3f000000" + "1900" + "0201" + "0101" + "0201" + "816102" + "816202" + "0001"
                + "0201" + "0001" + "0001" + "0101" + "817802" + "0501"
                + "0301" + "0001" + "0301" + "0201" + "c12c02" + "0501"
                + "0001" + "0401" + "0001" + "0101" + "816302" + "817902" + "0601" + "ff";
        assertEquals(List.of(expectedBytes), nodes);
        close();
    }

    @Test
    void aFullNodeGivesItsSpareRoomBack() {
        for (int i = 1; i <= 201; i++) {
            add(i, 4096, 100, "field", "value" + i);
        }
        assertEquals(3, log.nodeCount());
        close();
    }
}
