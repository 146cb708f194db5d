package io.glassbox.commands.hyperloglog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.quality.testkit.Randomized;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PFADD, PFCOUNT, PFMERGE, PFDEBUG; the bytes are those that Redis 7.0.15 answers. */
final class HyperLogLogTest extends CommandTestCase {
    private static final String NOT_A_SKETCH = "WRONGTYPE Key is not a valid HyperLogLog string value.";
    private static final String CORRUPT = "INVALIDOBJ Corrupted HLL object detected";
    private static final String EMPTY = "HYLL\1\0\0\0\0\0\0\0\0\0\0\u0080\u007f\u00ff";

    @Test
    void aSketchHasTheBytesOfRedis() {
        expectInteger(1, "PFADD", "a", "x", "y", "z");
        expectInteger(0, "PFADD", "a", "x");
        String registers = "a\u0084\u0080X\u00cd\u0088E\u00a0\u0084\b";
        expectBulk("HYLL\1\0\0\0\0\0\0\0\0\0\0\u0080" + registers, "GET", "a");
        expectBulk("Z:8581 v:1,1 Z:6350 v:3,1 Z:1441 v:2,1 z:9", "PFDEBUG", "DECODE", "a");
        expectInteger(3, "PFCOUNT", "a");
        expectBulk("HYLL\1\0\0\0\3\0\0\0\0\0\0\0" + registers, "GET", "a");
        expectInteger(3, "PFCOUNT", "a");
    }

    @Test
    void anEmptySketchIsCreatedOnce() {
        listen();
        expectInteger(1, "PFADD", "a");
        expectBulk(EMPTY, "GET", "a");
        expectInteger(0, "PFADD", "a");
        expect(OK, "PFMERGE", "b");
        expectBulk(EMPTY, "GET", "b");
        expectEvents("new a", "pfadd a", "keymiss b", "new b", "pfadd b");
        expectInteger(0, "PFCOUNT", "a");
        expectInteger(0, "PFCOUNT", "missing");
        expectInteger(0, "PFCOUNT", "missing", "a");
        assertEquals("raw", encodingOf("a"));
    }

    @Test
    void countsAreThoseOfRedis() {
        expectCount(10, "sparse", 48, 10);
        expectCount(100, "sparse", 285, 100);
        expectCount(1000, "sparse", 1906, 1008);
        expectCount(3000, "dense", 12304, 2979);
        expectCount(10_000, "dense", 12304, 9973);
    }

    private void expectCount(int elements, String encoding, int bytes, int count) {
        harness.run("GETDEL", "k");
        for (int i = 0; i < elements; i += 1000) {
            addRange("k", i, Math.min(elements, i + 1000));
        }
        expectInteger(count, "PFCOUNT", "k");
        expect("+" + encoding + "\r\n", "PFDEBUG", "ENCODING", "k");
        expectInteger(bytes, "STRLEN", "k");
    }

    @Test
    void aUnionIsCountedAndMerged() {
        addRange("a", 0, 50);
        addRange("b", 25, 75);
        expectInteger(75, "PFCOUNT", "a", "b", "missing");
        expect(OK, "PFMERGE", "m", "a", "b", "missing");
        expectInteger(75, "PFCOUNT", "m");
        expectInteger(224, "STRLEN", "m");
        expect(OK, "PFMERGE", "a", "b");
        expectInteger(75, "PFCOUNT", "a");
    }

    @Test
    void theUnionWithADenseSketchIsDense() {
        addRange("a", 0, 10);
        addRange("b", 5, 15);
        expectInteger(1, "PFDEBUG", "TODENSE", "b");
        expectInteger(0, "PFDEBUG", "TODENSE", "b");
        expect(OK, "PFMERGE", "a", "b");
        expect("+dense\r\n", "PFDEBUG", "ENCODING", "a");
        expectInteger(15, "PFCOUNT", "a");
        expectError("ERR HLL encoding is not sparse", "PFDEBUG", "DECODE", "a");
    }

    @Test
    void theLargestSparseFormIsASetting() throws Exception {
        harness.server.settings().initialize("hll-sparse-max-bytes", "40");
        addRange("a", 0, 5);
        expect("+sparse\r\n", "PFDEBUG", "ENCODING", "a");
        addRange("a", 5, 20);
        expect("+dense\r\n", "PFDEBUG", "ENCODING", "a");
    }

