package io.glassbox.commands.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.command.execute.Outcome;
import io.glassbox.commands.SpokenTestCase;
import io.glassbox.engine.server.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client holds is known at any time, and whoever holds too much goes before the next command runs. */
final class ClientEvictionTest extends SpokenTestCase {
    private static final long LIMIT = 100_000;

    private final Session greedy = harness.connect();

    @ParameterizedTest
    @CsvSource({
        "MULTI; SET k VALUE, DISCARD",
        "WATCH NAME1 NAME2, UNWATCH",
        "SUBSCRIBE NAME1 NAME2, UNSUBSCRIBE",
        "PSUBSCRIBE NAME1 NAME2, PUNSUBSCRIBE",
        "SSUBSCRIBE NAME1 NAME2, SUNSUBSCRIBE",
        "CLIENT TRACKING ON BCAST PREFIX aNAME PREFIX bNAME, CLIENT TRACKING OFF",
        "BLPOP NAME1 NAME2 0, CLIENT UNBLOCK 2"
    })
    void whatIsKeptForAClientIsCountedUntilItIsLetGo(String taking, String givingBack) {
        long before = greedy.heldBytes();
        run(taking);
        long held = greedy.heldBytes() - before;
        assertTrue(held >= 2_000 && held < 5_000, taking + ": " + held);
        Session caller = givingBack.startsWith("CLIENT UNBLOCK") ? harness.session : greedy;
        harness.run(caller, givingBack.split(" "));
        harness.replies(greedy);
        assertEquals(before, greedy.heldBytes(), givingBack);
    }

    @Test
    void whoeverHoldsMostGoesBeforeTheNextCommand() {
        harness.server.clientEviction().limit(LIMIT, 0);
        Session modest = harness.connect();
        harness.run(modest, "WATCH", "x".repeat(1_000));
        harness.run(greedy, "WATCH", "x".repeat(200_000));
        harness.server.clientEviction().enforce();
        assertNull(harness.server.sessions().get(greedy.id()));
        assertNotNull(harness.server.sessions().get(modest.id()));
        assertEquals(1, harness.server.clientEviction().evicted());
        assertFalse(harness.run("CLIENT", "LIST").contains("id=" + greedy.id() + " "));
        harness.run(greedy, "SET", "key", "value");
        assertEquals(Outcome.CLOSE, harness.lastOutcome());
        assertEquals("0", said(harness.run("EXISTS", "key")));
        harness.server.sessions().close(greedy);
    }

    @Test
    void clientThatIsSparedDoesNotCount() {
        harness.run(greedy, "CLIENT", "NO-EVICT", "ON");
        harness.server.clientEviction().limit(LIMIT, 0);
        harness.run(greedy, "WATCH", "x".repeat(200_000));
        harness.server.clientEviction().enforce();
        assertNotNull(harness.server.sessions().get(greedy.id()));
        harness.run(greedy, "CLIENT", "NO-EVICT", "OFF");
        harness.server.clientEviction().enforce();
        assertNull(harness.server.sessions().get(greedy.id()));
        harness.server.sessions().close(greedy);
    }

    private void run(String commands) {
        for (String command : commands.split("; ")) {
            String filled = command.replace("NAME", "n".repeat(1_000)).replace("VALUE", "v".repeat(2_000));
            harness.run(greedy, filled.split(" "));
        }
    }
}
