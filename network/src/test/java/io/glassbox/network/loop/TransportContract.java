package io.glassbox.network.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.network.transport.ListenAddress;
import io.glassbox.network.transport.ListenException;
import io.glassbox.network.transport.ListenException.Reason;
import io.glassbox.network.transport.Transport;
import io.glassbox.quality.testkit.Eventually;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every transport has to do, with a loop and connections on top: the same tests for each of them. */
abstract class TransportContract {
    private final int ioThreads;
    private EchoServer server;

    @TempDir
    Path directory;

    TransportContract(int ioThreads) {
        this.ioThreads = ioThreads;
    }

    abstract Transport open() throws IOException;

    @BeforeEach
    void start() {
        server = new EchoServer(this::open, ioThreads);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    EchoServer server() {
        return server;
    }

    private RespClient connect() {
        return RespClient.connect(server.port());
    }

    @Test
    void requestsAreAnsweredInOrder() {
        try (RespClient client = connect()) {
            client.sendRaw("PING\r\n*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\n\r\n*0\r\nping\n");
            assertEquals("+PONG\r\n$2\r\nhi\r\n+PONG\r\n", client.readRaw() + client.readRaw() + client.readRaw());
        }
    }

    /** Over a Unix socket: there the sender itself makes the receiver ready, while TCP leaves that to the kernel's own pace. */
    @Test
    void connectionsAreServedInTheOrderInWhichTheyBecameReady() throws ListenException {
        Path socket = directory.resolve("order.sock");
        server.listen(new ListenAddress.Unix(socket, 0700));
        RespClient bystander = RespClient.connect(socket);
        List<RespClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(RespClient.connect(socket));
            assertEquals("+PONG\r\n", clients.getLast().commandRaw("PING"));
        }
        Randomized.test(random -> {
            Collections.shuffle(clients, random);
            // A level-triggered selector keeps who was ready in its old place until it looks again. It has looked twice
            // when a
            // bystander was served twice; then nothing is sent before the loop stands still.
            assertEquals("+PONG\r\n", bystander.commandRaw("PING"));
            assertEquals("+PONG\r\n", bystander.commandRaw("PING"));
            CountDownLatch standing = new CountDownLatch(1);
            CountDownLatch sent = new CountDownLatch(1);
            server.loop.execute(() -> {
                standing.countDown();
                await(sent);
            });
            await(standing);
            clients.forEach(client -> client.sendRaw("TICKET\r\n"));
            sent.countDown();
            for (int i = 0; i < clients.size(); i++) {
                assertEquals(":" + i + "\r\n", clients.get(i).readRaw());
            }
        });
        clients.forEach(RespClient::close);
        bystander.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRequestMayArriveByteByByte() {
        try (RespClient client = connect()) {
            client.option(StandardSocketOptions.TCP_NODELAY, true);
            for (byte b : RespClient.encode("ECHO", "slowly")) {
                client.sendRaw(new byte[] {b});
            }
            assertEquals("$6\r\nslowly\r\n", client.readRaw());
        }
    }

    @Test
    void largeArgumentsAndRepliesPassUnharmed() {
        try (RespClient client = connect()) {
            String value = "0123456789abcdef".repeat(300_000);
            assertEquals("$" + value.length() + "\r\n" + value + "\r\n", client.commandRaw("ECHO", value));
            assertEquals("+PONG\r\n", client.commandRaw("PING"));
        }
    }

    @Test
    void aLongPipelineIsAnsweredCompletely() {
        try (RespClient client = connect()) {
            int count = 100_000;
            client.sendRaw("PING\r\n".repeat(count));
            assertEquals(count, client.read(count).size());
        }
    }

    @Test
    void aRequestOfManyArgumentsIsFramed() {
        try (RespClient client = connect()) {
            String[] words = new String[100_001];
            java.util.Arrays.fill(words, "k");
            words[0] = "COUNT";
            assertEquals(":100001\r\n", client.commandRaw(words));
        }
    }

    @Test
    void aBrokenRequestIsAnsweredAndEndsTheConnection() {
        try (RespClient client = connect()) {
            client.sendRaw("PING\r\n*1\r\nfoo\r\nPING\r\n");
            assertEquals("+PONG\r\n-ERR Protocol error: expected '$', got 'f'\r\n", client.readToEnd());
        }
        Eventually.until("closed", () -> server.closed.get() == 1);
        assertEquals(List.of("ERR Protocol error: expected '$', got 'f'"), server.protocolErrors);
    }

    @Test
    void unauthenticatedPeersMaySendLittle() {
        try (RespClient client = connect()) {
            client.command("TRUST", "no");
            assertEquals(":10\r\n", client.commandRaw("COUNT", "2", "3", "4", "5", "6", "7", "8", "9", "10"));
            client.sendRaw("*11\r\n");
            assertEquals("-ERR Protocol error: unauthenticated multibulk length\r\n", client.readToEnd());
        }
        try (RespClient client = connect()) {
            client.sendRaw("*2\r\n$4\r\nECHO\r\n$16385\r\n");
            assertEquals("-ERR Protocol error: unauthenticated bulk length\r\n", client.readToEnd());
        }
    }

    @Test
    void theOtherEndsOfAConnectionHaveNames() {
        try (RespClient client = connect()) {
            assertEquals(
                    "+" + client.localAddress() + " 127.0.0.1:" + server.port() + " true false\r\n",
                    client.commandRaw("ADDRESSES"));
        }
    }

    @Test
    void aStoppedConnectionGoesOnWhenItIsResumed() {
        try (RespClient first = connect();
                RespClient second = connect()) {
            first.sendRaw("PING\r\nWAIT\r\nECHO \"a b\"\r\n");
            assertEquals("+PONG\r\n", first.readRaw());
            Eventually.until("it waits", () -> second.commandRaw("GO").equals(":1\r\n"));
            assertEquals("+WENT\r\n$3\r\na b\r\n", first.readRaw() + first.readRaw());
        }
    }

    @Test
    void aPostponedRequestIsHandedOverAgainUnchanged() {
        try (RespClient first = connect();
                RespClient second = connect()) {
            second.command("HOLD");
            first.sendRaw("PING\r\nLATER \"x\\x41 \\\"y\"\r\nPING\r\n");
            assertEquals("+PONG\r\n", first.readRaw());
            second.command("RELEASE");
            assertEquals("$5\r\nxA \"y\r\n+PONG\r\n", first.readRaw() + first.readRaw());
        }
    }

    @Test
    void whatAStoppedConnectionSendsCanBeTakenAway() {
        // The last one grows the buffer beyond what is given back when it is empty.
        for (String words : List.of("half a requ", "PING\r\n", "x".repeat(100_000))) {
            try (RespClient first = connect();
                    RespClient second = connect()) {
                first.sendRaw("WAIT\r\n" + words);
                StringBuilder heard = new StringBuilder();
                Eventually.until("heard", () -> {
                    heard.append(second.command("OVERHEAR").text());
                    return heard.length() >= words.length();
                });
                assertEquals(words, heard.toString());
                second.command("GO");
                assertEquals("+WENT\r\n", first.readRaw());
                assertEquals("$4\r\nanew\r\n", first.commandRaw("ECHO", "anew"));
            }
        }
    }

    @Test
    void aStoppedConnectionThatItsPeerClosesIsNoticed() {
        RespClient client = connect();
        client.send("WAIT").send("PING");
        client.close();
        Eventually.until("closed", () -> server.closed.get() == 1);
    }

    @Test
    void closingAfterTheRepliesDropsWhatFollows() {
        for (String quit : List.of("QUIT", "BYE")) {
            try (RespClient client = connect()) {
                client.sendRaw("PING\r\n" + quit + "\r\nPING\r\n");
                assertEquals("+PONG\r\n+OK\r\n", client.readToEnd());
            }
        }
    }

    @Test
    void closingNowDropsTheReplies() {
        try (RespClient client = connect()) {
            client.sendRaw("PING\r\nDIE\r\nPING\r\n");
            assertEquals("", client.readToEnd());
        }
    }

    @Test
    void aHalfClosedPeerStillGetsItsReplies() {
        try (RespClient client = connect()) {
            client.sendRaw("PING\r\n").shutdownOutput();
            assertTrue("+PONG\r\n".startsWith(client.readToEnd()));
        }
    }

    @Test
    void aSlowReaderGetsEverythingInTheEnd() {
        try (RespClient client = connect()) {
            client.option(StandardSocketOptions.SO_RCVBUF, 100_000);
            int bytes = 30_000_000;
            client.send("BIG", String.valueOf(bytes)).send("PING");
            Eventually.until(
                    "the server cannot write", () -> server.onLoop(() -> server.chunks.lentBytes() > 1_000_000));
            try (RespClient other = connect()) {
                assertEquals("+PONG\r\n", other.commandRaw("PING"));
            }
            String reply = client.readRaw();
            assertEquals(bytes + ("$" + bytes + "\r\n\r\n").length(), reply.length());
            assertEquals("+PONG\r\n", client.readRaw());
        }
    }

    @Test
    void repliesBeyondTheHardLimitEndTheConnectionAtOnce() {
        try (RespClient client = connect()) {
            client.command("LIMIT", "100000", "0", "0");
            client.send("ENDLESS");
            assertEquals("", client.readToEnd());
        }
        Eventually.until("closed", () -> server.closed.get() == 1);
        assertEquals(1, server.replyOverflows.get());
        assertEquals(0, server.onLoop(server.chunks::lentBytes));
    }

    @Test
    void repliesBeyondTheSoftLimitEndTheConnectionAfterItsTime() {
        try (RespClient client = connect()) {
            client.option(StandardSocketOptions.SO_RCVBUF, 100_000);
            client.command("LIMIT", "0", "100000", "1");
            client.send("BIG", "30000000");
            Eventually.until("closed", () -> server.closed.get() == 1);
        }
        assertEquals(1, server.replyOverflows.get());
    }

    @Test
    void moreUnfinishedInputThanAllowedEndsTheConnection() {
        server.queryLimit(1_000_000);
        try (RespClient client = connect()) {
            client.sendRaw("*2\r\n$4\r\nECHO\r\n$100000000\r\n");
            byte[] part = new byte[50_000];
            Eventually.until("closed", () -> {
                try {
                    client.sendRaw(part);
                } catch (UncheckedIOException e) {
                    assertTrue(server.queryOverflows.get() == 1);
                }
                return server.closed.get() == 1;
            });
        }
        assertEquals(1, server.queryOverflows.get());
    }

    @Test
    void announcedLengthsTakeNoMemory() {
        long before = server.onLoop(server.slabs::usedBytes);
        try (RespClient client = connect()) {
            client.sendRaw("*1000000\r\n$500000000\r\nx");
            Eventually.until("it arrived", () -> server.onLoop(server.slabs::usedBytes) > before);
            assertTrue(server.onLoop(server.slabs::usedBytes) < before + 100_000);
        }
    }

    @Test
    void theQueryBufferGoesWhenItIsNotNeeded() {
        try (RespClient client = connect()) {
            assertEquals("+0 16384\r\n", client.commandRaw("QUERY"));
            client.command("ECHO", "x".repeat(400_000));
            Eventually.until("shrunk", () -> client.commandRaw("QUERY").equals("+0 16384\r\n"));
        }
    }

    @Test
    void aThousandConnectionsAreServed() {
        List<RespClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                clients.add(connect());
            }
            for (int round = 0; round < 3; round++) {
                for (RespClient client : clients) {
                    client.send("PING").send("ECHO", "x");
                }
                for (RespClient client : clients) {
                    assertEquals("+PONG\r\n$1\r\nx\r\n", client.readRaw() + client.readRaw());
                }
            }
            assertEquals(1000, server.onLoop(server.connections::count));
        } finally {
            clients.forEach(RespClient::close);
        }
        Eventually.until("all closed", () -> server.onLoop(server.connections::count) == 0);
    }

    @Test
    void aPortInUseIsToldFromOtherFailures() throws IOException {
        ListenException inUse = assertThrows(
                ListenException.class, () -> server.listen(new ListenAddress.Tcp("127.0.0.1", server.port())));
        assertEquals(Reason.IN_USE, inUse.reason());
        assertTrue(String.valueOf(inUse.getMessage()).contains("Address already in use"), inUse.getMessage());
        ListenException absent =
                assertThrows(ListenException.class, () -> server.listen(new ListenAddress.Tcp("192.0.2.1", 0)));
        assertEquals(Reason.NO_SUCH_ADDRESS, absent.reason());
        ListenException unknown =
                assertThrows(ListenException.class, () -> server.listen(new ListenAddress.Tcp("999.999.999.999", 0)));
        assertEquals(Reason.UNKNOWN_NAME, unknown.reason());
    }

    @Test
    void listenersComeAndGoWhileConnectionsStay() throws IOException {
        try (RespClient client = connect()) {
            Transport.Listener second = server.listen(new ListenAddress.Tcp("127.0.0.1", 0));
            try (RespClient other = RespClient.connect(second.port())) {
                assertEquals("+PONG\r\n", other.commandRaw("PING"));
                server.onLoop(() -> {
                    second.close();
                    return true;
                });
                assertEquals("+PONG\r\n", other.commandRaw("PING"));
                assertThrows(UncheckedIOException.class, () -> RespClient.connect(second.port()));
                Transport.Listener again = server.listen(new ListenAddress.Tcp("127.0.0.1", second.port()));
                assertEquals(second.port(), again.port());
            }
            assertEquals("+PONG\r\n", client.commandRaw("PING"));
        }
    }

    @Test
    void unixSocketsAreServedAndTheirFilesGoAway() throws IOException {
        Path file = directory.resolve("socket");
        ListenAddress address = new ListenAddress.Unix(file, 0700);
        Transport.Listener listener = server.listen(address);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (RespClient client = RespClient.connect(file)) {
            assertEquals("+" + file + ":0 " + file + ":0 true true\r\n", client.commandRaw("ADDRESSES"));
            String value = "v".repeat(3_000_000);
            for (int i = 0; i < 3; i++) {
                assertEquals("$3000000\r\n" + value + "\r\n", client.commandRaw("ECHO", value));
            }
        }
        server.onLoop(() -> {
            listener.close();
            return true;
        });
        assertFalse(Files.exists(file));
    }

    @Test
    void aStaleSocketFileIsReplacedAndOtherFilesAreNot() throws IOException {
        Path file = directory.resolve("stale");
        try (EchoServer other = new EchoServer(this::open, 1, new ListenAddress.Unix(file, 0))) {
            assertEquals(0, other.port());
            assertTrue(Files.exists(file));
            server.listen(new ListenAddress.Unix(file, 0));
            try (RespClient client = RespClient.connect(file)) {
                assertEquals("+PONG\r\n", client.commandRaw("PING"));
            }
        }
        Path text = Files.writeString(directory.resolve("text"), "precious");
        ListenException refused =
                assertThrows(ListenException.class, () -> server.listen(new ListenAddress.Unix(text, 0)));
        assertEquals(Reason.IN_USE, refused.reason());
        assertEquals("precious", Files.readString(text));
    }

    @Test
    void tasksOfOtherThreadsRunOnTheLoop() {
        for (int i = 0; i < 200; i++) {
            int number = i;
            assertEquals(number, server.onLoop(() -> number));
        }
    }

    @Test
    void randomPipelinesGetTheirRepliesInOrder() {
        Randomized.test(random -> {
            List<RespClient> clients = new ArrayList<>();
            List<StringBuilder> expected = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                clients.add(connect());
                expected.add(new StringBuilder());
            }
            for (int i = 0; i < Randomized.iterations(400); i++) {
                int which = random.nextInt(clients.size());
                StringBuilder requests = new StringBuilder();
                for (int j = random.nextInt(30); j >= 0; j--) {
                    String value = "v".repeat(random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(100));
                    requests.append("*2\r\n$4\r\nECHO\r\n$")
                            .append(value.length())
                            .append("\r\n")
                            .append(value)
                            .append("\r\n");
                    expected.get(which)
                            .append("$")
                            .append(value.length())
                            .append("\r\n")
                            .append(value)
                            .append("\r\n");
                }
                int cut = random.nextInt(requests.length());
                clients.get(which).sendRaw(requests.substring(0, cut));
                clients.get(which).sendRaw(requests.substring(cut));
            }
            for (int i = 0; i < clients.size(); i++) {
                assertEquals(
                        expected.get(i).toString(),
                        clients.get(i).readBytes(expected.get(i).length()));
                clients.get(i).close();
            }
        });
    }
}
