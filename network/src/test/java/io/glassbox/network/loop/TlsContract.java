package io.glassbox.network.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.setting.value.TlsClientAuth;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.tls.TlsConfiguration;
import io.glassbox.network.tls.TlsConfiguration.Identity;
import io.glassbox.network.tls.TlsConfiguration.Negotiation;
import io.glassbox.network.tls.TlsConfiguration.Sessions;
import io.glassbox.network.tls.TlsConfiguration.Trust;
import io.glassbox.network.transport.EpollTransport;
import io.glassbox.network.transport.NioTransport;
import io.glassbox.network.transport.Transport;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.quality.testkit.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TLS promises, with either engine, over either transport, with and without I/O threads. */
abstract class TlsContract {
    /** A choice that BoringSSL does not leave, so that the JDK's engine is taken. */
    static final String ONLY_JSSE = "TLS_AES_256_GCM_SHA384";

    @TempDir
    static Path directory;

    private static TestAuthority authority;

    private final boolean epoll;
    private final int ioThreads;
    private final String suites;
    private EchoServer server;
    private int port;

    TlsContract(boolean epoll, int ioThreads, String suites) {
        this.epoll = epoll;
        this.ioThreads = ioThreads;
        this.suites = suites;
    }

    @BeforeAll
    static void makeCertificates() {
        authority =
                TestAuthority.make(directory).issue("server", "server", "RSA").issue("client", "somebody", "EC");
    }

