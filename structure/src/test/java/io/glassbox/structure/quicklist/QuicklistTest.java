package io.glassbox.structure.quicklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackNeedle;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QuicklistTest {
    private static final int ROUNDS = Integer.getInteger("glassbox.iterations", 6_000);
    private static final int MOST_BYTES = 100_000;

    private final OffHeap memory = new OffHeap();
    private final NodeLimits limits = new NodeLimits();
    private final long root = emptyRoot();
    private final Quicklist list = new Quicklist(memory.slabs(), limits, memory::room).on(root);
    private final QuicklistCursor cursor = new QuicklistCursor(list, memory.room(Listpack.SCRATCH_BYTES));
    private final long argument = memory.room(MOST_BYTES);
    private final ByteView view = new ByteView();

    private List<String> model = new ArrayList<>();

    @AfterEach
    void close() {
        while (list.drain(100) > 0) {
            assertTrue(list.nodes() > 0);
        }
        assertEquals(0, list.nodes());
        memory.close();
    }

    private long emptyRoot() {
        long at = memory.room(Quicklist.ROOT_BYTES);
        Memory.fill(at, Quicklist.ROOT_BYTES, 0);
        return at;
    }

    private ByteView bytes(String text) {
        byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
        Memory.copyIn(raw, 0, argument, raw.length);
        return new ByteView(argument, raw.length);
    }

    private List<String> contents(boolean forward) {
        List<String> all = new ArrayList<>();
        if (list.length() > 0) {
            cursor.seek(forward ? 0 : list.length() - 1, forward);
            do {
                all.add(cursor.view(view).toLatin1());
            } while (cursor.next());
        }
        return forward ? all : all.reversed();
    }

    private void push(int count) {
        for (int i = 0; i < count; i++) {
            list.pushLast(bytes("element " + i));
            model.add("element " + i);
        }
    }

    @Test
    void whatIsPushedAtEitherEndIsPoppedThere() {
        for (int i = 0; i < 30_000; i++) {
            list.pushFirst(bytes(Integer.toString(i)));
            list.pushLast(bytes("last " + i));
        }
        assertEquals(60_000, list.length());
        for (int i = 29_999; i >= 0; i--) {
            assertEquals(Integer.toString(i), list.get(0, view).toLatin1());
            list.remove(0, 1);
            assertEquals("last " + i, list.get(list.length() - 1, view).toLatin1());
            list.remove(list.length() - 1, 1);
        }
        assertEquals(0, list.length());
    }

    @Test
    void aQueueStaysSmall() {
        push(1000);
        long bytes = list.bytes();
        for (int i = 0; i < 50_000; i++) {
            list.pushLast(bytes("element " + i % 1000));
            list.remove(0, 1);
        }
        assertEquals(1000, list.length());
        assertTrue(list.bytes() < 2 * bytes + 20_000, () -> bytes + " became " + list.bytes());
    }

    @Test
    void nodesThatAreFullArePackedTightly() {
        limits.fill(-2);
        push(20_000);
        long payload =
                contents(true).stream().mapToLong(text -> text.length() + 2L).sum();
        assertTrue(list.bytes() < payload * 1.15, () -> payload + " take " + list.bytes());
    }

    @Test
    void theMiddleOfALongListIsCompressed() {
        limits.compressDepth(2);
        push(20_000);
        long payload = model.stream().mapToLong(text -> text.length() + 2L).sum();
        assertTrue(list.bytes() < payload, () -> payload + " take " + list.bytes());
        assertEquals(model, contents(true));
        assertEquals(model, contents(false));
    }

    @Test
    void largeElementsHaveNodesOfTheirOwn() {
        push(10);
        String large = "x".repeat(20_000);
        list.insert(5, bytes(large));
        model.add(5, large);
        assertEquals(3, list.nodes());
        list.set(5, bytes(large + "y"));
        model.set(5, large + "y");
        assertEquals(model, contents(true));
        list.set(5, bytes("small"));
        model.set(5, "small");
        assertEquals(model, contents(false));
        assertEquals(10, list.removeAll(new ListpackNeedle().set(bytes("nothing")), 5, false) + 10);
    }

    @Test
    void aListOfManyLevelsIsIndexed() {
        limits.fill(1);
        push(40_000);
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            int index = random.nextInt(model.size());
            assertEquals(model.get(index), list.get(index, view).toLatin1());
        }
        list.remove(100, 39_800);
        model.subList(100, 39_900).clear();
        assertEquals(model, contents(true));
    }

    @Test
    void aCopyStandsOnItsOwn() {
        limits.compressDepth(1);
        push(5_000);
        list.pushLast(bytes("y".repeat(10_000)));
        model.add("y".repeat(10_000));
        long other = emptyRoot();
        Quicklist copier = new Quicklist(memory.slabs(), limits, memory::room);
        list.copyTo(other, copier);
        list.remove(0, 2_000);
        list.on(other);
        assertEquals(model, contents(true));
        list.drain(Long.MAX_VALUE);
        list.on(root);
        assertEquals(model.subList(2_000, model.size()), contents(false));
    }

    @Test
    void aListpackBecomesANode() {
        push(50);
        long node = list.onlyListpack(10_000);
        assertNotEquals(0, node);
        assertEquals(0, list.onlyListpack(100));
        ByteView copy = memory.view(Memory.toBytes(node, Listpack.bytes(node)));
        list.appendListpack(copy.address());
        model.addAll(List.copyOf(model));
        limits.fill(3);
        list.appendListpack(copy.address());
        model.addAll(model.subList(0, 50).stream().toList());
        assertEquals(model, contents(true));
    }

    @Test
    void randomChangesFollowAList() {
        Randomized.test(random -> {
            for (int round = 0; round < ROUNDS; round++) {
                if (round % 500 == 0) {
                    int[] fills = {-2, -1, -5, 1, 3, 50, 0};
                    limits.fill(fills[random.nextInt(fills.length)]);
                    limits.compressDepth(random.nextInt(4));
                    limits.plainFrom(random.nextInt(3) == 0 ? 20 : Long.MAX_VALUE);
                }
                change(random);
                assertEquals(model.size(), list.length());
                if (!model.isEmpty()) {
                    int index = random.nextInt(model.size());
                    assertEquals(model.get(index), list.get(index, view).toLatin1());
                }
                if (round % 50 == 0) {
                    assertEquals(model, contents(true));
                    assertEquals(model, contents(false));
                    memory.slabs().sweep();
                }
            }
        });
    }

    private static String anyElement(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> "";
            case 1, 2, 3 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 4 -> "v".repeat(random.nextInt(3_000));
            case 5 -> random.nextInt(5) == 0 ? "l".repeat(random.nextInt(MOST_BYTES)) : "few";
            default -> "element " + random.nextInt(20);
        };
    }

    private void change(SplittableRandom random) {
        String text = anyElement(random);
        int size = model.size();
        int index = size == 0 ? 0 : random.nextInt(size);
        switch (random.nextInt(size > 2_000 ? 11 : 9)) {
            case 0, 1 -> {
                list.pushLast(bytes(text));
                model.add(text);
            }
            case 2, 3 -> {
                list.pushFirst(bytes(text));
                model.addFirst(text);
            }
            case 4 -> {
                for (int i = random.nextInt(60); i > 0; i--) {
                    list.insert(index, bytes(text));
                    model.add(index, text);
                }
            }
            case 5 -> {
                if (size > 0) {
                    list.set(index, bytes(text));
                    model.set(index, text);
                }
            }
            case 6 -> {
                if (size > 0) {
                    int from = random.nextBoolean() ? 0 : size - 1;
                    list.remove(from, 1);
                    model.remove(from);
                }
            }
            case 7 -> removeAll(random, text);
            default -> {
                int count = Math.min(size - index, random.nextInt(random.nextInt(8) == 0 ? 500 : 20));
                list.remove(index, count);
                model.subList(index, index + count).clear();
            }
        }
    }

    private void removeAll(SplittableRandom random, String text) {
        int most = random.nextInt(1, 30);
        boolean fromEnd = random.nextBoolean();
        long expected = 0;
        List<String> left = new ArrayList<>();
        for (String element : fromEnd ? model.reversed() : model) {
            if (expected < most && element.equals(text)) {
                expected++;
            } else {
                left.add(element);
            }
        }
        model = fromEnd ? new ArrayList<>(left.reversed()) : left;
        assertEquals(expected, list.removeAll(new ListpackNeedle().set(bytes(text)), most, fromEnd));
    }

    @Test
    void aCursorComparesElements() {
        list.pushLast(bytes("12"));
        list.pushLast(bytes("text"));
        list.pushLast(bytes("z".repeat(30_000)));
        ListpackNeedle needle = new ListpackNeedle();
        cursor.seek(0, true);
        assertTrue(cursor.is(needle.set(bytes("12"))));
        assertTrue(cursor.next() && cursor.is(needle.set(bytes("text"))));
        assertTrue(cursor.next() && cursor.is(needle.set(bytes("z".repeat(30_000)))));
    }
}
