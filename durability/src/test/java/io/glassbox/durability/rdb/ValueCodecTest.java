package io.glassbox.durability.rdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.engine.type.HashValue;
import io.glassbox.engine.type.ListValue;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.engine.type.StringValue;
import io.glassbox.quality.testkit.Randomized;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ValueCodecTest extends CodecTestCase {
    private static final String OLD_LIST_OF_THREE = "0a 12 12000000 0f000000 0300 00f5 020161 03f4 ff";

    @Test
    void stringsComeBackAsTheyWere() {
        for (String text : List.of(
                "",
                "0",
                "-1",
                "127",
                "-129",
                "40000",
                "2147483648",
                "-9223372036854775808",
                "007",
                "a".repeat(21),
                "ab".repeat(50_000),
                "x".repeat(20))) {
            with(text, bytes -> with("key", key -> keys.openString(key).set(bytes)));
            byte[] dumped = dump("key");
            restore("copy", dumped);
            assertEquals(text, string("copy"));
            assertArrayEquals(dumped, dump("copy"));
            remove("copy");
        }
    }

    @Test
    void smallIntegersTakeTwoBytes() {
        with("100", bytes -> with("key", key -> keys.openString(key).set(bytes)));
        assertEquals(1 + 2 + 10, dump("key").length);
    }

    @Test
    void valuesOfAllSizesComeBackAsTheyWere() {
        Randomized.test(Randomized.iterations(60), random -> {
            int size = random.nextInt(1, random.nextInt(8) == 0 ? 3000 : 40);
            fillList("list", size, random);
            fillSortedSet("zset", size, random);
            databases.types().limits().listNodes().compressDepth(random.nextInt(2));
            for (String key : List.of("list", "zset")) {
                byte[] dumped = dump(key);
                restore("copy", dumped);
                assertEquals(contents(key), contents("copy"));
                remove("copy");
                remove(key);
            }
        });
    }

    @Test
    void noDamagedPayloadDoesAnyHarm() {
        Randomized.test(Randomized.iterations(40), random -> {
            fillList("list", random.nextInt(1, 60), random);
            fillSortedSet("zset", random.nextInt(1, 200), random);
            with(
                    "abc".repeat(random.nextInt(1, 100)),
                    bytes -> with("string", key -> keys.openString(key).set(bytes)));
            for (String key : List.of("list", "zset", "string")) {
                byte[] whole = dump(key);
                for (int i = 0; i < 50; i++) {
                    restoreDamaged(damaged(whole, random));
                }
                remove(key);
            }
            assertEquals(0, keys.size());
        });
    }

    @Test
    void listsOfZiplistsAreRead() {
        restore("list", payload(OLD_LIST_OF_THREE));
        assertEquals(List.of("4", "a", "3"), contents("list"));
        assertThrows(DamagedRdb.class, () -> restore("bad", payload(OLD_LIST_OF_THREE.replace("0300", "0400"))));
        assertFalse(exists("bad"));
    }

    @Test
    void sortedSetsWithScoresInTextAreRead() {
        restore("zset", payload("03 03 0161 03312e35 0162 fe 0163 ff"));
        assertEquals(List.of("c=-Infinity", "a=1.5", "b=Infinity"), contents("zset"));
        assertThrows(DamagedRdb.class, () -> restore("bad", payload("03 01 0161 fd")));
        assertThrows(DamagedRdb.class, () -> restore("bad", payload("03 02 0161 0131 0161 0132")));
        assertFalse(exists("bad"));
    }

    @Test
    void listpacksOutOfOrderAreSorted() {
        restore("zset", payload("11 11 11000000 0400 8161 02 02 01 8162 02 01 01 ff"));
        assertEquals(List.of("b=1.0", "a=2.0"), contents("zset"));
    }

    @Test
    void timesOfFieldsComeBack() {
        for (int size : new int[] {3, 600}) {
            with("hash", key -> {
                HashValue hash = keys.open(HashValue.KIND, key);
                for (int i = 0; i < size; i++) {
                    int time = i;
                    with("f" + i, field -> {
                        hash.put(field, field);
                        if (time % 2 == 0 && hash.find(field)) {
                            hash.putDue(1_800_000_000_000L + time);
                        }
                    });
                }
            });
            byte[] dumped = dump("hash");
            assertEquals(12, dumped[dumped.length - 10], "version");
            restore("copy", dumped);
            with("copy", key -> {
                HashValue hash = keys.read(HashValue.KIND, key);
                assertEquals(size, hash.size());
                with("f2", field -> assertTrue(hash.find(field)));
                assertEquals(1_800_000_000_002L, hash.due());
                with("f1", field -> assertTrue(hash.find(field)));
                assertEquals(-1, hash.due());
            });
            remove("hash");
            remove("copy");
        }
    }

    @Test
    void oldHashesAreRead() {
        restore("zipmap", payload("09 0c 02 0161 010031 0162 010032 ff"));
        with("zipmap", key -> assertEquals(2, keys.read(HashValue.KIND, key).size()));
        assertThrows(DamagedRdb.class, () -> restore("bad", payload("04 02 0161 0131 0161 0132")));
        assertFalse(exists("bad"));
    }

    @Test
    void collectionsOfNothingLeaveNoKey() {
        restore("list", payload("01 00"));
        assertFalse(exists("list"));
    }

    @Test
    void lengthsThatLieTakeNoMemory() {
        long peak = slabs.peakUsedBytes();
        for (String digits : List.of(
                "00 80ffffffff 61",
                "00 817fffffffffffffff 61",
                "00 c3 01 80ffffff00 00",
                "01 80ffffffff 00",
                "05 8100000000ffffffff 00")) {
            assertThrows(DamagedRdb.class, () -> restore("key", payload(digits)), digits);
        }
        assertTrue(slabs.peakUsedBytes() - peak < 100_000);
    }

    @Test
    void valuesOfModulesAreRefusedByName() {
        DamagedRdb refusal = assertThrows(DamagedRdb.class, () -> restore("key", payload("07 81 84c1c04c4c5c5c00 00")));
        assertTrue(refusal.finding().contains("module type"), refusal.finding());
    }

    private void restoreDamaged(byte[] payload) {
        try {
            restore("damaged", payload);
        } catch (DamagedRdb expected) {
            assertFalse(exists("damaged"));
        }
        if (exists("damaged")) {
            contents("damaged");
            dump("damaged");
            remove("damaged");
        }
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(bytes.length - 10);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1 << random.nextInt(8));
        }
        if (random.nextInt(4) == 0) {
            int cut = random.nextInt(1, bytes.length - 9);
            byte[] shorter = new byte[bytes.length - cut + 1];
            System.arraycopy(bytes, 0, shorter, 0, shorter.length - 10);
            return shorter;
        }
        return bytes;
    }

    private void fillList(String name, int size, SplittableRandom random) {
        with(name, key -> {
            ListValue list = keys.open(ListValue.KIND, key);
            for (int i = 0; i < size; i++) {
                with(element(random), bytes -> list.push(bytes, random.nextBoolean()));
            }
        });
    }

    private void fillSortedSet(String name, int size, SplittableRandom random) {
        with(name, key -> {
            SortedSetValue set = keys.open(SortedSetValue.KIND, key);
            for (int i = 0; i < size; i++) {
                double score = random.nextBoolean() ? random.nextInt(20) : random.nextDouble();
                with(element(random), bytes -> {
                    if (!set.find(bytes)) {
                        set.add(score, bytes);
                    }
                });
            }
        });
    }

    private static String element(SplittableRandom random) {
        return switch (random.nextInt(20)) {
            case 0 -> "long ".repeat(random.nextInt(400));
            case 1 -> "x".repeat(10_000);
            case 2, 3, 4 -> Long.toString(random.nextLong());
            default -> "e" + random.nextInt(100_000);
        };
    }

    private boolean exists(String name) {
        boolean[] exists = new boolean[1];
        with(name, key -> exists[0] = keys.exists(key));
        return exists[0];
    }

    private void remove(String name) {
        with(name, keys::delete);
        databases.freePending(Long.MAX_VALUE);
    }

    private String string(String name) {
        String[] text = new String[1];
        with(name, key -> text[0] = keys.read(StringValue.KIND, key).bytes().toLatin1());
        return text[0];
    }

    private List<String> contents(String name) {
        List<String> contents = new ArrayList<>();
        with(name, key -> {
            switch (Objects.requireNonNull(keys.typeOf(key))) {
                case LIST -> {
                    ListValue list = keys.read(ListValue.KIND, key);
                    for (long i = 0; i < list.length(); i++) {
                        contents.add(list.get(i).toLatin1());
                    }
                }
                case ZSET -> {
                    SortedSetValue set = keys.read(SortedSetValue.KIND, key);
                    set.seek(0);
                    do {
                        contents.add(set.member().toLatin1() + "=" + set.score());
                    } while (set.next());
                }
                case SET, HASH, STREAM, ARRAY -> contents.add("something else");
                case STRING -> contents.add(string(new String(key.toBytes(), StandardCharsets.ISO_8859_1)));
            }
        });
        return contents;
    }
}
