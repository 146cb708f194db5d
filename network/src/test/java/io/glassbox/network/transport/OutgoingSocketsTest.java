package io.glassbox.network.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.protocol.OutgoingStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutgoingSocketsTest {
    private static final String HERE = "127.0.0.1";
    private static final long LONG_NANOS = 20_000_000_000L;
    private static final long SHORT_NANOS = 20_000_000L;

    private final SystemClock clock = new SystemClock();
    private final OutgoingSockets sockets = new OutgoingSockets(clock);
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        sockets.close();
        listener.close();
    }

    private OutgoingStream dial() throws IOException {
        return sockets.dial(HERE, listener.getLocalPort(), within(LONG_NANOS));
    }

    private long within(long nanos) {
        return clock.nanos() + nanos;
    }

    @Test
    void whatIsWrittenArrivesAndWhatIsAnsweredIsRead() throws IOException {
        try (OutgoingStream stream = dial();
                Socket peer = listener.accept()) {
            stream.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), within(LONG_NANOS));
            assertArrayEquals(new byte[] {1, 2, 3}, peer.getInputStream().readNBytes(3));
            peer.getOutputStream().write(new byte[] {4, 5});
            ByteBuffer answer = ByteBuffer.allocate(2);
            while (answer.hasRemaining()) {
                stream.read(answer, within(LONG_NANOS));
            }
            assertArrayEquals(new byte[] {4, 5}, answer.array());
        }
    }

    @Test
    void severalAreOpenAtATime() throws IOException {
        try (OutgoingStream first = dial();
                Socket firstPeer = listener.accept();
                OutgoingStream second = dial();
                Socket secondPeer = listener.accept()) {
            secondPeer.getOutputStream().write(2);
            assertThrows(InterruptedIOException.class, () -> first.read(ByteBuffer.allocate(1), within(SHORT_NANOS)));
            firstPeer.getOutputStream().write(1);
            ByteBuffer one = ByteBuffer.allocate(1);
            first.read(one, within(LONG_NANOS));
            assertEquals(1, one.get(0));
            second.read(one.clear(), within(LONG_NANOS));
            assertEquals(2, one.get(0));
        }
    }

    @Test
    void whereNobodyListensIsNoConnection() throws IOException {
        int port = listener.getLocalPort();
        listener.close();
        assertThrows(OutgoingStream.Refused.class, () -> sockets.dial(HERE, port, within(LONG_NANOS)));
    }

    @Test
    void aNameThatNobodyHasIsNoConnection() {
        assertThrows(UnknownHostException.class, () -> sockets.dial("no such host", 1, within(LONG_NANOS)));
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForWithoutAnEnd() throws IOException {
        try (OutgoingStream stream = dial()) {
            assertThrows(InterruptedIOException.class, () -> stream.read(ByteBuffer.allocate(1), within(SHORT_NANOS)));
        }
    }

    @Test
    void whoDoesNotReadIsNotWaitedForWithoutAnEnd() throws IOException {
        try (OutgoingStream stream = dial()) {
            ByteBuffer much = ByteBuffer.allocateDirect(64 << 20);
            assertThrows(InterruptedIOException.class, () -> stream.write(much, within(SHORT_NANOS)));
        }
    }

    @Test
    void theEndOfTheOtherSideIsNoAnswer() throws IOException {
        try (OutgoingStream stream = dial()) {
            listener.accept().close();
            assertThrows(EOFException.class, () -> stream.read(ByteBuffer.allocate(1), within(LONG_NANOS)));
        }
    }
}
