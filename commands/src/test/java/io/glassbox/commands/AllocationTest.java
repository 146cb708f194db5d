package io.glassbox.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commonest commands leave no garbage on the heap, from the framed request to the reply. Measured with the allocator that
 * serves users: the checked one keeps books on the heap.
 */
final class AllocationTest {
    private static final String MEMORY = "glassbox.memory";
    private static final int CALLS = 5_000;

    private final String memory = System.setProperty(MEMORY, "plain");
    private final CommandHarness harness = new CommandHarness();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @AfterEach
    void close() {
        harness.close();
        if (memory == null) {
            System.clearProperty(MEMORY);
        } else {
            System.setProperty(MEMORY, memory);
        }
    }

    /** Two commands take turns, so that a value really changes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET text | GET number",
                "GET missing | GET long",
                "SET text 0123456789abcdef | SET text fedcba9876543210",
                "SET number 1234 | SET number 9999",
                "SET text abc EX 100 | SET text def PX 100000",
                "SET text abc XX GET | SET text def XX KEEPTTL",
                "INCR number | DECR number",
                "INCRBY number 7 | DECRBY number 7",
                "MGET text number long | MGET text missing number",
                "MSET a 1 b two c 3 d four e 5 f six g 7 h eight i 9 j ten | MSET a one b 2 c three d 4 e 5 f 6 g 7 h 8 i 9 j 10",
                "GETRANGE long 10 90 | GETRANGE number 0 -1",
                "SETRANGE long 10 hello | SETRANGE long 10 world",
                "STRLEN text | STRLEN long",
                "SETBIT bits 77 1 | SETBIT bits 77 0",
                "GETBIT bits 77 | GETBIT text 9",
                "HSET small a 1 b two | HSET small a one b 2",
                "HSET large a 1 b two | HSET large a one b 2",
                "HSET dueful a 1 b two | HGET dueful a",
                "HGET small a | HGET large b",
                "HMGET large a x b | HGETALL large",
                "HSET large new 1 | HDEL large new",
                "HINCRBY small n 1 | HINCRBY large n 1",
                "HPEXPIRE dueful 100000 FIELDS 1 a | HPEXPIRE dueful 200000 FIELDS 1 b",
                "SADD numbers 5 | SREM numbers 5",
                "SADD words five | SREM words five",
                "SADD members five | SREM members five",
                "SISMEMBER numbers 5 | SISMEMBER words 5",
                "SISMEMBER members field2 | SMISMEMBER members x field4",
                "SMEMBERS members | SMEMBERS words",
                "SRANDMEMBER members | SRANDMEMBER numbers",
                "SMOVE members words field2 | SMOVE words members field2",
                "PFADD sketch a b c | PFADD sketch d e f",
                "PFADD dense a b c | PFADD dense d e f",
                "PFCOUNT sketch | PFCOUNT dense",
            })
    void leavesNoGarbage(String commands) {
        harness.run("MSET", "text", "0123456789abcdef", "number", "1000", "long", "x".repeat(300));
        harness.run("PFADD", "sketch", "a", "b", "c", "d", "e", "f");
        String[] many = new String[2 + 2 * 200];
        many[0] = "HSET";
        many[1] = "large";
        for (int i = 2; i < many.length; i += 2) {
            many[i] = "field" + i;
            many[i + 1] = "x".repeat(80);
        }
        harness.run(many);
        harness.run("HSET", "small", "a", "1", "b", "2", "n", "3");
        many[1] = "dueful";
        harness.run(many);
        harness.run("HSET", "dueful", "a", "1", "b", "2");
        harness.run("SADD", "numbers", "1", "2", "70000");
        harness.run("SADD", "words", "one", "two", "three");
        many[0] = "SADD";
        many[1] = "members";
        harness.run(many);
        harness.run("PFADD", "dense", "a", "b", "c", "d", "e", "f");
        harness.run("PFDEBUG", "TODENSE", "dense");
        int bar = commands.indexOf('|');
        long first = harness.server.slabs().allocate(1024);
        long second = harness.server.slabs().allocate(1024);
        Request one = request(commands.substring(0, bar).strip(), first);
        Request two = request(commands.substring(bar + 1).strip(), second);
        run(one, two, CALLS);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(one, two, CALLS);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        // The compiler may leave a few bytes of its own with the thread; not one a call.
        assertEquals(0, bytes / CALLS, commands + ": " + bytes + " bytes");
        harness.server.slabs().free(first);
        harness.server.slabs().free(second);
    }

    /** What its user may do is looked up for every call. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET text | GET number",
                "SET text 0123456789abcdef | SET number 77",
                "MGET text number long | MGET text missing number",
                "HSET small a 1 b two | HGET small a",
                "SADD numbers 5 | SREM numbers 5",
                "SELECT 0 | PING",
            })
    void leavesNoGarbageForUsersWithRules(String commands) {
        harness.run("ACL", "SETUSER", "u", "on", "nopass", "+@all", "-select", "-flushall", "+select|0");
        harness.run("ACL", "SETUSER", "u", "~nothing", "%R~text", "%W~text", "~[mnlswa]*", "&channels", "&chan*");
        harness.run("ACL", "SETUSER", "u", "(+get ~missing)");
        harness.run("AUTH", "u", "");
        leavesNoGarbage(commands);
    }

    private void run(Request one, Request two, int calls) {
        ReplyBuffer buffer = harness.session.reply().buffer();
        for (int i = 0; i < calls; i++) {
            harness.pipeline.execute(harness.session, (i & 1) == 0 ? one : two);
            while (!buffer.isEmpty()) {
                buffer.consumed(buffer.headLength());
            }
        }
    }

    private static Request request(String command, long at) {
        Request request = new Request();
        for (String word : command.split(" ", -1)) {
            byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
            Memory.copyIn(bytes, 0, at, bytes.length);
            request.add(at, bytes.length);
            at += bytes.length;
        }
        return request;
    }
}
