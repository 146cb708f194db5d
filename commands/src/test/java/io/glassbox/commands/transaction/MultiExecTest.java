package io.glassbox.commands.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.commands.RecordedEffects;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.engine.statistics.CommandCounters;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class MultiExecTest extends CommandTestCase {
    private static final String QUEUED = "+QUEUED\r\n";
    private static final String ABORTED = "EXECABORT Transaction discarded because of previous errors.";

    @Test
    void queuedCommandsRunAtExec() {
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "k", "v");
        expect(QUEUED, "GET", "k");
        expect(QUEUED, "PING");
        Session other = harness.connect();
        assertEquals(NIL, harness.run(other, "GET", "k"));
        expect(array(OK, bulk("v"), "+PONG\r\n"), "EXEC");
        expect("+PONG\r\n", "PING");
        expect(OK, "MULTI");
        expect("*0\r\n", "EXEC");
    }

    @Test
    void aCommandThatFailsLeavesTheOthers() {
        expect(OK, "SET", "k", "text");
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "j", "1");
        expect(QUEUED, "INCR", "k");
        expect(QUEUED, "SELECT", "99");
        expect(QUEUED, "INCR", "j");
        expect(array(OK, NOT_AN_INTEGER, "-ERR DB index is out of range\r\n", ":2\r\n"), "EXEC");
    }

    @Test
    void selectHoldsForTheCommandsBehindIt() {
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "k", "0");
        expect(QUEUED, "SELECT", "1");
        expect(QUEUED, "SET", "k", "1");
        expect(array(OK, OK, OK), "EXEC");
        expectBulk("1", "GET", "k");
        assertEquals(1, harness.session.keys().index());
        expect(OK, "SELECT", "0");
        expectBulk("0", "GET", "k");
    }

    @Test
    void discardForgetsTheQueue() {
        expectError("ERR DISCARD without MULTI", "DISCARD");
        expectError("ERR EXEC without MULTI", "EXEC");
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "k", "v");
        expect(OK, "DISCARD");
        expect(NIL, "GET", "k");
        expectError("ERR EXEC without MULTI", "EXEC");
    }

    @Test
    void nestedMultiAndWatchAreErrorsThatSpoilNothing() {
        expect(OK, "MULTI");
        expectError("ERR MULTI calls can not be nested", "MULTI");
        expectError("ERR WATCH inside MULTI is not allowed", "WATCH", "k");
        expect(QUEUED, "PING");
        expect(array("+PONG\r\n"), "EXEC");
    }

    @Test
    void anErrorWhileQueueingAbortsTheWhole() {
        String[][] spoilers = {{"NOSUCHCOMMAND"}, {"GET"}, {"OBJECT", "what"}, {"DISCARD", "x"}, {"WATCH"}};
        for (String[] spoiler : spoilers) {
            expect(OK, "MULTI");
            expect(QUEUED, "SET", "a", "1");
            assertEquals('-', harness.run(spoiler).charAt(0));
            expect(QUEUED, "SET", "b", "2");
            assertEquals(1, harness.session.transaction().size());
            expectError(ABORTED, "EXEC");
            expectInteger(0, "EXISTS", "a", "b");
            expect("+PONG\r\n", "PING");
        }
    }

    @Test
    void aRefusedExecEndsTheTransactionAndSaysWhy() {
        String reason = "EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command";
        expectError(reason, "EXEC", "x");
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "k", "v");
        expectError(reason, "EXEC", "x");
        expectError("ERR EXEC without MULTI", "EXEC");
        expect(NIL, "GET", "k");
    }

    @Test
    void withoutMemoryNothingIsQueuedAndOnlyWhatTakesMemoryIsRefused() {
        String outOfMemory = "OOM command not allowed when used memory > 'maxmemory'.";
        expect(OK, "SET", "x", "value");
        expect(OK, "MULTI");
        expect(QUEUED, "GET", "x");
        harness.full = true;
        expect(array(bulk("value")), "EXEC");
        expect(OK, "MULTI");
        expectError(outOfMemory, "GET", "x");
        expectError("ERR MULTI calls can not be nested", "MULTI");
        expectError("ERR WATCH inside MULTI is not allowed", "WATCH", "x");
        expect(OK, "DISCARD");
        harness.full = false;
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "x", "1");
        harness.full = true;
        expectError("EXECABORT Transaction discarded because of: " + outOfMemory, "EXEC");
        harness.full = false;
        expectBulk("value", "GET", "x");
    }

    @Test
    void withoutReplicasOnlyTransactionsThatWriteAreRefused() {
        String noReplicas = "NOREPLICAS Not enough good replicas to write.";
        expect(OK, "MULTI");
        expect(QUEUED, "GET", "x");
        harness.lacksReplicas = true;
        expect(array(NIL), "EXEC");
        expectError(noReplicas, "SET", "x", "1");
        harness.lacksReplicas = false;
        expect(OK, "MULTI");
        expect(QUEUED, "INCR", "x");
        harness.lacksReplicas = true;
        expectError("EXECABORT Transaction discarded because of: " + noReplicas, "EXEC");
        harness.lacksReplicas = false;
        expect(NIL, "GET", "x");
    }

    @Test
    void repliesMayBeTurnedOffWithin() {
        expect(OK, "MULTI");
        expect(QUEUED, "CLIENT", "REPLY", "OFF");
        expect(QUEUED, "PING");
        expect(QUEUED, "CLIENT", "REPLY", "ON");
        expect("*3\r\n+OK\r\n", "EXEC");
        expect(OK, "MULTI");
        expect(QUEUED, "CLIENT", "REPLY", "SKIP");
        expect(QUEUED, "PING");
        expect("*2\r\n+PONG\r\n", "EXEC");
        expect("", "PING");
        expect("+PONG\r\n", "PING");
    }

    @Test
    void timeStandsStillWithinATransaction() {
        expect(OK, "SET", "k", "v", "PX", "10");
        expect(OK, "MULTI");
        expect(QUEUED, "PTTL", "k");
        harness.clock.advanceMillis(4);
        expect(QUEUED, "PTTL", "k");
        expect(array(":6\r\n", ":6\r\n"), "EXEC");
    }

    @Test
    void resetAndCloseForgetTheQueue() {
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "k", "v");
        expect("+RESET\r\n", "RESET");
        expectError("ERR EXEC without MULTI", "EXEC");
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "k", "v");
        expect(OK, "QUIT");
        assertFalse(harness.session.is(SessionFlag.NEVER_BLOCKS));
    }

    @Test
    void everyCommandCountsForItself() {
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "k", "v");
        expect(QUEUED, "INCR", "k");
        harness.run("EXEC");
        assertEquals(1, counters("set").calls());
        assertEquals(1, counters("incr").failures());
        assertEquals(1, counters("exec").calls());
        assertEquals(0, counters("exec").failures());
        assertEquals("exec", harness.session.lastCommand());
        assertEquals(4, harness.session.commandsRun());
    }

    @Test
    void effectsAreToldAsOneWhole() {
        RecordedEffects effects = new RecordedEffects();
        harness.pipeline.propagateTo(effects);
        expect(OK, "MULTI");
        expect(QUEUED, "SET", "a", "1", "EX", "10");
        expect(QUEUED, "GET", "a");
        expect(QUEUED, "SELECT", "2");
        expect(QUEUED, "SET", "b", "2");
        harness.run("EXEC");
        assertEquals(List.of("[", "0: SET a 1 PXAT 1700000010000", "2: SET b 2", "]"), effects.take());
        expect(OK, "MULTI");
        expect("*0\r\n", "EXEC");
        assertEquals(List.of("[", "]"), effects.take());
    }

    private CommandCounters counters(String command) {
        return Objects.requireNonNull(harness.pipeline.table().find(command)).counters();
    }
}
