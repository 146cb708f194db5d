package io.glassbox.commands.sortedset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ZRANDMEMBER and ZSCAN. */
final class ZrandmemberTest extends SortedSetTestCase {
    private void create(String encoding, int members) {
        useEncoding(encoding);
        for (int i = 0; i < members; i++) {
            says("1", "ZADD z " + i + " m" + i);
        }
        expectEncoding(encoding, "z");
    }

    private String[] members(String command) {
        String reply = said(harness.run(command.split(" ")));
        return reply.equals("[]")
                ? new String[0]
                : reply.substring(1, reply.length() - 1).split(" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void aCountAsksForDifferentMembers(String encoding) {
        create(encoding, 50);
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<String> some = new HashSet<>(Arrays.asList(members("ZRANDMEMBER z 10")));
            assertEquals(10, some.size());
            all.addAll(some);
        }
        assertEquals(50, all.size());
        assertEquals(50, members("ZRANDMEMBER z 1000").length);
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void aNegativeCountMayRepeat(String encoding) {
        create(encoding, 5);
        String[] pairs = members("ZRANDMEMBER z -100 WITHSCORES");
        assertEquals(200, pairs.length);
        for (int i = 0; i < 200; i += 2) {
            assertEquals(pairs[i], "m" + pairs[i + 1]);
        }
        assertEquals(5, new HashSet<>(Arrays.asList(members("ZRANDMEMBER z -100"))).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void withoutACountItIsOne(String encoding) {
        create(encoding, 3);
        assertTrue(said(harness.run("ZRANDMEMBER", "z")).startsWith("m"));
        says("nil", "ZRANDMEMBER missing");
        says("[]", "ZRANDMEMBER missing 3");
        says("[]", "ZRANDMEMBER z 0");
        says("ERR value is not an integer or out of range", "ZRANDMEMBER z x");
        says("ERR syntax error", "ZRANDMEMBER z 1 SCORES");
        says(
                "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807",
                "ZRANDMEMBER z -9223372036854775808");
        says("ERR value is out of range", "ZRANDMEMBER z -9223372036854770000 WITHSCORES");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void aScanSeesEverything(String encoding) {
        create(encoding, 100);
        Set<String> seen = new HashSet<>();
        String cursor = "0";
        do {
            String[] words = members("ZSCAN z " + cursor + " COUNT 7");
            cursor = words[0];
            words[1] = words[1].substring(1);
            words[words.length - 1] = words[words.length - 1].replace("]", "");
            for (int i = 1; i + 1 < words.length; i += 2) {
                assertEquals(words[i], "m" + words[i + 1]);
                seen.add(words[i]);
            }
        } while (!cursor.equals("0"));
        assertEquals(100, seen.size());
        says("[0 []]", "ZSCAN missing 0");
        says("[0 []]", "ZSCAN missing 0 COUNT 0");
        says("ERR syntax error", "ZSCAN z 0 TYPE zset");
        says("ERR invalid cursor", "ZSCAN z x");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void aScanMatchesAPattern(String encoding) {
        create(encoding, 100);
        says("[0 [m77 77]]", "ZSCAN z 0 MATCH *77 COUNT 1000");
    }
}