    @Test
    void getregMakesTheSketchDense() {
        addRange("a", 0, 10);
        String reply = harness.run("PFDEBUG", "GETREG", "a");
        assertTrue(reply.startsWith("*16384\r\n:0\r\n"), reply.substring(0, 20));
        assertEquals(
                10,
                reply.lines()
                        .filter(line -> line.startsWith(":") && !line.equals(":0"))
                        .count());
        expect("+dense\r\n", "PFDEBUG", "ENCODING", "a");
    }

    @Test
    void aCountThatIsCachedIsToldToReplicasWithoutAnEvent() {
        addRange("a", 0, 10);
        listen();
        replicate();
        expectInteger(10, "PFCOUNT", "a");
        expectInteger(10, "PFCOUNT", "a");
        expectInteger(10, "PFCOUNT", "a", "a");
        expectEvents();
        expectEffects("PFCOUNT a");
        expectInteger(1, "PFDEBUG", "TODENSE", "a");
        expectEffects("PFDEBUG TODENSE a");
        expectEvents();
    }

    @Test
    void aCountThatIsCachedFailsATransactionThatWatches() {
        addRange("a", 0, 10);
        var other = harness.connect();
        harness.run(other, "WATCH", "a");
        expectInteger(10, "PFCOUNT", "a");
        harness.run(other, "MULTI");
        assertEquals("*-1\r\n", harness.run(other, "EXEC"));
    }

    @Test
    void whatIsNoSketchIsRefused() {
        for (String value : new String[] {
            "HYLL",
            "abc",
            "123",
            "HYLX\1".concat("\0".repeat(13)),
            "HYLL\2".concat("\0".repeat(13)),
            "HYLL".concat("\0".repeat(14))
        }) {
            expect(OK, "SET", "k", value);
            expectError(NOT_A_SKETCH, "PFADD", "k", "x");
            expectError(NOT_A_SKETCH, "PFCOUNT", "k");
            expectError(NOT_A_SKETCH, "PFCOUNT", "missing", "k");
            expectError(NOT_A_SKETCH, "PFMERGE", "d", "k");
            expectError(NOT_A_SKETCH, "PFDEBUG", "ENCODING", "k");
            expectBulk(value, "GET", "k");
        }
        createOtherType("k");
        expect(WRONG_TYPE, "PFADD", "k", "x");
        expect(WRONG_TYPE, "PFCOUNT", "k");
        expect(WRONG_TYPE, "PFMERGE", "d", "k");
        expectError("ERR The specified key does not exist", "PFDEBUG", "ENCODING", "missing");
        expectInteger(1, "PFADD", "a");
        expectError("ERR Unknown PFDEBUG subcommand 'what'", "PFDEBUG", "what", "a");
    }

    @Test
    void bytesTooManyAreFoundWhenRead() {
        addRange("k", 0, 3);
        harness.run("APPEND", "k", "hello");
        expectError(CORRUPT, "PFCOUNT", "k");
        expectError(CORRUPT, "PFCOUNT", "k", "k");
        expectError(CORRUPT, "PFMERGE", "k");
        expectError(CORRUPT, "PFDEBUG", "GETREG", "k");
    }

    @Test
    void damagedSketchesDoNoHarm() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(300); i++) {
                harness.run("GETDEL", "k");
                addRange("k", 0, random.nextInt(1, 40));
                for (int damage = random.nextInt(4); damage >= 0; damage--) {
                    int length = harness.run("GET", "k").length();
                    String byteOrTwo =
                            String.valueOf((char) random.nextInt(256)).repeat(random.nextInt(1, 3));
                    harness.run("SETRANGE", "k", Integer.toString(random.nextInt(4, length + 3)), byteOrTwo);
                }
                harness.run("PFADD", "k", "1", "2", "3", "4");
                harness.run("PFCOUNT", "k");
                harness.run("PFMERGE", "d", "k");
                harness.run("PFMERGE", "k", "d");
                harness.run("PFDEBUG", "DECODE", "k");
                harness.run("PFDEBUG", "TODENSE", "k");
                harness.run("PFADD", "k", "5");
            }
            harness.server.slabs().sweep();
        });
    }

    @Test
    void theSelfTestPasses() {
        expect(OK, "PFSELFTEST");
    }

    private void addRange(String key, int from, int end) {
        String[] command = IntStream.range(from - 2, end)
                .mapToObj(i -> i == from - 2 ? "PFADD" : i == from - 1 ? key : "e" + i)
                .toArray(String[]::new);
        harness.run(command);
    }
}
