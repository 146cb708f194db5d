package io.glassbox.structure.listpack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ListpackTest {
    private static final int ROUNDS = Integer.getInteger("glassbox.iterations", 30_000);
    private static final int MOST_BYTES = 400_000;

    private final Slabs slabs = Slabs.checked();
    private final long before = slabs.usedBytes();
    private final SlabListpack room = new SlabListpack(slabs);
    private final ListpackEditor editor = new ListpackEditor().on(room);
    private final long argument = slabs.allocate(MOST_BYTES);
    private final long scratch = slabs.allocate(Listpack.SCRATCH_BYTES);
    private final ByteView view = new ByteView();

    @AfterEach
    void close() {
        room.free();
        slabs.free(argument);
        slabs.free(scratch);
        assertEquals(before, slabs.usedBytes());
        slabs.close();
    }

    private ByteView bytes(String text) {
        byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
        Memory.copyIn(raw, 0, argument, raw.length);
        return new ByteView(argument, raw.length);
    }

    private List<String> contents() {
        List<String> all = new ArrayList<>();
        for (long element = Listpack.first(room.address()); element != 0; element = Listpack.next(element)) {
            all.add(Listpack.view(element, view, scratch).toLatin1());
        }
        return all;
    }

    private List<String> contentsFromBehind() {
        List<String> all = new ArrayList<>();
        for (long element = Listpack.last(room.address());
                element != 0;
                element = Listpack.previous(room.address(), element)) {
            all.addFirst(Listpack.view(element, view, scratch).toLatin1());
        }
        return all;
    }

    @Test
    void theBytesAreThoseOfRedis() {
        editor.append(bytes("a"));
        editor.append(bytes("1"));
        editor.append(bytes("-1"));
        editor.append(bytes("300000"));
        editor.append(1L << 40);
        assertArrayEquals(
                HexFormat.of()
                        .parseHex("1e0000000500" + "816102" + "0101" + "dfff02" + "f2e0930404" + "f4000000000001000009"
                                + "ff"),
                Memory.toBytes(room.address(), Listpack.bytes(room.address())));
    }

    @Test
    void integersOfEverySizeComeBack() {
        long[] numbers = {
            0,
            127,
            128,
            -1,
            4095,
            4096,
            -4096,
            -4097,
            32767,
            32768,
            -32768,
            -32769,
            (1 << 23) - 1,
            1 << 23,
            -(1 << 23),
            -(1 << 23) - 1,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            1L << 31,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        };
        for (long number : numbers) {
            editor.append(number);
        }
        assertTrue(ListpackCheck.isValid(room.address(), room.length()));
        long element = Listpack.first(room.address());
        for (long number : numbers) {
            assertTrue(Listpack.isInteger(element));
            assertEquals(number, Listpack.integer(element));
            element = Listpack.next(element);
        }
    }

    @Test
    void stringsOfEveryLengthAreFoundFromBothEnds() {
        List<String> model = new ArrayList<>();
        for (int length : new int[] {0, 1, 63, 64, 126, 127, 4095, 4096, 16_380, 16_400, 300_000}) {
            String text = "x".repeat(length);
            model.add(text);
            editor.append(bytes(text));
        }
        assertEquals(model, contents());
        assertEquals(model, contentsFromBehind());
        assertTrue(ListpackCheck.isValid(room.address(), room.length()));
    }

    @Test
    void moreElementsThanTheHeaderCountsAreCounted() {
        for (int i = 0; i < 70_000; i++) {
            editor.append(i & 127);
        }
        assertEquals(70_000, Listpack.count(room.address()));
        assertEquals(69_999 & 127, Listpack.integer(Listpack.seek(room.address(), -1)));
        assertEquals(69_998 & 127, Listpack.integer(Listpack.seek(room.address(), 69_998)));
        assertEquals(0, Listpack.seek(room.address(), 70_000));
    }

    @Test
    void randomChangesFollowAList() {
        Randomized.test(random -> {
            List<String> model = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                change(random, model);
                int index = model.isEmpty() ? 0 : random.nextInt(-model.size(), model.size());
                long element = Listpack.seek(room.address(), index);
                assertEquals(model.isEmpty(), element == 0);
                if (element != 0) {
                    String expected = model.get(index < 0 ? model.size() + index : index);
                    assertEquals(expected, Listpack.view(element, view, scratch).toLatin1());
                    assertEquals(expected.length(), Listpack.length(element));
                }
                if (round % 64 == 0) {
                    assertEquals(model, contents());
                    assertEquals(model, contentsFromBehind());
                    assertEquals(model.size(), Listpack.count(room.address()));
                    assertEquals(Listpack.bytes(room.address()), room.length());
                    assertTrue(ListpackCheck.isValid(room.address(), room.length()));
                }
            }
        });
    }

    private void change(SplittableRandom random, List<String> model) {
        String text = random.nextBoolean()
                ? Long.toString(random.nextLong() >> random.nextInt(64))
                : "v".repeat(random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(8));
        int index = model.isEmpty() ? 0 : random.nextInt(model.size());
        int choice = model.size() > 120 ? 4 : random.nextInt(5);
        switch (choice) {
            case 0 -> {
                editor.append(bytes(text));
                model.add(text);
            }
            case 1 -> {
                editor.prepend(bytes(text));
                model.addFirst(text);
            }
            case 2 -> {
                editor.insert(offset(index), bytes(text));
                model.add(index, text);
            }
            case 3 -> {
                if (!model.isEmpty()) {
                    editor.replace(offset(index), bytes(text));
                    model.set(index, text);
                    assertTrue(Listpack.equals(Listpack.seek(room.address(), index), argument, text.length()));
                }
            }
            default -> {
                int count = random.nextInt(1 + model.size());
                int removed = model.isEmpty() ? 0 : editor.delete(offset(index), count);
                assertEquals(Math.min(count, model.size() - index), removed);
                model.subList(index, index + removed).clear();
            }
        }
    }

    private int offset(int index) {
        long element = Listpack.seek(room.address(), index);
        return element == 0 ? editor.endOffset() : editor.offsetOf(element);
    }

    @Test
    void pairsAreSearchedByTheirFirstHalves() {
        for (String text : List.of("field", "other", "other", "7", "12", "field")) {
            editor.append(bytes(text));
        }
        long first = Listpack.first(room.address());
        ByteView other = bytes("other");
        assertEquals(
                "7",
                Listpack.view(Listpack.next(find(first, 1, other)), view, scratch)
                        .toLatin1());
        assertEquals(0, find(first, 1, bytes("7")));
        assertTrue(Listpack.isInteger(find(first, 0, bytes("7"))));
        assertEquals(0, find(first, 0, bytes("07")));
    }

    private static long find(long from, int skip, ByteView needle) {
        return Listpack.find(from, skip, needle.address(), needle.length());
    }

    @Test
    void oneListpackIsAppendedToAnother() {
        editor.append(bytes("one"));
        SlabListpack other = new SlabListpack(slabs);
        new ListpackEditor().on(other).append(bytes("two"));
        editor.appendAll(other.address());
        other.free();
        assertEquals(List.of("one", "two"), contents());
    }

    @Test
    void damageIsRecognised() {
        Randomized.test(random -> {
            for (int i = 0; i < 20; i++) {
                editor.append(bytes(i % 2 == 0 ? "s".repeat(random.nextInt(100)) : Long.toString(random.nextLong())));
            }
            int length = room.length();
            byte[] sound = Memory.toBytes(room.address(), length);
            for (int round = 0; round < ROUNDS; round++) {
                Memory.copyIn(sound, 0, room.address(), length);
                Memory.putByte(room.address() + random.nextInt(length), random.nextInt(256));
                if (ListpackCheck.isValid(room.address(), length)) {
                    assertEquals(contents(), contentsFromBehind());
                }
            }
            Memory.copyIn(sound, 0, room.address(), length);
            assertFalse(ListpackCheck.isValid(room.address(), length - 1));
        });
    }
}
