package io.glassbox.commands.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.command.execute.Outcome;
import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

class ClientPauseTest extends CommandTestCase {
    @Test
    void aPauseOfWritesHoldsBackWhatMayReachReplicas() {
        expectInteger(1, "PFADD", "sketch", "a");
        pauseWrites();
        expectPostponed("SET", "key", "value");
        expectPostponed("PFCOUNT", "sketch");
        expectPostponed("PUBLISH", "channel", "message");
        expectPostponed("SPUBLISH", "channel", "message");
    }

    @Test
    void aPauseOfWritesLetsReadsPass() {
        pauseWrites();
        expect(NIL, "GET", "key");
        expect("+PONG\r\n", "PING");
    }

    @Test
    void aPauseOfWritesHoldsBackTransactionsThatMayReachReplicas() {
        expect(OK, "MULTI");
        expect("+QUEUED\r\n", "PUBLISH", "channel", "message");
        harness.run(harness.connect(), "CLIENT", "PAUSE", "100000", "WRITE");
        expectPostponed("EXEC");
    }

    @Test
    void commandInfoDoesNotTellWhatMayReachReplicas() {
        expect(
                array(array(
                        bulk("publish"),
                        ":3\r\n",
                        array("+pubsub\r\n", "+loading\r\n", "+stale\r\n", "+fast\r\n"),
                        ":0\r\n",
                        ":0\r\n",
                        ":0\r\n",
                        array("+@pubsub\r\n", "+@fast\r\n"),
                        array(),
                        array(),
                        array())),
                "COMMAND",
                "INFO",
                "PUBLISH");
    }

    private void pauseWrites() {
        expect(OK, "CLIENT", "PAUSE", "100000", "WRITE");
    }

    private void expectPostponed(String... command) {
        expect("", command);
        assertEquals(Outcome.POSTPONE, harness.lastOutcome(), () -> String.join(" ", command));
    }
}
