package io.glassbox.durability.migrate;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.network.protocol.OutgoingStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection to a target, with what is known of its state. Whatever a target says is taken with suspicion. */
final class TargetConnection {
    /** No database is known to be selected. */
    static final long NONE = -1;

    /** Further away than anybody waits; more could not be counted in nanoseconds. */
    private static final long LONGEST_WAIT_MILLIS = 1L << 40;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The longest line that is an answer. */
    private static final int INPUT_BYTES = 4096;

    private final OutgoingStream stream;
    private final CommandClock clock;
    private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES).flip();

    /** The database that the target has selected. */
    long database = NONE;

    long lastUsedNanos;

    TargetConnection(OutgoingStream stream, CommandClock clock) {
        this.stream = stream;
        this.clock = clock;
    }

    static long deadline(CommandClock clock, long timeoutMillis) {
        return clock.nanosNow() + Math.min(timeoutMillis, LONGEST_WAIT_MILLIS) * NANOS_PER_MILLI;
    }

    /** Sends a piece of a request; each piece may take so long. */
    void write(ByteBuffer piece, long timeoutMillis) throws IOException {
        stream.write(piece, deadline(clock, timeoutMillis));
    }

    /**
     * Waits for the next answer. Empty if it is OK, otherwise the error; whatever else somebody says who is no such server fails as a
     * broken connection does.
     */
    String readRefusal(long timeoutMillis) throws IOException {
        String line = readLine(deadline(clock, timeoutMillis));
        if (line.equals("+OK")) {
            return "";
        }
        if (line.length() > 1 && line.charAt(0) == '-') {
            return line.substring(1);
        }
        throw new IOException("neither OK nor an error");
    }

    private String readLine(long deadlineNanos) throws IOException {
        int length = lineLength();
        while (length < 0) {
            if (input.remaining() == INPUT_BYTES) {
                throw new IOException("an endless line");
            }
            input.compact();
            try {
                stream.read(input, deadlineNanos);
            } finally {
                input.flip();
            }
            length = lineLength();
        }
        byte[] line = new byte[length];
        input.get(line).get();
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }

    private int lineLength() {
        for (int i = input.position(); i < input.limit(); i++) {
            if (input.get(i) == '\n') {
                return i - input.position();
            }
        }
        return -1;
    }

    /** Whether the target has said more than it was asked: its next words would be taken for answers to something else. */
    boolean isAhead() {
        return input.hasRemaining();
    }

    void close() {
        stream.close();
    }
}
