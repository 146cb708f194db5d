package io.glassbox.commands.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.commands.RecordedEffects;
import io.glassbox.quality.testkit.Randomized;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScanTest extends CommandTestCase {
    private static final int ROUNDS = Integer.getInteger("glassbox.iterations", 20);
    private static final String INVALID_CURSOR = "ERR invalid cursor";

    @Test
    void anEmptyDatabaseIsScannedAtOnce() {
        expect("*2\r\n$1\r\n0\r\n*0\r\n", "SCAN", "0");
        expect("*0\r\n", "KEYS", "*");
        expect(NIL, "RANDOMKEY");
    }

    @Test
    void everyKeyIsFoundOnceIfNothingChanges() {
        populate(1000);
        List<String> found = scanAll("COUNT", "5");
        assertEquals(1000, found.size());
        assertEquals(1000, new HashSet<>(found).size());
        assertEquals(1000, keys("*").size());
        assertEquals(100, keys("key:1??").size());
        assertEquals(100, scanAll("MATCH", "key:1??").size());
        assertEquals(
                1000, scanAll("TYPE", "String", "MATCH", "key:*", "COUNT", "10").size());
        assertEquals(0, scanAll("TYPE", "list").size());
        assertEquals(0, scanAll("TYPE", "no such type").size());
        assertEquals(1000, scanAll("COUNT", "9223372036854775807").size());
    }

    @Test
    void aCallGoesAboutAsFarAsItIsAskedTo() {
        populate(10_000);
        assertTrue(scan("0", "COUNT", "100").keys().size() < 200);
        assertTrue(scan("0", "COUNT", "100", "MATCH", "none").keys().isEmpty());
    }

    @Test
    void whatIsThereThroughoutIsFoundWhateverElseComesAndGoes() {
        Randomized.test(random -> {
            for (int round = 0; round < ROUNDS; round++) {
                expect(OK, "FLUSHALL");
                Set<String> expected = new HashSet<>();
                for (int i = 0; i < 300; i++) {
                    String key = "stays:" + random.nextInt(1_000_000);
                    harness.run("SET", key, "");
                    expected.add(key);
                }
                int others = 1 << random.nextInt(12);
                Set<String> found = new HashSet<>();
                String cursor = "0";
                do {
                    Page page = scan(cursor, "COUNT", Integer.toString(1 + random.nextInt(40)));
                    found.addAll(page.keys());
                    cursor = page.cursor();
                    for (int i = 0; i < others / 8 + 1; i++) {
                        String other = "other:" + random.nextInt(others);
                        harness.run(
                                random.nextInt(3) == 0 ? new String[] {"DEL", other} : new String[] {"SET", other, ""});
                    }
                } while (!cursor.equals("0"));
                expected.removeAll(found);
                assertEquals(Set.of(), expected);
            }
        });
    }

    @Test
    void argumentsAreCheckedAsRedisDoes() {
        expectError(INVALID_CURSOR, "SCAN", "a");
        expectError(INVALID_CURSOR, "SCAN", " 0");
        expectError(INVALID_CURSOR, "SCAN", "0x");
        expectError(INVALID_CURSOR, "SCAN", "-");
        expectError(INVALID_CURSOR, "SCAN", "18446744073709551616");
        expectError(INVALID_CURSOR, "SCAN", "99999999999999999999");
        expect(SYNTAX_ERROR, "SCAN", "0", "COUNT");
        expect(SYNTAX_ERROR, "SCAN", "0", "COUNT", "0");
        expect(SYNTAX_ERROR, "SCAN", "0", "COUNT", "-5");
        expect(NOT_AN_INTEGER, "SCAN", "0", "COUNT", "a");
        expect(SYNTAX_ERROR, "SCAN", "0", "MATCH");
        expect(SYNTAX_ERROR, "SCAN", "0", "WHAT", "x");
        for (String cursor : new String[] {"", "+0", "-0", "-1", "18446744073709551615", "007"}) {
            assertEquals(2, harness.run("SCAN", cursor).split("\\*", -1).length - 1, cursor);
        }
    }

    @Test
    void keysWhoseTimeHasComeAreNotShown() {
        expect(OK, "SET", "a", "1", "PX", "10");
        expect(OK, "SET", "b", "1", "PX", "10");
        expect(OK, "SET", "c", "1");
        RecordedEffects effects = new RecordedEffects();
        harness.pipeline.propagateTo(effects);
        harness.clock.advanceMillis(10);
        assertEquals(List.of("c"), keys("*"));
        expectInteger(3, "DBSIZE");
        assertEquals(List.of(), scanAll("MATCH", "a"));
        assertEquals(List.of("0: DEL a"), effects.take());
        assertEquals(List.of("c"), scanAll());
        assertEquals(List.of("0: DEL b"), effects.take());
        expectInteger(1, "DBSIZE");
    }

    @Test
    void randomKeyDrawsEveryKeyAndDeletesThoseWhoseTimeHasCome() {
        populate(5);
        for (int i = 0; i < 20; i++) {
            expect(OK, "SET", "gone:" + i, "1", "PX", "10");
        }
        harness.clock.advanceMillis(10);
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            drawn.add(harness.run("RANDOMKEY"));
        }
        assertEquals(5, drawn.size());
        assertTrue(drawn.contains(bulk("key:0")));
    }

    @Test
    void whileExpiryIsHeldNothingIsDeletedAndNothingHangs() {
        expect(OK, "SET", "a", "1", "PX", "10");
        harness.server.databases().holdExpiry(true);
        harness.clock.advanceMillis(10);
        assertEquals(List.of(), scanAll());
        expectBulk("a", "RANDOMKEY");
        expectInteger(1, "DBSIZE");
        harness.server.databases().holdExpiry(false);
        expect(NIL, "RANDOMKEY");
    }

    @Test
    void patternsThatWouldTakeForeverDoNot() {
        expect(OK, "SET", "a".repeat(100), "1");
        expect("*0\r\n", "KEYS", "a*".repeat(30) + "b");
        expect("*0\r\n", "KEYS", "");
        expect(OK, "SET", "", "empty");
        expect("*1\r\n$0\r\n\r\n", "KEYS", "");
        assertEquals(2, keys("*").size());
    }

    private record Page(String cursor, List<String> keys) {}

    private void populate(int count) {
        for (int i = 0; i < count; i++) {
            harness.run("SET", "key:" + i, "v");
        }
    }

    private List<String> scanAll(String... options) {
        List<String> all = new ArrayList<>();
        String cursor = "0";
        do {
            Page page = scan(cursor, options);
            all.addAll(page.keys());
            cursor = page.cursor();
        } while (!cursor.equals("0"));
        return all;
    }

    private Page scan(String cursor, String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "SCAN";
        command[1] = cursor;
        System.arraycopy(options, 0, command, 2, options.length);
        String[] lines = harness.run(command).split("\r\n", -1);
        assertEquals("*2", lines[0]);
        return new Page(lines[2], bulks(lines, 3));
    }

    private List<String> keys(String pattern) {
        return bulks(harness.run("KEYS", pattern).split("\r\n", -1), 0);
    }

    private static List<String> bulks(String[] lines, int header) {
        List<String> bulks = new ArrayList<>();
        int count = Integer.parseInt(lines[header].substring(1));
        for (int i = 0; i < count; i++) {
            bulks.add(lines[header + 2 + 2 * i]);
        }
        return bulks;
    }
}
