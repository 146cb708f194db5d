package io.glassbox.durability.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.foundation.time.ManualClock;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a target answers, whoever it is. */
class TargetConnectionTest {
    private static final long TIMEOUT = 1000;

    private static TargetConnection saying(String... pieces) {
        return new TargetConnection(new ScriptedStream(pieces), new CommandClock(new ManualClock(0)));
    }

    @Test
    void answersAreLinesHoweverTheyCome() throws IOException {
        TargetConnection target = saying("+OK\r\n-ERR no", "\r", "\n+", "OK\n", "-X\r\n");
        assertEquals("", target.readRefusal(TIMEOUT));
        assertEquals("ERR no", target.readRefusal(TIMEOUT));
        assertEquals("", target.readRefusal(TIMEOUT));
        assertEquals("X", target.readRefusal(TIMEOUT));
        assertThrows(EOFException.class, () -> target.readRefusal(TIMEOUT));
    }

    @Test
    void aLineHasOneDeadlineHoweverSlowlyItComes() throws IOException {
        ManualClock time = new ManualClock(0);
        ScriptedStream stream = new ScriptedStream("+", "O", "K", "\r", "\n", "+OK\r\n") {
            @Override
            public void read(ByteBuffer into, long deadlineNanos) throws IOException {
                super.read(into, deadlineNanos);
                time.advanceMillis(TIMEOUT / 10);
            }
        };
        TargetConnection target = new TargetConnection(stream, new CommandClock(time));
        target.readRefusal(TIMEOUT);
        assertEquals(Set.of(1_000_000_000L), stream.deadlines);
        target.readRefusal(TIMEOUT);
        assertEquals(Set.of(1_000_000_000L, 1_500_000_000L), stream.deadlines);
    }

    @Test
    void anErrorMayBeLong() throws IOException {
        String words = "ERR " + "x".repeat(4000);
        assertEquals(words, saying("-" + words + "\r\n").readRefusal(TIMEOUT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\n",
                "-\r\n",
                "+\r\n",
                "+ok\r\n",
                "+OKAY\r\n",
                "+QUEUED\r\n",
                "$-1\r\n",
                "$2147483647\r\n",
                ":1\r\n",
                "*1000000000\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "\0\0\0\0\n",
                "+OK"
            })
    void whateverElseIsSaidIsNoAnswer(String words) {
        assertThrows(IOException.class, () -> saying(words).readRefusal(TIMEOUT));
    }

    @Test
    void aLineWithoutAnEndIsNotRead() {
        String[] pieces = new String[1000];
        Arrays.fill(pieces, "x".repeat(1000));
        IOException e = assertThrows(IOException.class, () -> saying(pieces).readRefusal(TIMEOUT));
        assertEquals("an endless line", e.getMessage());
    }

    @Test
    void whoSaysMoreThanWasAskedIsAhead() throws IOException {
        TargetConnection target = saying("+OK\r\n+O");
        assertFalse(target.isAhead());
        target.readRefusal(TIMEOUT);
        assertTrue(target.isAhead());
    }
}
