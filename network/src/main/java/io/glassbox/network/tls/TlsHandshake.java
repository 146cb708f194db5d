package io.glassbox.network.tls;

import io.glassbox.network.transport.IoScratch;
import io.glassbox.network.transport.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * A connection before it is one. The loop's thread reads and writes; what the peer has said goes to another thread, which computes for a
 * millisecond or two and hands the answer back. Either the one or the other has the handshake, never both.
 */
final class TlsHandshake implements Wire.Readiness {
    /** More than a client's certificates ever take; whoever sends more will not get in. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int READ_BYTES = 16 * 1024;

    /** Every handshake begins with a record of this type and this major version. */
    private static final int HANDSHAKE_RECORD = 22;

    private static final int MAJOR_VERSION = 3;
    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

    private final TlsAcceptor home;
    private final Wire wire;
    private final TlsEngines engines;
    private final long deadline;

    /** The place in the list of all handshakes. */
    int index;

    private @Nullable SSLEngine engine;

    /** What was read and not understood yet. */
    private byte[] input = {};

    /** What was understood already of what comes after the handshake. */
    private byte[] requests = {};

    /** What has to be written, and was not yet. */
    private byte[] output = {};

    private int received;
    private String failure = "";
    private String certifiedName = "";
    private boolean isDone;
    private boolean isWorking;
    private boolean isClosed;
    private boolean mayRead;
    private boolean hasEnded;

    TlsHandshake(TlsAcceptor home, Wire wire, TlsEngines engines, long deadline) {
        this.home = home;
        this.wire = wire;
        this.engines = engines;
        engines.retain();
        this.deadline = deadline;
        wire.bind(this);
    }

    Wire wire() {
        return wire;
    }

    boolean isOverdue(long now) {
        return now - deadline >= 0;
    }

    @Override
    public void ready(boolean readable, boolean writable, boolean peerEnded) {
        hasEnded |= peerEnded;
        mayRead |= readable || peerEnded;
        if (isWorking || isClosed) {
            return;
        }
        if (output.length > 0 && !(writable && write())) {
            return;
        }
        if (mayRead) {
            read();
        }
    }

    private void read() {
        mayRead = false;
        IoScratch scratch = home.scratch();
        ByteBuffer records = scratch.records().clear();
        int count = wire.read(scratch.recordsAddress(), READ_BYTES, scratch);
        if (count == Wire.CLOSED) {
            home.fail(this, "Connection reset by peer");
            return;
        }
        if (count == 0) {
            return;
        }
        mayRead = count == READ_BYTES || hasEnded;
        received += count;
        int kept = input.length;
        input = Arrays.copyOf(input, kept + count);
        records.get(input, kept, count);
        if (received > MOST_BYTES) {
            home.fail(this, "error:0A000098:SSL routines::excessive message size");
        } else if (input.length > 1 && (input[0] != HANDSHAKE_RECORD && engine == null || input[1] != MAJOR_VERSION)) {
            home.fail(this, "error:0A00010B:SSL routines::wrong version number");
        } else {
            isWorking = true;
            home.work(this);
        }
    }

