package io.glassbox.network.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplyBufferTest {
    private final Slabs slabs = Slabs.create();
    private final long used = slabs.usedBytes();
    private final ReplyChunks chunks = new ReplyChunks(slabs);
    private final ReplyBuffer buffer = new ReplyBuffer(chunks);

    @AfterEach
    void nothingIsLeft() {
        buffer.clear();
        assertEquals(0, chunks.lentBytes());
        chunks.trim();
        assertEquals(used, slabs.usedBytes());
        slabs.close();
    }

    @Test
    void gapsAreFilledWithWhatIsKnownLater() {
        ReplyWriter writer = new ReplyWriter(buffer);
        for (int elements : new int[] {0, 1, 5, 3_000}) {
            StringBuilder model = new StringBuilder("+first\r\n*2\r\n$3\r\n1-1\r\n*" + elements + "\r\n");
            writer.simple("first");
            writer.open();
            writer.openBulk(20);
            writer.open();
            for (int i = 0; i < elements; i++) {
                writer.simple("element");
                model.append("+element\r\n");
            }
            writer.closeArray(elements);
            chunkOf("1-1", address -> writer.closeBulk(20, address, 3));
            writer.closeArray(2);
            assertEquals(model.length(), buffer.pendingBytes());
            assertEquals(model.toString(), gathered());
            buffer.consumed(model.length());
        }
    }

    @Test
    void aReplyThatIsTakenBackLeavesNoGap() {
        ReplyWriter writer = new ReplyWriter(buffer);
        writer.open();
        writer.simple("a");
        long position = writer.position();
        writer.open();
        writer.simple("b");
        writer.rewindTo(position);
        writer.closeArray(1);
        assertEquals("*1\r\n+a\r\n", gathered());
    }

    private void chunkOf(String text, LongConsumer use) {
        long address = slabs.allocate(text.length());
        Memory.copyIn(text.getBytes(StandardCharsets.US_ASCII), 0, address, text.length());
        use.accept(address);
        slabs.free(address);
    }

    @Test
    void anythingWrittenComesOutInOrder() {
        Randomized.test(random -> {
            StringBuilder model = new StringBuilder();
            for (int i = 0; i < Randomized.iterations(2_000); i++) {
                switch (random.nextInt(6)) {
                    case 0 -> {
                        int sent = random.nextInt(model.length() + 1);
                        buffer.consumed(sent);
                        model.delete(0, sent);
                    }
                    case 1 -> {
                        int kept = random.nextInt(model.length() + 1);
                        buffer.rewindTo(buffer.position() - (model.length() - kept));
                        model.setLength(kept);
                    }
                    default -> {
                        String text = String.valueOf((char) ('a' + random.nextInt(26)))
                                .repeat(random.nextInt(random.nextBoolean() ? 50 : 30_000));
                        buffer.append(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
                        model.append(text);
                    }
                }
                assertEquals(model.length(), buffer.pendingBytes());
                assertEquals(model.isEmpty(), buffer.isEmpty());
                if (i % 20 == 0) {
                    assertEquals(model.toString(), gathered());
                    assertEquals(model.substring(0, Math.min(100_000, model.length())), copied(100_000));
                }
            }
            buffer.clear();
        });
    }

    @Test
    void repliesBeyondTheLimitAreCutOffAndTakeNoMemory() {
        AtomicInteger told = new AtomicInteger();
        buffer.limit(new ReplyBuffer.Limit() {
            @Override
            public boolean allows(long bytes) {
                return bytes < 100_000;
            }

            @Override
            public void cutOff() {
                told.incrementAndGet();
            }
        });
        byte[] text = new byte[1000];
        long mark = buffer.position();
        for (int i = 0; i < 90; i++) {
            buffer.append(text, 0, text.length);
        }
        assertFalse(buffer.isCutOff());
        for (int i = 0; i < 10_000; i++) {
            buffer.append(text, 0, text.length);
            Memory.putLong(buffer.reserve(8), i);
            buffer.advance(8);
        }
        assertTrue(buffer.isCutOff());
        assertEquals(1, told.get());
        assertEquals(ReplyChunks.CHUNK_BYTES, buffer.heldBytes());
        buffer.rewindTo(mark);
        assertEquals(1, told.get());
    }

    @Test
    void repliesBeyondWhatTheSupplyLendsAreCutOff() {
        chunks.lendAtMost(100_000);
        AtomicInteger told = new AtomicInteger();
        buffer.limit(new ReplyBuffer.Limit() {
            @Override
            public boolean allows(long bytes) {
                return true;
            }

            @Override
            public void cutOff() {
                told.incrementAndGet();
            }
        });
        ReplyWriter writer = new ReplyWriter(buffer);
        int written = 0;
        while (!writer.isUnread()) {
            writer.integer(written++);
        }
        assertEquals(1, told.get());
        assertTrue(written > 10_000, "the last of " + written);
        assertEquals(ReplyChunks.CHUNK_BYTES, buffer.heldBytes());
    }

    private String gathered() {
        long pairs = slabs.allocate(1024 * 16);
        int count = buffer.gather(pairs, 1024);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(text(Memory.getLong(pairs + i * 16L), (int) Memory.getLong(pairs + i * 16L + 8)));
        }
        slabs.free(pairs);
        return text.toString();
    }

    private String copied(int most) {
        long target = slabs.allocate(most);
        String text = text(target, buffer.copyTo(target, most));
        slabs.free(target);
        return text;
    }

    private static String text(long address, int length) {
        return new String(Memory.toBytes(address, length), StandardCharsets.US_ASCII);
    }
}
