package io.glassbox.network.tls;

import io.glassbox.network.protocol.OutgoingStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** An outgoing connection that is encrypted on another one. Whoever waits for it does the computing too. */
final class TlsStream implements OutgoingStream {
    /** Records without data in a row, those of a handshake among them; more would only keep us busy, past every deadline. */
    private static final int MOST_EMPTY_RECORDS = 64;

    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

    private final OutgoingStream below;
    private final SSLEngine engine;

    /** Encrypted bytes that were read and not decrypted yet. */
    private final ByteBuffer records;

    private final ByteBuffer outgoing;

    /** Decrypted bytes that nobody has asked for yet. */
    private final ByteBuffer plain;

    private int emptyRecords;

    TlsStream(OutgoingStream below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        int recordBytes = engine.getSession().getPacketBufferSize();
        records = ByteBuffer.allocate(recordBytes).flip();
        outgoing = ByteBuffer.allocate(recordBytes);
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    /** Returns when the other side has proved who it is, and data can be sent. */
    void shakeHands(long deadlineNanos) throws IOException {
        engine.beginHandshake();
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            goOn(deadlineNanos);
        }
        emptyRecords = 0;
    }

    /** One step of a handshake, or what TLS 1.3 has instead of a second one. */
    private void goOn(long deadlineNanos) throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> runTasks();
            case NEED_WRAP -> send(NO_DATA, deadlineNanos);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receive(deadlineNanos);
            case NOT_HANDSHAKING, FINISHED -> {}
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    @Override
    public void write(ByteBuffer bytes, long deadlineNanos) throws IOException {
        while (bytes.hasRemaining()) {
            send(bytes, deadlineNanos);
        }
    }

    private void send(ByteBuffer data, long deadlineNanos) throws IOException {
        SSLEngineResult result = engine.wrap(data, outgoing.clear());
        if (result.getStatus() != Status.OK) {
            throw new SSLException("cannot encrypt: " + result.getStatus());
        }
        below.write(outgoing.flip(), deadlineNanos);
    }

    @Override
    public void read(ByteBuffer into, long deadlineNanos) throws IOException {
        while (!plain.hasRemaining()) {
            receive(deadlineNanos);
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK
                    || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                goOn(deadlineNanos);
            }
        }
        ByteBuffer part = plain.slice(plain.position(), Math.min(plain.remaining(), into.remaining()));
        plain.position(plain.position() + part.remaining());
        into.put(part);
    }

    /** Decrypts a record; waits for the rest of it, if that has not come. */
    private void receive(long deadlineNanos) throws IOException {
        plain.compact();
        SSLEngineResult result;
        try {
            result = engine.unwrap(records, plain);
        } finally {
            plain.flip();
        }
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> readMore(deadlineNanos);
            case CLOSED -> throw new EOFException("closed by the other side");
            case BUFFER_OVERFLOW -> throw new SSLException("a record is too long");
            case OK -> {
                emptyRecords = result.bytesProduced() > 0 ? 0 : emptyRecords + 1;
                if (emptyRecords > MOST_EMPTY_RECORDS) {
                    throw new SSLException("too many records without data");
                }
            }
        }
    }

    private void readMore(long deadlineNanos) throws IOException {
        records.compact();
        try {
            if (!records.hasRemaining()) {
                throw new SSLException("a record is too long");
            }
            below.read(records, deadlineNanos);
        } finally {
            records.flip();
        }
    }

    /** Without a goodbye, for which one might have to wait: whoever asks has read all answers, or wants no more of them. */
    @Override
    public void close() {
        below.close();
    }
}
