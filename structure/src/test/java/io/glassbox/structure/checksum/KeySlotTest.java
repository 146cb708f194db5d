package io.glassbox.structure.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeySlotTest {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void theChecksumIsXmodems() {
        ByteView digits = heap.view("123456789");
        assertEquals(0x31C3, Crc16.of(digits.address(), digits.length()));
        assertEquals(0, Crc16.of(digits.address(), 0));
    }

    @Test
    void slotsAreThoseOfClusterKeyslot() {
        for (String[] row : Recorded.rows(KeySlotTest.class, "keyslot.tsv")) {
            assertEquals(Integer.parseInt(row[1]), KeySlot.of(heap.view(Recorded.bytes(row[0]))), row[0]);
        }
    }

    @Test
    void theFirstTagThatIsNotEmptyDecides() {
        assertEquals(KeySlot.of(heap.view("bar")), KeySlot.of(heap.view("foo{bar}{zap}")));
        assertEquals(KeySlot.of(heap.view("{bar")), KeySlot.of(heap.view("foo{{bar}}zap")));
    }
}
