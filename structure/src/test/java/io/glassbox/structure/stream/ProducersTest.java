package io.glassbox.structure.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProducersTest {
    private final OffHeap memory = new OffHeap();
    private final long root = memory.room(StreamRoot.BYTES);
    private final SipHash hashing = new SipHash(1, 2);
    private final Producers producers = new Producers(memory.slabs(), hashing);
    private final StreamBlocks blocks = new StreamBlocks(memory.slabs(), hashing, memory.room(Listpack.SCRATCH_BYTES));
    private final StreamId id = new StreamId();
    private final ByteView p = memory.view("p");
    private final ByteView q = memory.view("q");

    ProducersTest() {
        Memory.fill(root, StreamRoot.BYTES, 0);
        producers.open(root);
        producers.create(10, 3);
    }

    @AfterEach
    void everythingIsFreed() {
        blocks.drain(root, 1);
        memory.close();
    }

    private void record(ByteView producer, String message, long millis) {
        producers.record(producer, memory.view(message), id.set(millis, 7));
    }

    private boolean finds(ByteView producer, String message, long now) {
        return producers.find(producer, memory.view(message), now, id);
    }

    @Test
    void aMessageLeadsToItsEntry() {
        record(p, "m", 100);
        assertTrue(finds(p, "m", 200));
        assertEquals("100-7", id.toString());
        assertFalse(finds(p, "n", 200));
    }

    @Test
    void producersDoNotSeeEachOthersMessages() {
        record(p, "m", 100);
        assertFalse(finds(q, "m", 200));
    }

    @Test
    void theOldestGoesWhenThereAreTooMany() {
        for (int i = 0; i < 4; i++) {
            record(p, "m" + i, 100 + i);
        }
        assertFalse(finds(p, "m0", 200));
        assertTrue(finds(p, "m1", 200));
        assertEquals(3, producers.messageCount());
        assertEquals(4, producers.recorded());
    }

    @Test
    void messagesGoWhenTheirTimeIsUp() {
        record(p, "m", 100);
        record(p, "n", 5000);
        record(q, "m", 100);
        assertTrue(finds(p, "m", 10_100));
        assertFalse(finds(p, "m", 10_101));
        assertTrue(finds(p, "n", 10_101));
        producers.expireAll(10_101);
        assertEquals(1, producers.count());
        assertFalse(finds(p, "n", 20_000));
        assertEquals(0, producers.count());
    }

    @Test
    void configuringForgetsAll() {
        record(p, "m", 100);
        producers.configure(5, 1);
        assertEquals(0, producers.messageCount());
        assertEquals(5, producers.seconds());
        assertEquals(1, producers.maxMessages());
    }

    @Test
    void aCopyKnowsTheSame() {
        record(p, "m", 100);
        record(p, "n", 101);
        record(q, "m", 102);
        producers.countRepeated();
        long target = memory.room(StreamRoot.BYTES);
        Memory.fill(target, StreamRoot.BYTES, 0);
        blocks.copy(root, target);
        producers.open(target);
        assertEquals(3, producers.messageCount());
        assertEquals(3, producers.recorded());
        assertEquals(1, producers.repeated());
        assertTrue(finds(p, "n", 200));
        assertEquals("101-7", id.toString());
        blocks.drain(target, 1);
    }
}
