package io.glassbox.server.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MIGRATE to somebody who is no Redis server, or a bad one: no key is lost, and nobody waits for ever. */
final class HostileTargetTest {
    private static final Reply NOT_CONNECTED = Reply.error("IOERR error or timeout connecting to the client");
    private static final Reply NOT_WRITTEN = Reply.error("IOERR error or timeout writing to target instance");
    private static final Reply NOT_READ = Reply.error("IOERR error or timeout reading to target instance");
    private static final String SERVED_WITHIN = "20000";

    private final AtomicInteger accepted = new AtomicInteger();
    private ServerSocket listener;
    private Glassbox server;
    private RespClient client;

    @BeforeEach
    void start() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        server = Glassbox.start();
        client = RespClient.connect(server.port());
        client.command("MSET", "a", "1", "b", "2", "c", "3");
    }

    @AfterEach
    void stop() throws IOException {
        assertEquals(Reply.simple("PONG"), client.command("PING"));
        client.close();
        server.close();
        listener.close();
    }

    /** Takes connections, one after the other, says these words when something was sent, and closes. */
    private void answer(String... words) {
        answerWith((input, output) -> {
            if (input.read() < 0) {
                return;
            }
            for (String word : words) {
                output.write(word.getBytes(StandardCharsets.ISO_8859_1));
            }
        });
    }

    private interface Conversation {
        void hold(InputStream input, OutputStream output) throws IOException;
    }

    private void answerWith(Conversation conversation) {
        Thread.ofPlatform().daemon().start(() -> {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    accepted.incrementAndGet();
                    conversation.hold(socket.getInputStream(), socket.getOutputStream());
                    // What was not read would turn the end into a reset, which may overtake the answer.
                    socket.shutdownOutput();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (SocketException over) {
                    continue;
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private Reply migrate(String timeout, String... options) {
        String[] words = new String[options.length + 6];
        words[0] = "MIGRATE";
        words[1] = "127.0.0.1";
        words[2] = Integer.toString(listener.getLocalPort());
        words[3] = "";
        words[4] = "0";
        words[5] = timeout;
        System.arraycopy(options, 0, words, 6, options.length);
        return client.command(words);
    }

    private void assertNothingIsLost() {
        assertEquals(Reply.bulks("1", "2", "3"), client.command("MGET", "a", "b", "c"));
    }

    @Test
    void whoHangsIsNotWaitedFor() {
        assertEquals(NOT_READ, migrate("50", "KEYS", "a", "b", "c"));
        assertNothingIsLost();
    }

    @Test
    void whoIsNotThereGetsNothing() throws IOException {
        int port = listener.getLocalPort();
        listener.close();
        assertEquals(
                NOT_WRITTEN, client.command("MIGRATE", "127.0.0.1", Integer.toString(port), "a", "0", SERVED_WITHIN));
        assertNothingIsLost();
    }

    @Test
    void aNameThatNobodyHasIsNoTarget() {
        assertEquals(NOT_CONNECTED, client.command("MIGRATE", "no such host", "6379", "a", "0", SERVED_WITHIN));
        assertNothingIsLost();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "$2147483647\r\n",
                "*1000000000\r\n",
                "+QUEUED\r\n+QUEUED\r\n",
                "+OK\r\n:1\r\n",
                "+OK\r\n$-1\r\n",
                "\u0016\u0003\u0003\u00ff\u00ff\n",
                "-\r\n"
            })
    void whoTalksNonsenseGetsNoKey(String words) {
        answer(words);
        assertEquals(NOT_READ, migrate(SERVED_WITHIN, "KEYS", "a", "b", "c"));
        assertNothingIsLost();
        assertEquals(2, accepted.get());
    }

    @Test
    void whoTalksWithoutAnEndIsNotListenedTo() {
        answerWith((input, output) -> {
            byte[] words = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            while (input.available() >= 0) {
                output.write(words);
            }
        });
        assertEquals(NOT_READ, migrate(SERVED_WITHIN, "KEYS", "a", "b", "c"));
        assertNothingIsLost();
    }

    @Test
    void whoRepeatsWhatItHearsGetsNoKey() {
        answerWith((input, output) -> {
            for (int heard = input.read(); heard >= 0; heard = input.read()) {
                output.write(heard);
            }
        });
        assertEquals(NOT_READ, migrate(SERVED_WITHIN, "KEYS", "a", "b", "c"));
        assertNothingIsLost();
    }

    @Test
    void whoClosesInTheMiddleHasWhatItHasAcknowledged() {
        answer("+OK\r\n+OK\r\n+O");
        assertEquals(NOT_READ, migrate(SERVED_WITHIN, "KEYS", "a", "b", "c"));
        assertEquals(1, accepted.get());
        assertEquals(Reply.array(Reply.nil(), Reply.bulk("2"), Reply.bulk("3")), client.command("MGET", "a", "b", "c"));
    }

    @Test
    void theFirstErrorIsToldThoughTheRestIsMissing() {
        answer("+OK\r\n-ERR first\r\n-ERR second\r\n");
        assertEquals(
                Reply.error("ERR Target instance replied with error: ERR first"),
                migrate(SERVED_WITHIN, "KEYS", "a", "b", "c"));
        assertNothingIsLost();
    }

    @Test
    void whereTheDatabaseIsRefusedNoKeyHasGone() {
        answer("-ERR no such database\r\n+OK\r\n+OK\r\n+OK\r\n");
        assertEquals(
                Reply.error("ERR Target instance replied with error: ERR no such database"),
                migrate(SERVED_WITHIN, "KEYS", "a", "b", "c"));
        assertNothingIsLost();
    }

    @Test
    void whatWasSaidUnaskedIsNoAnswerToTheNextRequest() {
        answer("+OK\r\n+OK\r\n+OK\r\n+OK\r\n");
        assertEquals(Reply.ok(), migrate(SERVED_WITHIN, "COPY", "KEYS", "a"));
        assertEquals(Reply.ok(), migrate(SERVED_WITHIN, "COPY", "KEYS", "a"));
        assertEquals(2, accepted.get());
    }
}
