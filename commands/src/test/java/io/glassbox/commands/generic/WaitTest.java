package io.glassbox.commands.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.command.execute.Outcome;
import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.server.Blocking;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class WaitTest extends CommandTestCase {
    @Test
    void whoWaitsForNobodyGoesOn() {
        expectInteger(0, "WAIT", "0", "0");
        expectInteger(0, "WAIT", "-1", "10");
        expect("*2\r\n:0\r\n:0\r\n", "WAITAOF", "0", "0", "0");
    }

    @Test
    void theAnswerComesWhenTheTimeIsUp() {
        expect("", "WAIT", "1", "100");
        assertEquals(Outcome.STOP, harness.lastOutcome());
        Blocking blocking = Objects.requireNonNull(harness.session.blocking());
        assertEquals(harness.server.clock().nanos() + 100_000_000, blocking.deadlineNanos());
        blocking.timedOut(harness.session);
        harness.session.unblock();
        assertEquals(":0\r\n", harness.replies(harness.session));
        expect("", "WAITAOF", "0", "1", "0");
        assertEquals(
                Long.MAX_VALUE,
                Objects.requireNonNull(harness.session.blocking()).deadlineNanos());
        var other = harness.connect();
        assertEquals(":1\r\n", harness.run(other, "CLIENT", "UNBLOCK", Long.toString(harness.session.id())));
        assertEquals("*2\r\n:0\r\n:0\r\n", harness.replies(harness.session));
    }

    @Test
    void nothingWaitsInATransaction() {
        expect(OK, "MULTI");
        expect("+QUEUED\r\n", "WAIT", "1", "0");
        expect("+QUEUED\r\n", "WAITAOF", "0", "1", "0");
        expect("*2\r\n:0\r\n*2\r\n:0\r\n:0\r\n", "EXEC");
        assertEquals(Outcome.CONTINUE, harness.lastOutcome());
    }

    @Test
    void argumentsAreCheckedAsRedisDoes() {
        expect(NOT_AN_INTEGER, "WAIT", "a", "0");
        expectError("ERR timeout is not an integer or out of range", "WAIT", "0", "a");
        expectError("ERR timeout is negative", "WAIT", "0", "-1");
        expectError("ERR timeout is out of range", "WAIT", "1", "9223372036854775807");
        expectError("ERR value is out of range, value must between 0 and 1", "WAITAOF", "2", "0", "0");
        expectError("ERR value is out of range, must be positive", "WAITAOF", "0", "-1", "0");
        expectError(
                "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.",
                "WAITAOF",
                "1",
                "0",
                "0");
    }
}
