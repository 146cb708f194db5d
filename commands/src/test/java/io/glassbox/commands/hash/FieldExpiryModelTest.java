package io.glassbox.commands.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random times for fields, and random time that passes, against a map of values and due times. */
final class FieldExpiryModelTest extends HashTestCase {
    private static final int ITERATIONS = Randomized.iterations(10_000);

    /** A value, and milliseconds since the beginning of the test at which it goes, or {@link Long#MAX_VALUE}. */
    private record Field(String value, long due) {}

    private final Map<String, Field> expected = new HashMap<>();
    private long now;
    private boolean isActive = true;

    @Test
    void fieldsAreThereUntilTheirTimeHasCome() {
        harness.movesData = true;
        Randomized.test(random -> {
            limits().hashMaxListpackEntries(random.nextInt(3) == 0 ? 0 : random.nextInt(100));
            int fields = 1 + random.nextInt(300);
            for (int i = 0; i < ITERATIONS; i++) {
                String field = "field" + random.nextInt(fields);
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> set(field, "v".repeat(random.nextInt(40)));
                    case 3, 4, 5 -> expire(field, random.nextInt(1000));
                    case 6 -> persist(field);
                    case 7 -> remove(field);
                    case 8 -> setKeeping(field, "k".repeat(random.nextInt(40)));
                    case 9 -> pass(random.nextInt(50));
                    case 10 -> lookUp(field);
                    default -> all(random);
                }
            }
            harness.run("DEBUG", "SET-ACTIVE-EXPIRE", "1");
            isActive = true;
            pass(2000);
            all(random);
            assertEquals(0, harness.server.databases().get(0).partDueCount());
            harness.run("DEL", "h");
            expected.clear();
        });
    }

    private void set(String field, String value) {
        String isNew = expected.put(field, new Field(value, Long.MAX_VALUE)) == null ? ":1\r\n" : ":0\r\n";
        assertEquals(isNew, harness.run("HSET", "h", field, value));
    }

    private void setKeeping(String field, String value) {
        Field old = expected.get(field);
        expected.put(field, new Field(value, old == null ? Long.MAX_VALUE : old.due));
        assertEquals(":1\r\n", harness.run("HSETEX", "h", "KEEPTTL", "FIELDS", "1", field, value));
    }

    private void expire(String field, int millis) {
        Field old = expected.get(field);
        String reply = old == null ? "-2" : millis == 0 ? "2" : "1";
        says("[" + reply + "]", "HPEXPIRE h " + millis + " FIELDS 1 " + field);
        if (old != null) {
            expected.put(field, new Field(old.value, now + millis));
            dropOverdue();
        }
    }

    private void persist(String field) {
        Field old = expected.get(field);
        String reply = old == null ? "-2" : old.due == Long.MAX_VALUE ? "-1" : "1";
        says("[" + reply + "]", "HPERSIST h FIELDS 1 " + field);
        if (old != null) {
            expected.put(field, new Field(old.value, Long.MAX_VALUE));
        }
    }

    private void remove(String field) {
        says(expected.remove(field) == null ? "0" : "1", "HDEL h " + field);
    }

    private void pass(int millis) {
        harness.pass(millis);
        now += millis;
        dropOverdue();
    }

    private void dropOverdue() {
        expected.values().removeIf(field -> field.due <= now);
    }

    private void lookUp(String field) {
        Field there = expected.get(field);
        assertEquals(there == null ? NIL : bulk(there.value), harness.run("HGET", "h", field));
        long left = there == null ? -2 : there.due == Long.MAX_VALUE ? -1 : there.due - now;
        says("[" + left + "]", "HPTTL h FIELDS 1 " + field);
    }

    private void all(SplittableRandom random) {
        Map<String, String> found = new HashMap<>();
        putAll(strings(harness.run("HGETALL", "h")), found);
        assertEquals(expected.keySet(), found.keySet());
        found.forEach((field, value) -> assertEquals(value, Objects.requireNonNull(expected.get(field)).value));
        assertEquals(
                expected.size(), strings(harness.run("HRANDFIELD", "h", "1000")).size());
        if (isActive) {
            says(Integer.toString(expected.size()), "HLEN h");
            says(expected.isEmpty() ? "0" : "1", "EXISTS h");
        }
        switch (random.nextInt(6)) {
            case 0 -> {
                isActive = random.nextBoolean();
                says("OK", "DEBUG SET-ACTIVE-EXPIRE " + (isActive ? 1 : 0));
                harness.pass(0);
            }
            case 1 -> {
                if (!expected.isEmpty()) {
                    harness.run("COPY", "h", "copy", "REPLACE");
                    harness.run("DEL", "h");
                    harness.run("RENAME", "copy", "h");
                }
            }
            case 2 -> harness.run("EXPIRE", "h", "100000");
            default -> harness.run("PERSIST", "h");
        }
    }
}
