package io.glassbox.commands.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpopTest extends SetTestCase {
    @ParameterizedTest
    @ValueSource(strings = {INTSET, LISTPACK, HASHTABLE})
    void everyMemberIsPoppedOnce(String encoding) {
        useEncoding(encoding);
        for (int size : new int[] {1, 2, 7, 40}) {
            for (int count = 1; count <= size + 1; count++) {
                Set<String> all = new HashSet<>(fill("s", size));
                List<String> popped = words("SPOP s " + count);
                assertEquals(Math.min(size, count), popped.size());
                List<String> left = words("SMEMBERS s");
                popped.addAll(left);
                assertEquals(size, popped.size());
                assertEquals(all, new HashSet<>(popped));
                harness.run("DEL", "s");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {INTSET, LISTPACK, HASHTABLE})
    void poppingIsToldAsRemoving(String encoding) {
        useEncoding(encoding);
        says("1", "SADD s 7");
        harness.run("SADD", "many", "1", "2", "3");
        listen();
        replicate();
        says("7", "SPOP s");
        expectEvents("spop s", "del s");
        expectEffects("SREM s 7");
        says("nil", "SPOP s");
        says("[]", "SPOP s 3");
        says("[]", "SPOP many 0");
        List<String> popped = words("SPOP many 2");
        expectEvents("spop many");
        expectEffects("SREM many " + popped.get(0) + " " + popped.get(1));
        assertEquals(1, words("SPOP many 9").size());
        expectEvents("spop many", "del many");
        expectEffects("DEL many");
    }

    @ParameterizedTest
    @ValueSource(strings = {INTSET, LISTPACK, HASHTABLE})
    void randomMembersAreDifferentUnlessTheCountIsNegative(String encoding) {
        useEncoding(encoding);
        Set<String> all = new HashSet<>(fill("s", 100));
        for (int count : new int[] {1, 5, 30, 34, 60, 99, 100, 200}) {
            List<String> drawn = words("SRANDMEMBER s " + count);
            assertEquals(Math.min(count, 100), drawn.size());
            assertEquals(drawn.size(), new HashSet<>(drawn).size());
            assertTrue(all.containsAll(drawn));
            assertEquals(count, words("SRANDMEMBER s -" + count).size());
        }
        assertEquals(all, new HashSet<>(words("SRANDMEMBER s -3000")));
        says("nil", "SRANDMEMBER none");
        says("[]", "SRANDMEMBER none 5");
        says("[]", "SRANDMEMBER s 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {INTSET, LISTPACK, HASHTABLE})
    void everyMemberIsAsLikelyAsAnyOther(String encoding) {
        useEncoding(encoding);
        fill("s", 20);
        for (String count : new String[] {"1", "3", "12", "-5"}) {
            Map<String, Integer> drawn = new HashMap<>();
            int total = 0;
            while (total < 20_000) {
                for (String member : words("SRANDMEMBER s " + count)) {
                    drawn.merge(member, 1, Integer::sum);
                    total++;
                }
            }
            double expected = total / 20.0;
            double chiSquare = drawn.values().stream()
                    .mapToDouble(n -> (n - expected) * (n - expected) / expected)
                    .sum();
            // 19 degrees of freedom: beyond 60 once in a million.
            assertTrue(chiSquare < 60, count + ": " + chiSquare);
        }
    }

    @Test
    void nonsenseIsRefused() {
        says("ERR value is out of range, must be positive", "SPOP s -1");
        says("ERR value is out of range, must be positive", "SPOP s x");
        says("ERR syntax error", "SPOP s 1 2");
        says("ERR syntax error", "SRANDMEMBER s 1 2");
        says(
                "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807",
                "SRANDMEMBER s -9223372036854775808");
        says("ERR value is not an integer or out of range", "SRANDMEMBER s x");
    }

    private List<String> fill(String key, int size) {
        List<String> command = new ArrayList<>(List.of("SADD", key));
        List<String> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(Integer.toString(i * 37));
        }
        command.addAll(members);
        Collections.shuffle(members);
        harness.run(command.toArray(String[]::new));
        return members;
    }

    private List<String> words(String command) {
        String list = said(harness.run(command.split(" ")));
        if (!list.startsWith("[")) {
            return new ArrayList<>(List.of(list));
        }
        return list.equals("[]")
                ? new ArrayList<>()
                : new ArrayList<>(
                        Arrays.asList(list.substring(1, list.length() - 1).split(" ")));
    }
}
