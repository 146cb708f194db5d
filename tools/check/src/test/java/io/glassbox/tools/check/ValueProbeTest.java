package io.glassbox.tools.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.durability.rdb.KeyFacts;
import io.glassbox.durability.rdb.RdbContent;
import io.glassbox.durability.rdb.RdbFileInput;
import io.glassbox.durability.rdb.RdbInput;
import io.glassbox.durability.rdb.RdbParser;
import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ValueProbeTest extends CheckTestCase {
    private static final int ELEMENTS = 30_000;
    private static final long BOUND = 512 * 1024;

    /** Windows, scratch room, and what comes between two looks. */
    private static final long REST = 1024 * 1024;

    private static final String FILL = """
            for i = 1, tonumber(ARGV[1]) do
                local s = string.format('%06d', i)
                redis.call('RPUSH', 'list', 'element:' .. s)
                redis.call('SADD', 'set', 'member:' .. s)
                redis.call('HSET', 'hash', 'field:' .. s, 'value of some length')
                redis.call('ZADD', 'zset', i, 'member:' .. s)
                redis.call('XADD', 'stream', i .. '-1', 'field', 'value of some length')
            end
            redis.call('XGROUP', 'CREATE', 'stream', 'group', '0')
            redis.call('XREADGROUP', 'GROUP', 'group', 'consumer', 'COUNT', ARGV[1], 'STREAMS', 'stream', '>')
            """;

    @Test
    void valuesLargerThanItsMemoryAreReadInPieces() throws Exception {
        try (RedisServer redis = RedisServer.start(directory);
                RespClient client = redis.connect()) {
            assertTrue(!client.command("EVAL", FILL, "0", Integer.toString(ELEMENTS))
                    .isError());
            client.command("SAVE");
        }
        Map<String, Long> elements = new TreeMap<>();
        try (Slabs slabs = Slabs.create();
                ValueProbe probe = new ValueProbe(slabs, new SystemClock(), BOUND);
                RdbFileInput in = new RdbFileInput(
                        slabs, new DiskFileSystem().open(directory.resolve("dump.rdb"), FileSystem.Mode.READ));
                RdbParser parser = new RdbParser(slabs, in, new Counting(probe, elements), true)) {
            parser.begin();
            while (parser.step()) {
                assertTrue(slabs.usedBytes() < BOUND + REST);
            }
            assertTrue(slabs.peakUsedBytes() < BOUND + REST, "took " + slabs.peakUsedBytes());
        }
        long all = ELEMENTS;
        assertEquals(Map.of("hash", all, "list", all, "set", all, "stream", all, "zset", all), elements);
    }

    /** Counts the elements of every key. */
    private record Counting(ValueProbe probe, Map<String, Long> elements) implements RdbContent {
        @Override
        public void database(long index) {}

        @Override
        public void sizes(long keys, long timed) {}

        @Override
        public void field(String name, ByteView value) {}

        @Override
        public void function(ByteView source) {}

        @Override
        public void moduleField(String module) {}

        @Override
        public void key(int type, ByteView name, KeyFacts facts, RdbInput in) {
            elements.put(name.toLatin1(), probe.read(type, in));
        }

        @Override
        public void end(Checksum checksum) {}
    }
}
