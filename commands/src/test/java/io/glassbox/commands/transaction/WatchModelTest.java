package io.glassbox.commands.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.server.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * WATCH against a model that knows only what clients can see: a key exists until its time has come, and it changed if a write
 * was answered with success, or if it came to exist or ceased to.
 */
final class WatchModelTest extends CommandTestCase {
    private static final int STEPS = Integer.getInteger("glassbox.iterations", 10_000);
    private static final int KEYS = 4;
    private static final int DATABASES = 2;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Session watcher = harness.connect();
    private final Map<String, Long> dueTimes = new HashMap<>();
    private final Set<String> watched = new HashSet<>();
    private boolean changed;
    private long now;

    @Test
    void execRunsIfAndOnlyIfNothingWatchedHasVisiblyChanged() {
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0, 1 -> watch();
                case 2 -> exec();
                case 3, 4 -> pass();
                default -> write(random.nextInt(DATABASES), "k" + random.nextInt(KEYS));
            }
        }
    }

    private void watch() {
        int database = random.nextInt(DATABASES);
        String key = "k" + random.nextInt(KEYS);
        harness.run(watcher, "SELECT", Integer.toString(database));
        assertEquals(OK, harness.run(watcher, "WATCH", key));
        watched.add(name(database, key));
    }

    private void exec() {
        assertEquals(OK, harness.run(watcher, "MULTI"));
        assertEquals(changed ? "*-1\r\n" : "*0\r\n", harness.run(watcher, "EXEC"), "seed " + seed);
        watched.clear();
        changed = false;
    }

    /** Time passes; what is due may be deleted now, or wait until somebody meets it. */
    private void pass() {
        long millis = random.nextInt(5);
        now += millis;
        dueTimes.entrySet().removeIf(entry -> {
            boolean gone = entry.getValue() <= now;
            if (gone) {
                changed(entry.getKey());
            }
            return gone;
        });
        if (random.nextBoolean()) {
            harness.pass(millis);
        } else {
            harness.clock.advanceMillis(millis);
        }
    }

    private void write(int database, String key) {
        String name = name(database, key);
        boolean exists = dueTimes.containsKey(name);
        harness.run("SELECT", Integer.toString(database));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                int millis = 1 + random.nextInt(6);
                expect(OK, "SET", key, "1", "PX", Integer.toString(millis));
                dueTimes.put(name, now + millis);
                changed(name);
            }
            case 3 -> {
                expect(OK, "SET", key, "1");
                dueTimes.put(name, Long.MAX_VALUE);
                changed(name);
            }
            case 4 -> {
                expectInteger(exists ? 1 : 0, "DEL", key);
                remove(name);
            }
            case 5 -> {
                expectInteger(exists ? 1 : 0, "PEXPIRE", key, "3");
                if (exists) {
                    dueTimes.put(name, now + 3);
                    changed(name);
                }
            }
            case 6 -> rename(database, key, "k" + random.nextInt(KEYS));
            case 7 -> expectInteger(exists ? 1 : 0, "EXISTS", key);
            case 8 -> flush(database);
            default -> swap();
        }
    }

    private void rename(int database, String from, String to) {
        Long due = dueTimes.get(name(database, from));
        String reply = harness.run("RENAME", from, to);
        assertEquals(due == null ? "-ERR no such key\r\n" : OK, reply);
        if (due != null && !from.equals(to)) {
            remove(name(database, from));
            dueTimes.put(name(database, to), due);
            changed(name(database, to));
        }
    }

    private void flush(int database) {
        expect(OK, "FLUSHDB");
        for (int i = 0; i < KEYS; i++) {
            remove(name(database, "k" + i));
        }
    }

    private void swap() {
        expect(OK, "SWAPDB", "0", "1");
        for (int i = 0; i < KEYS; i++) {
            String first = name(0, "k" + i);
            String second = name(1, "k" + i);
            Long firstDue = dueTimes.remove(first);
            Long secondDue = dueTimes.remove(second);
            if (firstDue != null) {
                dueTimes.put(second, firstDue);
            }
            if (secondDue != null) {
                dueTimes.put(first, secondDue);
            }
            if (firstDue != null || secondDue != null) {
                changed(first);
                changed(second);
            }
        }
    }

    private void remove(String name) {
        if (dueTimes.remove(name) != null) {
            changed(name);
        }
    }

    private void changed(String name) {
        changed |= watched.contains(name);
    }

    private static String name(int database, String key) {
        return database + ":" + key;
    }
}