    /** Computes the next step; on another thread. */
    void step(HandshakeBuffers buffers) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer source = ByteBuffer.wrap(input);
        try {
            negotiate(source, buffers, answer);
        } catch (SSLException | RuntimeException e) {
            failure = String.valueOf(e.getMessage());
            sayWhy(buffers, answer);
        }
        input = Arrays.copyOfRange(input, source.position(), input.length);
        output = answer.toByteArray();
    }

    private void negotiate(ByteBuffer source, HandshakeBuffers buffers, ByteArrayOutputStream answer)
            throws SSLException {
        SSLEngine negotiator = engine;
        if (negotiator == null) {
            negotiator = engines.open();
            engine = negotiator;
            negotiator.beginHandshake();
        }
        while (!isDone) {
            switch (negotiator.getHandshakeStatus()) {
                case NEED_TASK -> runTasks(negotiator);
                case NEED_WRAP -> wrap(negotiator, buffers, answer);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    ByteBuffer plain = buffers.plain().clear();
                    SSLEngineResult result = negotiator.unwrap(source, plain);
                    if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                        return;
                    }
                    if (result.getStatus() == Status.CLOSED) {
                        throw new SSLException("closed by the client");
                    }
                    keepRequests(plain.flip());
                    boolean isStuck = result.bytesConsumed() == 0
                            && negotiator.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP;
                    if (isStuck) {
                        return;
                    }
                }
                case NOT_HANDSHAKING, FINISHED -> {
                    isDone = true;
                    certifiedName = nameOfPeer(negotiator);
                }
            }
        }
    }

    /** An engine may go on with the first request in the step that ends the handshake. */
    private void keepRequests(ByteBuffer plain) {
        int kept = requests.length;
        if (plain.hasRemaining()) {
            requests = Arrays.copyOf(requests, kept + plain.remaining());
            plain.get(requests, kept, requests.length - kept);
        }
    }

    private static void runTasks(SSLEngine negotiator) {
        for (Runnable task = negotiator.getDelegatedTask(); task != null; task = negotiator.getDelegatedTask()) {
            task.run();
        }
    }

    private static SSLEngineResult wrap(SSLEngine negotiator, HandshakeBuffers buffers, ByteArrayOutputStream answer)
            throws SSLException {
        ByteBuffer records = buffers.records().clear();
        SSLEngineResult result = negotiator.wrap(NO_DATA, records);
        byte[] bytes = new byte[records.flip().remaining()];
        records.get(bytes);
        answer.writeBytes(bytes);
        return result;
    }

    /** The alert that tells the peer what is wrong. */
    private void sayWhy(HandshakeBuffers buffers, ByteArrayOutputStream answer) {
        SSLEngine negotiator = engine;
        try {
            for (int i = 0; negotiator != null && i < 2 && !negotiator.isOutboundDone(); i++) {
                if (wrap(negotiator, buffers, answer).bytesProduced() == 0) {
                    return;
                }
            }
        } catch (SSLException e) {
            return;
        }
    }

    /** A step was made; on the loop's thread again. */
    void stepped() {
        isWorking = false;
        if (isClosed) {
            release();
            return;
        }
        boolean isWritten = output.length == 0 || write();
        if (!failure.isEmpty()) {
            home.fail(this, failure);
        } else if (isWritten && !isClosed) {
            goOn();
        }
    }

    private void goOn() {
        if (isDone) {
            home.complete(this);
        } else if (mayRead) {
            read();
        }
    }

    /** True if all is written; otherwise the rest waits for the peer, or the peer is gone. */
    private boolean write() {
        IoScratch scratch = home.scratch();
        int offset = 0;
        while (offset < output.length) {
            int part = Math.min(output.length - offset, IoScratch.BYTES);
            scratch.records().clear().put(output, offset, part);
            int sent = wire.write(scratch.recordsAddress(), part);
            if (sent == Wire.CLOSED) {
                if (failure.isEmpty()) {
                    home.fail(this, "Connection reset by peer");
                }
                return false;
            }
            offset += sent;
            if (sent < part) {
                output = Arrays.copyOfRange(output, offset, output.length);
                return false;
            }
        }
        output = new byte[0];
        return true;
    }

    /** The connection that came of it; what the client has sent already goes with it. */
    TlsWire connection() {
        SSLEngine negotiated = engine;
        assert isDone && negotiated != null;
        engine = null;
        isClosed = true;
        engines.close();
        return new TlsWire(wire, negotiated, engines, home.scratch(), certifiedName, input, requests);
    }

    private static String nameOfPeer(SSLEngine negotiated) {
        try {
            return negotiated.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Certificates.commonName(certificate.getSubjectX500Principal())
                    : "";
        } catch (SSLPeerUnverifiedException e) {
            return "";
        }
    }

    /** Nothing came of it. */
    void close() {
        isClosed = true;
        wire.bind(null);
        wire.close();
        if (!isWorking) {
            release();
        }
    }

    /** There will be no more steps, not even the one that was asked for. */
    void abandon() {
        isWorking = false;
        close();
    }

    private void release() {
        SSLEngine unused = engine;
        engine = null;
        if (unused != null) {
            engines.release(unused);
        }
        engines.close();
    }
}
