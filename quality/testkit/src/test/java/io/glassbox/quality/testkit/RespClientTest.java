package io.glassbox.quality.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RespClientTest {
    private ServerSocketChannel listener;
    private SocketChannel peer;
    private RespClient client;

    @BeforeEach
    void connect() throws IOException {
        open(ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    private void open(ServerSocketChannel bound) throws IOException {
        listener = bound;
        client = RespClient.connect(listener.getLocalAddress());
        peer = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        peer.close();
        listener.close();
    }

    private void answer(String bytes) throws IOException {
        peer.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void everyReplyTypeOfBothProtocolsIsRead() throws IOException {
        answer("+OK\r\n-ERR no\r\n:-12\r\n$3\r\na\r\n\r\n$-1\r\n*-1\r\n_\r\n*2\r\n:1\r\n$0\r\n\r\n");
        answer("~1\r\n:1\r\n>1\r\n+p\r\n%1\r\n+k\r\n:7\r\n,1.50\r\n#t\r\n(123\r\n=6\r\ntxt:hi\r\n!5\r\nERR x\r\n");
        assertEquals(Reply.ok(), client.read());
        assertEquals("ERR no", client.read().errorText());
        assertEquals(-12, client.read().number());
        assertEquals(Reply.bulk("a\r\n"), client.read());
        assertEquals(Reply.nil(), client.read());
        assertEquals(new Reply.Nil(Reply.Absence.ARRAY), client.read());
        assertTrue(client.read().isNil());
        assertEquals(Reply.array(Reply.whole(1), Reply.bulk("")), client.read());
        assertEquals(new Reply.Sequence(Reply.Shape.SET, List.of(Reply.whole(1))), client.read());
        assertEquals(Reply.push(Reply.simple("p")), client.read());
        assertEquals(Map.of("k", Reply.whole(7)), client.read().byName());
        assertEquals("1.50", client.read().text());
        assertEquals(new Reply.Truth(true), client.read());
        assertEquals(new Reply.BigNumber("123"), client.read());
        assertEquals(new Reply.Verbatim("txt", "hi"), client.read());
        assertEquals(Reply.error("ERR x"), client.read());
    }

    @Test
    void commandsGoOutAsBulkArraysWithTheirExactBytes() throws IOException {
        client.send("SET", "k\0\u00ff", "");
        ByteBuffer got = ByteBuffer.allocate(64);
        String expected = "*3\r\n$3\r\nSET\r\n$3\r\nk\0\u00ff\r\n$0\r\n\r\n";
        while (got.position() < expected.length()) {
            peer.read(got);
        }
        assertEquals(expected, new String(got.array(), 0, got.position(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void rawRepliesAreTheExactBytes() throws IOException {
        answer("*2\r\n$1\r\nx\r\n:5\r\n+next\r\n");
        assertEquals("*2\r\n$1\r\nx\r\n:5\r\n", client.readRaw());
        assertEquals("+next\r\n", client.readRaw());
        assertFalse(client.hasInput());
    }

    @Test
    void aReplyLargerThanTheBufferArrivesWhole() throws Exception {
        String large = "x".repeat(3_000_000);
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                answer("$" + large.length() + "\r\n" + large + "\r\n+done\r\n");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals(large, client.read().text());
        assertEquals("done", client.read().text());
        writer.join();
    }

    @Test
    void theServersEndIsSeenAndWhatCameBeforeIsReturned() throws IOException {
        answer("-ERR bye\r\n");
        peer.close();
        assertEquals("-ERR bye\r\n", client.readToEnd());
        assertTrue(client.isEnded());
        assertThrows(AssertionError.class, client::read);
    }

    @Test
    void malformedRepliesFail() throws IOException {
        answer("$1\r\nab\r\n");
        assertThrows(AssertionError.class, client::read);
    }

    @Test
    void aMissingReplyFailsAtTheLimit() {
        client.timeout(Duration.ofMillis(1));
        assertThrows(AssertionError.class, client::read);
    }

    @Test
    void unixSocketsWork(@TempDir Path dir) throws IOException {
        close();
        ServerSocketChannel local = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        SocketAddress address = UnixDomainSocketAddress.of(dir.resolve("s"));
        open(local.bind(address));
        answer("+PONG\r\n");
        assertEquals("PONG", client.read().text());
    }

    @Test
    void leaksAreNamedWithBothFigures() {
        AtomicLong held = new AtomicLong(5);
        LeakCheck check = LeakCheck.of("blocks", held::get);
        check.close();
        held.set(6);
        AssertionError leak = assertThrows(AssertionError.class, check::close);
        assertEquals("leaked blocks: 5 before, 6 after", leak.getMessage());
    }

    @Test
    void aFailingRandomTestTellsItsSeed() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> Randomized.run(42, random -> assertEquals(-1, random.nextInt(1, 9), "no such number")));
        assertTrue(String.valueOf(failure.getMessage()).contains("-Dglassbox.seed=42"));
    }

    @Test
    void aWaitEndsAsSoonAsItsConditionHolds() {
        AtomicLong calls = new AtomicLong();
        Eventually.until("third call", () -> calls.incrementAndGet() == 3);
        assertEquals(3, calls.get());
        assertEquals(5, Eventually.value("fifth", calls::incrementAndGet, n -> n == 5));
    }

    @Test
    void portRangesAreFree() {
        int first = FreePorts.range(24_000, 5);
        for (int i = 0; i < 5; i++) {
            assertTrue(FreePorts.isFree(first + i));
        }
        assertFalse(FreePorts.isFree(portOf(listener)));
    }

    @Test
    void aPortThatSomebodyListensOnIsNotFreeWhateverTheAddress() throws IOException {
        for (String address : List.of("127.0.0.1", "127.0.0.2", "0.0.0.0")) {
            try (ServerSocketChannel taken =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName(address), 0))) {
                int port = portOf(taken);
                assertFalse(FreePorts.isFree(port), address);
                assertTrue(FreePorts.range(port, 1) > port, address);
            }
        }
    }

    private static int portOf(ServerSocketChannel channel) {
        try {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
