package io.glassbox.commands.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.Request;
import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Memory;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PublishTest extends CommandTestCase {
    private static final int STEPS = Integer.getInteger("glassbox.iterations", 5000);

    private final Session publisher = harness.connect();

    @Test
    void nobodyListens() {
        assertEquals(":0\r\n", harness.run(publisher, "PUBLISH", "a", "hello"));
        assertEquals(":0\r\n", harness.run(publisher, "SPUBLISH", "a", "hello"));
    }

    @Test
    void channelsComeBeforePatternsAndAClientMayGetBoth() {
        harness.run("PSUBSCRIBE", "f*", "*o", "g*");
        harness.run("SUBSCRIBE", "foo");
        harness.run("SSUBSCRIBE", "foo");
        assertEquals(":3\r\n", harness.run(publisher, "PUBLISH", "foo", "hi"));
        assertEquals(
                array(bulk("message"), bulk("foo"), bulk("hi"))
                        + array(bulk("pmessage"), bulk("f*"), bulk("foo"), bulk("hi"))
                        + array(bulk("pmessage"), bulk("*o"), bulk("foo"), bulk("hi")),
                harness.replies(harness.session));
        assertEquals(":1\r\n", harness.run(publisher, "SPUBLISH", "foo", "hi"));
        assertEquals(array(bulk("smessage"), bulk("foo"), bulk("hi")), harness.replies(harness.session));
    }

    @Test
    void everySubscriberGetsItsOwnProtocol() {
        Session resp3 = harness.connect();
        harness.run(resp3, "HELLO", "3");
        harness.run(resp3, "SUBSCRIBE", "c");
        harness.run("SUBSCRIBE", "c");
        String payload = "x".repeat(100_000);
        assertEquals(":2\r\n", harness.run(publisher, "PUBLISH", "c", payload));
        String message = array(bulk("message"), bulk("c"), bulk(payload));
        assertEquals(message, harness.replies(harness.session));
        assertEquals(">" + message.substring(1), harness.replies(resp3));
    }

    @Test
    void aMessageToOneselfFollowsTheReply() {
        harness.run("HELLO", "3");
        harness.run("SUBSCRIBE", "c");
        String one = ">3\r\n" + bulk("message") + bulk("c") + bulk("one");
        expect(":1\r\n" + one, "PUBLISH", "c", "one");
        expect(OK, "MULTI");
        harness.run("PUBLISH", "c", "one");
        harness.run("PING");
        expect("*2\r\n:1\r\n+PONG\r\n" + one, "EXEC");
        expect("", "CLIENT", "REPLY", "OFF");
        expect(one, "PUBLISH", "c", "one");
    }

    @Test
    void aClientThatIsBeingClosedGetsNothingMore() {
        harness.run("SUBSCRIBE", "c");
        harness.session.closeAfterReplies();
        assertEquals(":1\r\n", harness.run(publisher, "PUBLISH", "c", "late"));
        assertEquals("", harness.replies(harness.session));
    }

    @Test
    void pubsubTellsWhoListensToWhat() {
        harness.run("SUBSCRIBE", "a", "ab");
        harness.run("PSUBSCRIBE", "a*");
        harness.run("SSUBSCRIBE", "s");
        Session other = harness.connect();
        harness.run(other, "SUBSCRIBE", "a");
        harness.run(other, "PSUBSCRIBE", "a*", "b*");
        assertEquals(array(bulk("a"), bulk("ab")), harness.run(publisher, "PUBSUB", "CHANNELS"));
        assertEquals(array(bulk("ab")), harness.run(publisher, "PUBSUB", "channels", "?b"));
        assertEquals(array(bulk("s")), harness.run(publisher, "PUBSUB", "SHARDCHANNELS"));
        assertEquals("*0\r\n", harness.run(publisher, "PUBSUB", "SHARDCHANNELS", "a*"));
        assertEquals(":2\r\n", harness.run(publisher, "PUBSUB", "NUMPAT"));
        assertEquals(
                array(bulk("a"), ":2\r\n", bulk("none"), ":0\r\n"),
                harness.run(publisher, "PUBSUB", "NUMSUB", "a", "none"));
        assertEquals("*0\r\n", harness.run(publisher, "PUBSUB", "NUMSUB"));
        assertEquals(
                array(bulk("s"), ":1\r\n", bulk("a"), ":0\r\n"),
                harness.run(publisher, "PUBSUB", "SHARDNUMSUB", "s", "a"));
        assertEquals(
                "-ERR unknown subcommand or wrong number of arguments for 'channels'. Try PUBSUB HELP.\r\n",
                harness.run(publisher, "PUBSUB", "channels", "a", "b"));
        assertTrue(harness.run(publisher, "PUBSUB", "HELP").startsWith("*13\r\n+PUBSUB <subcommand> "));
    }

    @Test
    void subscriptionsThatComeAndGoBehaveLikeAModel() {
        Randomized.test(random -> {
            List<Session> clients = new ArrayList<>();
            List<Map<String, Boolean>> subscribed = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(harness.connect());
                subscribed.add(new LinkedHashMap<>());
            }
            for (int step = 0; step < STEPS; step++) {
                int client = random.nextInt(clients.size());
                String name = Integer.toString(random.nextInt(6));
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        harness.run(clients.get(client), "SUBSCRIBE", name);
                        subscribed.get(client).put(name, true);
                    }
                    case 2 -> {
                        harness.run(clients.get(client), "UNSUBSCRIBE", name);
                        subscribed.get(client).remove(name);
                    }
                    default -> {
                        long expected = subscribed.stream()
                                .filter(names -> names.containsKey(name))
                                .count();
                        assertEquals(":" + expected + "\r\n", harness.run(publisher, "PUBLISH", name, "m"));
                        for (int i = 0; i < clients.size(); i++) {
                            assertEquals(
                                    subscribed.get(i).containsKey(name)
                                            ? array(bulk("message"), bulk(name), bulk("m"))
                                            : "",
                                    harness.replies(clients.get(i)));
                        }
                    }
                }
            }
        });
    }

    @Test
    void publishingToTenAllocatesNothingOnTheHeap() {
        List<ReplyBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Session subscriber = harness.connect();
            harness.run(subscriber, "SUBSCRIBE", "news");
            buffers.add(subscriber.reply().buffer());
        }
        harness.run("PSUBSCRIBE", "n*");
        buffers.add(harness.session.reply().buffer());
        buffers.add(publisher.reply().buffer());
        byte[] bytes = ("PUBLISHnews" + "x".repeat(64)).getBytes(StandardCharsets.US_ASCII);
        long block = harness.server.slabs().allocate(bytes.length);
        Memory.copyIn(bytes, 0, block, bytes.length);
        Request request = new Request();
        request.add(block, 7);
        request.add(block + 7, 4);
        request.add(block + 11, 64);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        publish(request, buffers, 20_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        publish(request, buffers, 10_000);
        long perMessage = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;
        harness.server.slabs().free(block);
        assertEquals(0, perMessage);
    }

    private void publish(Request request, List<ReplyBuffer> buffers, int times) {
        for (int i = 0; i < times; i++) {
            harness.pipeline.execute(publisher, request);
            for (int j = 0; j < buffers.size(); j++) {
                ReplyBuffer buffer = buffers.get(j);
                buffer.consumed(buffer.pendingBytes());
            }
        }
    }
}
