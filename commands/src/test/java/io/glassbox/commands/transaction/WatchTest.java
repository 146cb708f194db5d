package io.glassbox.commands.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import org.junit.jupiter.api.Test;

final class WatchTest extends CommandTestCase {
    private static final String NIL_ARRAY = "*-1\r\n";
    private final Session other = harness.connect();

    @Test
    void execRunsIfNoWatchedKeyChanged() {
        expect(OK, "WATCH", "x", "y");
        expect(OK, "WATCH", "k");
        harness.run(other, "SET", "unrelated", "1");
        harness.run(other, "GET", "x");
        runs();
    }

    @Test
    void anyChangeToAnyWatchedKeyStopsExec() {
        expect(OK, "SET", "x", "1");
        String[][] changes = {
            {"SET", "x", "1"},
            {"EXPIRE", "x", "100"},
            {"PERSIST", "x"},
            {"RENAME", "x", "y"},
            {"RENAME", "y", "x"},
            {"COPY", "x", "copy"},
            {"MOVE", "x", "1"},
            {"SET", "x", "again"},
            {"EXPIRE", "x", "-1"},
            {"INCR", "x"},
            {"FLUSHDB"},
            {"SET", "x", "1"},
            {"FLUSHALL"},
        };
        for (String[] change : changes) {
            expect(OK, "WATCH", "a", "b", "x", "copy", "c");
            assertEquals(false, harness.run(other, change).startsWith("-"), String.join(" ", change));
            stopped();
        }
    }

    @Test
    void onesOwnChangesCountToo() {
        expect(OK, "WATCH", "x");
        expect(OK, "SET", "x", "1");
        stopped();
    }

    @Test
    void whatChangesNothingDoesNotStopExec() {
        expect(OK, "SET", "there", "1");
        expect(OK, "WATCH", "x", "there");
        harness.run(other, "DEL", "x");
        harness.run(other, "EXPIRE", "x", "10");
        harness.run(other, "PERSIST", "there");
        harness.run(other, "SET", "there", "2", "NX");
        harness.run(other, "TOUCH", "there");
        harness.run(other, "RENAMENX", "there", "there");
        runs();
    }

    @Test
    void keysAreWatchedOncePerExec() {
        expect(OK, "WATCH", "x");
        harness.run(other, "SET", "x", "1");
        stopped();
        harness.run(other, "SET", "x", "2");
        runs();
        expect(OK, "WATCH", "x");
        runs();
        harness.run(other, "SET", "x", "3");
        runs();
    }

    @Test
    void unwatchAndDiscardForgetWhatHappened() {
        expect(OK, "UNWATCH");
        expect(OK, "WATCH", "x");
        harness.run(other, "SET", "x", "1");
        expect(OK, "UNWATCH");
        runs();
        expect(OK, "WATCH", "x");
        harness.run(other, "SET", "x", "2");
        expect(OK, "MULTI");
        expect(OK, "DISCARD");
        runs();
        expect(OK, "WATCH", "x");
        expect(OK, "MULTI");
        expect(OK, "DISCARD");
        harness.run(other, "SET", "x", "3");
        runs();
    }

    @Test
    void unwatchWithinMultiComesTooLate() {
        expect(OK, "WATCH", "x");
        harness.run(other, "SET", "x", "1");
        expect(OK, "MULTI");
        expect("+QUEUED\r\n", "UNWATCH");
        expect(NIL_ARRAY, "EXEC");
    }

    @Test
    void resp3SaysNull() {
        harness.run("HELLO", "3");
        expect(OK, "WATCH", "x");
        harness.run(other, "SET", "x", "1");
        expect(OK, "MULTI");
        expect("_\r\n", "EXEC");
    }

    @Test
    void anErrorWhileQueueingIsToldBeforeAChange() {
        expect(OK, "WATCH", "x");
        harness.run(other, "SET", "x", "1");
        expect(OK, "MULTI");
        harness.run("NOSUCHCOMMAND");
        expectError("EXECABORT Transaction discarded because of previous errors.", "EXEC");
    }

