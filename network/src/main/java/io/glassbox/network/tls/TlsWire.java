package io.glassbox.network.tls;

import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.transport.IoScratch;
import io.glassbox.network.transport.Wire;
import io.glassbox.structure.memory.Memory;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A wire whose bytes are encrypted on another wire, once the handshake is done.
 *
 * <p>What encrypts is whoever reads and writes: with {@code io-threads} these threads, otherwise the loop's. A record of 64 bytes costs
 * less than to tell another thread of it. An idle connection keeps nothing but its engine; only the rest of an incomplete record, or of
 * one whose plain text was more than was asked for, stays here.
 *
 * <p>Replies count as written when their last encrypted byte is on its way. Until then they stay where they were, so the limits of
 * output see them, and a connection that closes after its replies loses none.
 */
final class TlsWire implements Wire, Wire.Readiness {
    /** One record at most, with what encryption adds to it. */
    private static final int RECORD_BYTES = 16 * 1024 + 2048 + 5;

    private static final int HEADER_BYTES = 5;

    /** Encrypted in one go: two full records. The scratch memory would hold three, but the JDK wants 33 KB free for each. */
    private static final int MOST_PLAIN_BYTES = 2 * 16 * 1024;

    private static final int HANDSHAKE_RECORD = 22;

    /** Records without data in a row; a peer that sends more only wants us to be busy. */
    private static final int MOST_EMPTY_RECORDS = 32;

    private static final byte[] NOTHING = {};
    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

    private final Wire below;
    private final SSLEngine engine;
    private final TlsEngines engines;
    private final IoScratch closingScratch;
    private final String certifiedName;
    private final boolean isTls13;
    private @Nullable Readiness listener;

    /** Encrypted bytes that were read and make no record yet, or were not asked for yet. */
    private byte[] encrypted;

    /** Plain bytes of a record that were not asked for yet, from {@link #plainStart} on. */
    private byte[] plain;

    private int plainStart;

    /** Encrypted bytes that the peer has not taken yet, from {@link #unsentStart} on. */
    private byte[] unsent = NOTHING;

    private int unsentStart;

    /** Bytes of replies that {@link #unsent} is the end of. */
    private long inFlight;

    private int emptyRecords;
    private boolean owesRecord;
    private boolean ended;
    private boolean closed;

    /**
     * @param encrypted what was read already
     * @param plain     what was decrypted already
     */
    TlsWire(
            Wire below,
            SSLEngine engine,
            TlsEngines engines,
            IoScratch closingScratch,
            String certifiedName,
            byte[] encrypted,
            byte[] plain) {
        this.below = below;
        this.engine = engine;
        this.engines = engines;
        this.closingScratch = closingScratch;
        this.certifiedName = certifiedName;
        this.isTls13 = engine.getSession().getProtocol().equals("TLSv1.3");
        this.encrypted = encrypted;
        this.plain = plain;
        below.bind(this);
    }

    @Override
    public void bind(@Nullable Readiness newListener) {
        listener = newListener;
    }

    @Override
    public void ready(boolean readable, boolean writable, boolean peerEnded) {
        Readiness to = listener;
        if (to != null) {
            to.ready(readable, writable, peerEnded);
        }
    }

    /** As on every wire, less than {@code length} says that there is no more for now: so this goes on until it is so. */
    @Override
    public int read(long address, int length, IoScratch scratch) {
        int total = takePlain(address, length);
        ByteBuffer records = scratch.records().clear();
        records.put(encrypted);
        encrypted = NOTHING;
        boolean isDrained = false;
        while (true) {
            records.flip();
            total += decrypt(records, address + total, length - total, scratch);
            records.compact();
            if (total == length || ended || isDrained) {
                break;
            }
            int room = Math.min(records.remaining(), Math.max(length - total + HEADER_BYTES, RECORD_BYTES));
            int count = below.read(scratch.recordsAddress() + records.position(), room, scratch);
            if (count == CLOSED) {
                ended = true;
                break;
            }
            isDrained = count < room;
            records.position(records.position() + count);
        }
        keepEncrypted(records.flip());
        if (owesRecord && !ended) {
            answer(scratch);
        }
        return total == 0 && ended ? CLOSED : total;
    }

    private int takePlain(long address, int most) {
        int count = Math.min(plain.length - plainStart, most);
        if (count > 0) {
            Memory.copyIn(plain, plainStart, address, count);
            plainStart += count;
            if (plainStart == plain.length) {
                plain = NOTHING;
                plainStart = 0;
            }
        }
        return count;
    }

    private void keepEncrypted(ByteBuffer records) {
        if (records.hasRemaining() && !ended) {
            encrypted = new byte[records.remaining()];
            records.get(encrypted);
        }
    }