    @BeforeEach
    void start() {
        server = new EchoServer(this::open, ioThreads);
        port = server.listenTls(configuration(TlsClientAuth.YES, "")).port();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Transport open() throws IOException {
        return epoll && EpollTransport.isSupported() ? new EpollTransport(new SystemClock()) : new NioTransport();
    }

    private TlsConfiguration configuration(TlsClientAuth clientAuth, String protocols) {
        return new TlsConfiguration(
                new Identity(
                        Optional.of(authority.certificateOf("server")), Optional.of(authority.keyOf("server")), ""),
                new Identity(Optional.empty(), Optional.empty(), ""),
                new Trust(Optional.of(authority.certificate()), Optional.empty()),
                Optional.empty(),
                clientAuth,
                true,
                new Negotiation(protocols, "", suites, false),
                new Sessions(true, 100, 300));
    }

    private SSLSocket connect() {
        return authority.connect("client", port);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String receive(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static void exchange(Socket socket, String request, String reply) throws IOException {
        send(socket, request);
        assertEquals(reply, receive(socket, reply.length()));
    }

    private void failsWith(String reason) {
        Eventually.until(
                "the handshake fails: " + reason,
                () -> server.failedHandshakes.stream().anyMatch(failure -> failure.contains(reason)));
    }

    @Test
    void theEngineIsTheOneUnderTest() {
        assertEquals(suites.isEmpty() ? "BoringSSL" : "JSSE", server.onLoop(server.tls::library));
    }

    @Test
    void requestsAreAnsweredInEveryProtocol() throws IOException {
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (SSLSocket client = connect()) {
                client.setEnabledProtocols(new String[] {protocol});
                exchange(client, "PING\r\nECHO hi\r\n", "+PONG\r\n$2\r\nhi\r\n");
                assertEquals(protocol, client.getSession().getProtocol());
            }
        }
        assertEquals(List.of(), server.failedHandshakes);
    }

    @Test
    void valuesOfAnySizeComeBackUnharmed() {
        Randomized.test(random -> {
            try (SSLSocket client = connect()) {
                for (int size : new int[] {0, 1, 16_383, 16_384, 16_385, 65_535, random.nextInt(300_000), 3_000_000}) {
                    byte[] value = new byte[size];
                    random.nextBytes(value);
                    Thread sender = Thread.ofPlatform().start(() -> {
                        try {
                            client.getOutputStream()
                                    .write(RespClient.encode("ECHO".getBytes(StandardCharsets.US_ASCII), value));
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
                    String head = "$" + size + "\r\n";
                    assertEquals(head, receive(client, head.length()));
                    assertArrayEquals(value, client.getInputStream().readNBytes(size));
                    assertEquals("\r\n", receive(client, 2));
                    sender.join();
                }
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aRequestMayArriveByteByByte() throws IOException {
        try (SSLSocket client = connect()) {
            for (char c : "ECHO slowly\r\n".toCharArray()) {
                send(client, String.valueOf(c));
            }
            assertEquals("$6\r\nslowly\r\n", receive(client, 12));
        }
    }

    @Test
    void aLongPipelineIsAnsweredCompletely() throws IOException {
        try (SSLSocket client = connect()) {
            exchange(client, "PING\r\n".repeat(20_000), "+PONG\r\n".repeat(20_000));
        }
    }

    @Test
    void aSlowReaderGetsEverythingInTheEnd() throws IOException {
        try (SSLSocket client = connect()) {
            client.setReceiveBufferSize(100_000);
            send(client, "BIG 20000000\r\nPING\r\n");
            Eventually.until(
                    "the server cannot write", () -> server.onLoop(() -> server.chunks.lentBytes() > 1_000_000));
            try (SSLSocket other = connect()) {
                exchange(other, "PING\r\n", "+PONG\r\n");
            }
            assertEquals("$20000000\r\n", receive(client, 11));
            assertEquals(20_000_000, client.getInputStream().readNBytes(20_000_000).length);
            assertEquals("\r\n+PONG\r\n", receive(client, 9));
        }
    }

    @Test
    void whatIsOwedIsWrittenBeforeTheConnectionCloses() throws IOException {
        try (SSLSocket client = connect()) {
            send(client, "BIG 5000000\r\nQUIT\r\nPING\r\n");
            byte[] all = client.getInputStream().readAllBytes();
            assertEquals("$5000000\r\n".length() + 5_000_000 + "\r\n+OK\r\n".length(), all.length);
        }
    }

    @Test
    void repliesBeyondTheHardLimitEndTheConnection() throws IOException {
        try (SSLSocket client = connect()) {
            exchange(client, "LIMIT 100000 0 0\r\n", "+OK\r\n");
            send(client, "ENDLESS\r\n");
            assertThrows(IOException.class, () -> {
                if (client.getInputStream().readAllBytes().length == 0) {
                    throw new IOException("closed");
                }
            });
        }
        Eventually.until("closed", () -> server.closed.get() == 1);
        assertEquals(1, server.replyOverflows.get());
    }

    @Test
    void aClientWithoutACertificateStaysOutside() throws IOException {
        try (SSLSocket client = authority.connect("", port)) {
            assertThrows(IOException.class, () -> exchange(client, "PING\r\n", "+PONG\r\n"));
        }
        Eventually.until("the handshake fails", () -> !server.failedHandshakes.isEmpty());
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused(@TempDir Path elsewhere) throws IOException {
        TestAuthority other = TestAuthority.make(elsewhere).issue("stranger", "stranger", "EC");
        port = server.listenTls(configuration(TlsClientAuth.OPTIONAL, "")).port();
        try (SSLSocket client = authority.connect("", port)) {
            exchange(client, "PING\r\n", "+PONG\r\n");
        }
        try (SSLSocket client = other.connectTo(authority, "stranger", port)) {
            assertThrows(IOException.class, () -> exchange(client, "PING\r\n", "+PONG\r\n"));
        }
        Eventually.until("the handshake fails", () -> !server.failedHandshakes.isEmpty());
    }

    @Test
    void protocolsThatAreNotAllowedAreRefused() throws IOException {
        port = server.listenTls(configuration(TlsClientAuth.YES, "TLSv1.3")).port();
        try (SSLSocket client = connect()) {
            client.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThrows(IOException.class, client::startHandshake);
        }
        try (SSLSocket client = connect()) {
            exchange(client, "PING\r\n", "+PONG\r\n");
        }
    }

    @Test
    void plainTextIsTurnedAwayWithoutAWord() {
        try (RespClient client = RespClient.connect(port)) {
            assertEquals("", client.sendRaw("*1\r\n$4\r\nPING\r\n").readToEnd());
        }
        failsWith("wrong version number");
    }

    @Test
    void whatLooksLikeAHandshakeAndIsNoneIsTurnedAway() {
        Randomized.test(random -> {
            byte[] garbage = new byte[random.nextInt(1, 40_000)];
            random.nextBytes(garbage);
            byte[] header = {22, 3, 1, (byte) random.nextInt(0, 256), (byte) random.nextInt(0, 256)};
            System.arraycopy(header, 0, garbage, 0, Math.min(header.length, garbage.length));
            try (RespClient client = RespClient.connect(port)) {
                client.sendRaw(garbage);
                client.shutdownOutput();
                client.readToEnd();
            }
        });
        Eventually.until("no handshake is left", () -> server.onLoop(server.tls::handshakes) == 0);
        assertEquals(0, server.closed.get());
    }

    @Test
    void garbageInsideAConnectionEndsIt() throws IOException {
        try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket client = (SSLSocket) authority
                        .clientContext("client")
                        .getSocketFactory()
                        .createSocket(raw, "127.0.0.1", port, false)) {
            client.setSoTimeout(20_000);
            exchange(client, "PING\r\n", "+PONG\r\n");
            byte[] record = new byte[5 + 200];
            Arrays.fill(record, (byte) 0x5a);
            System.arraycopy(new byte[] {23, 3, 3, 0, (byte) 200}, 0, record, 0, 5);
            raw.getOutputStream().write(record);
            Eventually.until("closed", () -> server.closed.get() == 1);
        }
    }

    @Test
    void aRecordLongerThanAllowedEndsTheConnection() throws IOException {
        try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket client = (SSLSocket) authority
                        .clientContext("client")
                        .getSocketFactory()
                        .createSocket(raw, "127.0.0.1", port, false)) {
            client.setSoTimeout(20_000);
            exchange(client, "PING\r\n", "+PONG\r\n");
            byte[] record = new byte[70_000];
            System.arraycopy(new byte[] {23, 3, 3, (byte) 0xff, (byte) 0xff}, 0, record, 0, 5);
            raw.getOutputStream().write(record);
            Eventually.until("closed", () -> server.closed.get() == 1);
        }
    }

    @Test
    void aSecondHandshakeIsRefused() throws IOException {
        try (SSLSocket client = connect()) {
            client.setEnabledProtocols(new String[] {"TLSv1.2"});
            exchange(client, "PING\r\n", "+PONG\r\n");
            client.startHandshake();
            assertThrows(IOException.class, () -> exchange(client, "PING\r\n", "+PONG\r\n"));
        }
        Eventually.until("closed", () -> server.closed.get() == 1);
    }

    /** In TLS 1.3 a client may ask for new keys at any time, and has to be answered with some. */
    @Test
    void newKeysAreTaken() throws IOException {
        try (SSLSocket client = connect()) {
            client.setEnabledProtocols(new String[] {"TLSv1.3"});
            for (int i = 0; i < 5; i++) {
                exchange(client, "PING\r\n", "+PONG\r\n");
                client.startHandshake();
            }
            exchange(client, "PING\r\n", "+PONG\r\n");
        }
    }

    @Test
    void aClientThatSaysGoodbyeIsGone() throws IOException {
        try (SSLSocket client = connect()) {
            exchange(client, "PING\r\n", "+PONG\r\n");
        }
        Eventually.until("closed", () -> server.closed.get() == 1);
    }

    @Test
    void goodbyeIsSaid() throws IOException {
        try (SSLSocket client = connect()) {
            exchange(client, "QUIT\r\n", "+OK\r\n");
            InputStream in = client.getInputStream();
            // Without a goodbye that would be an error: somebody may have cut the connection.
            assertEquals(-1, in.read());
        }
    }

    @Test
    void handshakesThatTakeTooLongEnd() throws IOException {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Eventually.until("it is taken", () -> server.onLoop(server.tls::handshakes) == 1);
            server.onLoop(() -> {
                server.handshakeClock.advanceMillis(11_000);
                return true;
            });
            failsWith("timed out");
            silent.setSoTimeout(20_000);
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void handshakesAreLimited() throws IOException {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i <= EchoServer.MOST_HANDSHAKES; i++) {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        failsWith("turned away");
        for (Socket socket : silent) {
            socket.close();
        }
        Eventually.until("they are gone", () -> server.onLoop(server.tls::handshakes) == 0);
        try (SSLSocket client = connect()) {
            exchange(client, "PING\r\n", "+PONG\r\n");
        }
    }

    @Test
    void theNameInTheCertificateIsKnown() throws IOException {
        try (SSLSocket client = connect()) {
            exchange(client, "CERTIFIED\r\n", "+somebody\r\n");
        }
    }

    @Test
    void connectionsOutliveTheirConfiguration() throws IOException {
        try (SSLSocket before = connect()) {
            exchange(before, "PING\r\n", "+PONG\r\n");
            int other =
                    server.listenTls(configuration(TlsClientAuth.NO, "TLSv1.2")).port();
            exchange(before, "ECHO still\r\n", "$5\r\nstill\r\n");
            try (SSLSocket after = authority.connect("", other)) {
                exchange(after, "PING\r\n", "+PONG\r\n");
                assertEquals("TLSv1.2", after.getSession().getProtocol());
            }
            assertTrue(before.isConnected());
        }
    }
}