    @Test
    void aKeyIsWatchedInTheDatabaseThatWasSelected() {
        expect(OK, "SELECT", "5");
        expect(OK, "WATCH", "x");
        expect(OK, "SELECT", "1");
        expect(OK, "SET", "x", "10");
        expect(OK, "SELECT", "5");
        runs();
    }

    @Test
    void aKeyThatGoesWhileItIsWatchedStopsExec() {
        expect(OK, "SET", "x", "1", "PX", "10");
        expect(OK, "WATCH", "x");
        harness.pass(10);
        stopped();
        expect(OK, "SET", "x", "1", "PX", "10");
        expect(OK, "WATCH", "x");
        harness.clock.advanceMillis(10);
        stopped();
    }

    @Test
    void aKeyThatHadGoneBeforeItWasWatchedIsNotThere() {
        expireLazily("x");
        expect(OK, "WATCH", "x");
        runs();

        expireLazily("x");
        expect(OK, "WATCH", "x");
        expectInteger(0, "EXISTS", "x");
        runs();

        expireLazily("x");
        expect(OK, "WATCH", "x");
        expect(OK, "FLUSHDB");
        runs();

        expireLazily("x");
        expect(OK, "WATCH", "x");
        harness.run(other, "SET", "x", "1");
        stopped();
    }

    @Test
    void swapDbIsJudgedByWhatAClientSees() {
        expect(OK, "SET", "x", "1");
        expect(OK, "WATCH", "x");
        expect(OK, "SWAPDB", "0", "1");
        stopped();
        expect(OK, "WATCH", "x");
        expect(OK, "SWAPDB", "0", "1");
        stopped();
        expect(OK, "FLUSHALL");

        expireLazily("x");
        expect(OK, "WATCH", "x");
        expect(OK, "SWAPDB", "0", "1");
        runs();
        expect(OK, "WATCH", "x");
        expect(OK, "SWAPDB", "0", "1");
        runs();
        expect(OK, "FLUSHALL");

        expect(OK, "SELECT", "1");
        expireLazily("x");
        expect(OK, "SELECT", "0");
        expireLazily("x");
        expect(OK, "WATCH", "x");
        expect(OK, "SWAPDB", "0", "1");
        runs();
    }

    @Test
    void aFlushThatTouchesSeveralWatchedKeysIsHarmless() {
        expect(OK, "SET", "a", "1");
        expect(OK, "SET", "b", "1");
        expect(OK, "WATCH", "b", "a", "b");
        harness.run(other, "WATCH", "a", "b");
        expect(OK, "FLUSHALL");
        expect("+PONG\r\n", "PING");
        assertEquals(2, harness.server.sessions().count(SessionFlag.DIRTY_CAS));
    }

    @Test
    void watchersAreCounted() {
        var watches = harness.server.watches();
        expect(OK, "WATCH", "a", "b", "a");
        harness.run(other, "WATCH", "b");
        assertEquals(2, watches.watchers());
        assertEquals(3, watches.total());
        harness.run(other, "SET", "b", "1");
        assertEquals(0, watches.watchers());
        assertEquals(0, watches.total());
        expect(OK, "UNWATCH");
        expect(OK, "WATCH", "a");
        harness.server.sessions().close(harness.session);
        assertEquals(0, watches.total());
    }

    private void expireLazily(String key) {
        expect(OK, "SET", key, "v", "PX", "1");
        harness.clock.advanceMillis(2);
    }

    private void runs() {
        expect(OK, "MULTI");
        expect("+QUEUED\r\n", "PING");
        expect("*1\r\n+PONG\r\n", "EXEC");
    }

    private void stopped() {
        expect(OK, "MULTI");
        expect("+QUEUED\r\n", "PING");
        expect(NIL_ARRAY, "EXEC");
    }
}