    /** Decrypts complete records until there are none, or {@code room} is filled. Returns the bytes that it is filled with. */
    private int decrypt(ByteBuffer records, long address, int room, IoScratch scratch) {
        int total = 0;
        try {
            while (total < room && !ended && records.remaining() > HEADER_BYTES) {
                if (isNewHandshake(records) || isTooLong(records)) {
                    ended = true;
                    break;
                }
                ByteBuffer decrypted = scratch.buffer().clear();
                SSLEngineResult result = engine.unwrap(records, decrypted);
                if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                    break;
                }
                ended = result.getStatus() != Status.OK || isIdling(result);
                note(result.getHandshakeStatus());
                int taken = Math.min(result.bytesProduced(), room - total);
                Memory.copy(scratch.address(), address + total, taken);
                total += taken;
                if (taken < result.bytesProduced()) {
                    plain = new byte[result.bytesProduced() - taken];
                    decrypted.flip().position(taken).get(plain);
                }
            }
        } catch (SSLException e) {
            ended = true;
        }
        return total;
    }

    /** Before TLS 1.3 a client could begin a second handshake; nobody needs it, and it has been used for attacks. */
    private boolean isNewHandshake(ByteBuffer records) {
        return !isTls13 && records.get(records.position()) == HANDSHAKE_RECORD;
    }

    /** No peer may send such a record, so that waiting for the rest of it would be in vain. */
    private static boolean isTooLong(ByteBuffer records) {
        return Short.toUnsignedInt(records.getShort(records.position() + 3)) > RECORD_BYTES - HEADER_BYTES;
    }

    private boolean isIdling(SSLEngineResult result) {
        emptyRecords = result.bytesProduced() > 0 ? 0 : emptyRecords + 1;
        return emptyRecords > MOST_EMPTY_RECORDS;
    }

    /** What TLS 1.3 has besides data: new keys, which may have to be answered. */
    private void note(HandshakeStatus status) {
        if (status == HandshakeStatus.NEED_TASK) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        }
        owesRecord |= status == HandshakeStatus.NEED_WRAP || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    /** BoringSSL's engine owes an alert when it cannot go on, and says so only to who wants more of it than the alert. */
    private void answer(IoScratch scratch) {
        owesRecord = false;
        for (int i = 0; i < 2 && unsent.length == 0 && !ended; i++) {
            ended = !send(NO_DATA, scratch);
        }
    }

    @Override
    public long write(ReplyBuffer replies, IoScratch scratch) {
        if (unsent.length > 0) {
            if (!sendRest(scratch)) {
                return CLOSED;
            }
            if (unsent.length > 0) {
                return 0;
            }
            if (inFlight > 0) {
                long done = inFlight;
                inFlight = 0;
                return done;
            }
        }
        int length = replies.copyTo(scratch.address(), MOST_PLAIN_BYTES);
        if (!send(scratch.buffer().clear().limit(length), scratch)) {
            return CLOSED;
        }
        if (unsent.length > 0) {
            inFlight = length;
            return 0;
        }
        return length;
    }

    /** Encrypts and writes; what the peer does not take is {@link #unsent}. False if the connection is at its end. */
    private boolean send(ByteBuffer data, IoScratch scratch) {
        ByteBuffer records = scratch.records().clear();
        try {
            do {
                SSLEngineResult result = engine.wrap(data, records);
                boolean isUseless = result.bytesProduced() == 0 && data.hasRemaining();
                if (isUseless || result.getStatus() == Status.BUFFER_OVERFLOW) {
                    return lost();
                }
            } while (data.hasRemaining());
        } catch (SSLException e) {
            return lost();
        }
        int length = records.position();
        if (length == 0) {
            return true;
        }
        int sent = below.write(scratch.recordsAddress(), length);
        if (sent == CLOSED) {
            return false;
        }
        if (sent < length) {
            unsent = new byte[length - sent];
            unsentStart = 0;
            records.flip().position(sent).get(unsent);
        }
        return true;
    }

    /** What was encrypted and not sent is missed by the peer, so not even a goodbye can follow. */
    private boolean lost() {
        ended = true;
        return false;
    }

    private boolean sendRest(IoScratch scratch) {
        int length = unsent.length - unsentStart;
        scratch.records().clear().put(unsent, unsentStart, length);
        int sent = below.write(scratch.recordsAddress(), length);
        if (sent == CLOSED) {
            return false;
        }
        unsentStart += sent;
        if (unsentStart == unsent.length) {
            unsent = NOTHING;
        }
        return true;
    }

    @Override
    public int write(long address, int length) {
        throw new UnsupportedOperationException("nothing is layered upon TLS");
    }

    @Override
    public boolean isFull() {
        return unsent.length > 0 && below.isFull();
    }

    /** Says goodbye, if that needs no waiting. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!ended && unsent.length == 0) {
            engine.closeOutbound();
            send(NO_DATA, closingScratch);
        }
        below.bind(null);
        below.close();
        engines.release(engine);
        encrypted = NOTHING;
        plain = NOTHING;
        unsent = NOTHING;
    }

    @Override
    public String certifiedName() {
        return certifiedName;
    }

    @Override
    public int fileDescriptor() {
        return below.fileDescriptor();
    }

    @Override
    public String remoteAddress() {
        return below.remoteAddress();
    }

    @Override
    public String localAddress() {
        return below.localAddress();
    }

    @Override
    public boolean isUnixSocket() {
        return below.isUnixSocket();
    }

    @Override
    public boolean isLoopback() {
        return below.isLoopback();
    }
}
