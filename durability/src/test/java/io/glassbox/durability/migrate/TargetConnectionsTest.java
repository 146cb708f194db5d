package io.glassbox.durability.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.statistics.ServerStatistics;
import io.glassbox.foundation.time.ManualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetConnectionsTest {
    private static final long TIMEOUT = 1000;

    private final ManualClock time = new ManualClock(0);
    private final ServerStatistics statistics = new ServerStatistics();
    private final List<ScriptedStream> dialled = new ArrayList<>();
    private final TargetConnections connections = new TargetConnections(
            (host, port, deadline) -> {
                dialled.add(new ScriptedStream());
                return dialled.getLast();
            },
            new CommandClock(time),
            statistics);

    private static Target target(String host, String... credentials) {
        return new Target(host, "6379", List.of(credentials));
    }

    private TargetConnection use(Target target) throws IOException {
        TargetConnection connection = connections.take(target, TIMEOUT);
        connections.keep(target, connection);
        return connection;
    }

    @Test
    void theSameTargetIsReachedByTheSameConnection() throws IOException {
        TargetConnection first = use(target("a"));
        assertSame(first, use(target("a")));
        assertNotSame(first, use(target("b")));
        assertEquals(2, dialled.size());
        assertEquals(2, statistics.migrateSockets());
    }

    @Test
    void nobodyUsesWhatAnotherOneHasAuthenticated() throws IOException {
        TargetConnection authenticated = use(target("a", "secret"));
        assertNotSame(authenticated, use(target("a")));
        assertNotSame(authenticated, use(target("a", "guess")));
        assertNotSame(authenticated, use(target("a", "user", "secret")));
        assertSame(authenticated, use(target("a", "secret")));
    }

    @Test
    void idleConnectionsAreClosedAfterTenSeconds() throws IOException {
        use(target("a"));
        time.advanceMillis(6_000);
        use(target("b"));
        time.advanceMillis(3_999);
        connections.closeIdle();
        assertFalse(dialled.get(0).isClosed);
        time.advanceMillis(1);
        connections.closeIdle();
        assertTrue(dialled.get(0).isClosed);
        assertFalse(dialled.get(1).isClosed);
        assertEquals(1, statistics.migrateSockets());
    }

    @Test
    void theOneThatWasNotUsedForTheLongestTimeMakesRoom() throws IOException {
        for (int i = 0; i < 64; i++) {
            use(target("host " + i));
        }
        use(target("host 0"));
        use(target("one more"));
        assertEquals(64, statistics.migrateSockets());
        assertFalse(dialled.get(0).isClosed);
        assertTrue(dialled.get(1).isClosed);
    }

    @Test
    void allAreClosedInTheEnd() throws IOException {
        use(target("a"));
        use(target("b"));
        connections.close();
        assertTrue(dialled.stream().allMatch(stream -> stream.isClosed));
    }
}
