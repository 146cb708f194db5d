package io.glassbox.network.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyNumberTest {
    @Test
    void aDoubleIsABulkStringBeforeResp3() {
        assertEquals("$19\r\n0.10000000000000001\r\n", written(2, 0.1));
        assertEquals("$1\r\n3\r\n", written(2, 3));
        assertEquals("$4\r\n-inf\r\n", written(2, Double.NEGATIVE_INFINITY));
        assertEquals("$24\r\n-2.2250738585072014e-308\r\n", written(2, -Double.MIN_NORMAL));
    }

    @Test
    void aDoubleHasATypeOfItsOwnInResp3() {
        assertEquals(",0.10000000000000001\r\n", written(3, 0.1));
        assertEquals(",inf\r\n", written(3, Double.POSITIVE_INFINITY));
    }

    @Test
    void wholeNumbersOfAnySizeAreWritten() {
        for (long value : new long[] {0, -1, 12345, Long.MAX_VALUE, Long.MIN_VALUE}) {
            String text = Long.toString(value);
            try (Slabs slabs = Slabs.create()) {
                ReplyBuffer buffer = new ReplyBuffer(new ReplyChunks(slabs));
                ReplyWriter reply = new ReplyWriter(buffer);
                reply.integer(value);
                reply.bulkInteger(value);
                assertEquals(":" + text + "\r\n$" + text.length() + "\r\n" + text + "\r\n", textOf(buffer));
                buffer.clear();
            }
        }
    }

    private static String written(int protocol, double value) {
        try (Slabs slabs = Slabs.create()) {
            ReplyBuffer buffer = new ReplyBuffer(new ReplyChunks(slabs));
            ReplyWriter reply = new ReplyWriter(buffer);
            reply.protocol(protocol);
            reply.number(value);
            String text = textOf(buffer);
            buffer.clear();
            return text;
        }
    }

    private static String textOf(ReplyBuffer buffer) {
        return new String(Memory.toBytes(buffer.headAddress(), buffer.headLength()), StandardCharsets.ISO_8859_1);
    }
}
