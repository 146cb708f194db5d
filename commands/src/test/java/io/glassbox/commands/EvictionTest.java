package io.glassbox.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.engine.eviction.Eviction;
import io.glassbox.engine.eviction.Eviction.Room;
import io.glassbox.foundation.setting.value.MaxmemoryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EvictionTest {
    private static final int KEYS = 1000;
    private static final String BYTES = "x".repeat(500);

    private final CommandHarness server = new CommandHarness();
    private final Eviction eviction = server.server.eviction();

    @ParameterizedTest
    @EnumSource(MaxmemoryPolicy.class)
    void onlyKeysThatMayGoMakeRoomAndOnlyAsManyAsHaveTo(MaxmemoryPolicy policy) {
        follow(policy);
        try (server) {
            for (int i = 0; i < KEYS; i++) {
                server.run("SET", "plain" + i, BYTES);
                server.run("SET", "due" + i, BYTES, "EX", "1000");
            }
            long half = used() / 2;
            eviction.limit(half + half / 2);
            boolean mayGo = policy != MaxmemoryPolicy.NOEVICTION;
            assertEquals(mayGo ? Room.ENOUGH : Room.NONE, makeRoom());
            assertEquals(mayGo, used() <= half + half / 2);
            if (mayGo) {
                assertTrue(used() > half + half / 2 - 2000, "too much went");
            }
            if (policy.name().startsWith("VOLATILE")) {
                eviction.limit(half / 2);
                assertEquals(Room.NONE, makeRoom());
                assertEquals(KEYS, left("plain"));
                assertEquals(0, left("due"));
            }
        }
    }

    @Test
    void whatWasNotUsedForLongGoesFirst() {
        follow(MaxmemoryPolicy.ALLKEYS_LRU);
        try (server) {
            fillInTwoParts();
            eviction.limit(used() * 3 / 4);
            assertEquals(Room.ENOUGH, makeRoom());
            assertTrue(left("new") > KEYS * 95 / 100, () -> left("new") + " new ones are left");
        }
    }

    @Test
    void whatIsUsedOftenStays() {
        follow(MaxmemoryPolicy.ALLKEYS_LFU);
        try (server) {
            fillInTwoParts();
            for (int i = 0; i < 30 * KEYS; i++) {
                server.run("GET", "old" + i % KEYS);
            }
            eviction.limit(used() * 3 / 4);
            assertEquals(Room.ENOUGH, makeRoom());
            assertTrue(left("old") > KEYS * 95 / 100, () -> left("old") + " of the used ones are left");
        }
    }

    @Test
    void whatIsDueSoonGoesFirst() {
        follow(MaxmemoryPolicy.VOLATILE_TTL);
        try (server) {
            server.pass(1);
            for (int i = 0; i < KEYS; i++) {
                server.run("SET", "late" + i, BYTES, "EX", "100000");
                server.run("SET", "soon" + i, BYTES, "EX", "1000");
            }
            eviction.limit(used() * 3 / 4);
            assertEquals(Room.ENOUGH, makeRoom());
            assertEquals(KEYS, left("late"));
        }
    }

    @Test
    void aFewKeysWithADueTimeAmongManyWithoutAreFound() {
        follow(MaxmemoryPolicy.VOLATILE_LRU);
        try (server) {
            for (int i = 0; i < 20 * KEYS; i++) {
                server.run("SET", "plain" + i, "");
            }
            for (int i = 0; i < 10; i++) {
                server.run("SET", "due" + i, BYTES, "EX", "1000");
            }
            eviction.limit(used() - 3000);
            assertEquals(Room.ENOUGH, makeRoom());
            long left = left("due");
            assertTrue(left > 1 && left < 6, () -> left + " are left");
        }
    }

    @Test
    void largeValuesAreFreedInFullBeforeMoreKeysGo() {
        follow(MaxmemoryPolicy.ALLKEYS_RANDOM);
        try (server) {
            for (int set = 0; set < 10; set++) {
                for (int i = 0; i < KEYS; i++) {
                    server.run("SADD", "set" + set, "member" + i);
                }
            }
            eviction.limit(used() - 100);
            assertEquals(Room.ENOUGH, makeRoom());
            assertEquals(":9\r\n", server.run("DBSIZE"));
        }
    }

    @Test
    void whatGoesIsToldAndCounted() {
        follow(MaxmemoryPolicy.ALLKEYS_RANDOM);
        RecordedEffects effects = new RecordedEffects();
        server.pipeline.propagateTo(effects);
        try (server) {
            server.run("SET", "key", BYTES);
            effects.take();
            eviction.limit(1);
            assertEquals(Room.NONE, makeRoom());
            server.pipeline.tellDeleted();
            assertEquals("[0: DEL key]", effects.take().toString());
            assertEquals(1, server.server.databases().statistics().evicted());
            assertFalse(eviction.goOn());
        }
    }

    private void follow(MaxmemoryPolicy policy) {
        server.server
                .databases()
                .access()
                .measure(policy.name().endsWith("LFU"), policy.name().endsWith("LRM"));
        eviction.policy(policy);
        eviction.beTenacious(100);
    }

    private void fillInTwoParts() {
        for (int i = 0; i < KEYS; i++) {
            server.run("SET", "old" + i, BYTES);
        }
        server.pass(100_000);
        for (int i = 0; i < KEYS; i++) {
            server.run("SET", "new" + i, BYTES);
        }
        server.pass(5000);
    }

    private Room makeRoom() {
        return eviction.makeRoom();
    }

    private long used() {
        return server.server.slabs().usedBytes() - eviction.notCountedBytes();
    }

    private long left(String family) {
        long left = 0;
        for (int i = 0; i < KEYS; i++) {
            left += server.run("EXISTS", family + i).equals(":1\r\n") ? 1 : 0;
        }
        return left;
    }
}
