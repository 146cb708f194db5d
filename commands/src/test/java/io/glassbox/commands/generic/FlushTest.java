package io.glassbox.commands.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.commands.RecordedEffects;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlushTest extends CommandTestCase {
    @ParameterizedTest
    @ValueSource(strings = {"SYNC", "async"})
    void flushDbEmptiesTheSelectedDatabase(String mode) {
        fill();
        expect(OK, "FLUSHDB", mode);
        expectInteger(0, "DBSIZE");
        expect(NIL, "GET", "k1");
        expect(OK, "SET", "k1", "new");
        expectBulk("new", "GET", "k1");
        expect(OK, "SELECT", "1");
        expectInteger(1, "DBSIZE");
    }

    @Test
    void flushAllEmptiesAllDatabases() {
        fill();
        expect(OK, "FLUSHALL");
        assertEquals(0, harness.server.databases().totalKeys());
    }

    @Test
    void whatIsFlushedLaterIsFreedInSlices() {
        fill();
        harness.server.databases().lazyFreeing().ofUserFlushes(true);
        expect(OK, "FLUSHALL");
        assertEquals(0, harness.server.databases().totalKeys());
        assertEquals(1001, harness.server.databases().pendingFrees());
        harness.server.databases().freePending(Long.MAX_VALUE);
        assertEquals(0, harness.server.databases().pendingFrees());
        assertEquals(1001, harness.server.databases().statistics().lazilyFreed());
    }

    @Test
    void keysOfAFlushedDatabaseDoNotExpire() {
        expect(OK, "SET", "k", "v", "PX", "10");
        expect(OK, "FLUSHDB", "ASYNC");
        harness.pass(100);
        assertEquals(0, harness.server.databases().statistics().expired());
        assertEquals(Long.MAX_VALUE, harness.server.databases().nextDue());
    }

    @Test
    void otherWordsAreASyntaxError() {
        expect(SYNTAX_ERROR, "FLUSHDB", "now");
        expect(SYNTAX_ERROR, "FLUSHALL", "SYNC", "ASYNC");
    }

    @Test
    void aFlushIsToldEvenIfNothingWasThere() {
        RecordedEffects effects = new RecordedEffects();
        harness.pipeline.propagateTo(effects);
        expect(OK, "FLUSHDB");
        expect(OK, "FLUSHALL", "ASYNC");
        assertEquals(List.of("0: FLUSHDB", "0: FLUSHALL ASYNC"), effects.take());
        assertEquals(0, harness.server.databases().changes().dirty());
    }

    @Test
    void swapDbExchangesContentsAndTheirTimes() {
        expect(OK, "SET", "a", "0", "PX", "10");
        expect(OK, "SWAPDB", "0", "3");
        expectInteger(0, "DBSIZE");
        expect(OK, "SELECT", "3");
        expectBulk("0", "GET", "a");
        expect(OK, "SWAPDB", "3", "3");
        expectBulk("0", "GET", "a");
        harness.pass(10);
        expectInteger(0, "DBSIZE");
    }

    @Test
    void swapDbRefusesWhatIsNoDatabase() {
        expectError("ERR invalid first DB index", "SWAPDB", "a", "b");
        expectError("ERR invalid second DB index", "SWAPDB", "0", "b");
        expectError("ERR DB index is out of range", "SWAPDB", "0", "16");
        expectError("ERR DB index is out of range", "SWAPDB", "-1", "0");
    }

    private void fill() {
        for (int i = 0; i < 1000; i++) {
            harness.run("SET", "k" + i, "v");
        }
        expect(OK, "SELECT", "1");
        expect(OK, "SET", "k", "x".repeat(100_000));
        expect(OK, "SELECT", "0");
    }

    @Test
    void nothingIsLeftOfKeysThatHaveExpired() {
        expect(OK, "SET", "key", "value");
        expect(OK, "FLUSHALL");
        long before = harness.server.slabs().usedBytes();
        expect(OK, "SET", "key", "value", "PX", "100000");
        harness.pass(200_000);
        expectInteger(0, "DBSIZE");
        expect(OK, "FLUSHALL");
        assertEquals(before, harness.server.slabs().usedBytes());
    }
}
