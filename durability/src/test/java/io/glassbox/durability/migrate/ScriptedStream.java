package io.glassbox.durability.migrate;

import io.glassbox.network.protocol.OutgoingStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The other side of a connection, which says what it was told to, piece by piece, and then ends. */
class ScriptedStream implements OutgoingStream {
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    final Set<Long> deadlines = new HashSet<>();
    boolean isClosed;

    ScriptedStream(String... pieces) {
        List.of(pieces).forEach(piece -> this.pieces.add(piece.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void write(ByteBuffer bytes, long deadlineNanos) {
        bytes.position(bytes.limit());
    }

    @Override
    public void read(ByteBuffer into, long deadlineNanos) throws IOException {
        deadlines.add(deadlineNanos);
        byte[] piece = pieces.poll();
        if (piece == null) {
            throw new EOFException();
        }
        int count = Math.min(piece.length, into.remaining());
        into.put(piece, 0, count);
        if (count < piece.length) {
            pieces.addFirst(Arrays.copyOfRange(piece, count, piece.length));
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
