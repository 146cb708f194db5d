package io.glassbox.structure.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Xxh3Test {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void everyLengthAgreesWithTheReferenceImplementation() {
        for (String[] row : Recorded.rows(Xxh3Test.class, "xxh3.tsv")) {
            byte[] bytes = new byte[Integer.parseInt(row[0])];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (131 * i + 7 * (i / 256) + bytes.length);
            }
            assertEquals(Long.parseUnsignedLong(row[1], 16), hash(heap.view(bytes)), row[0]);
            heap.clear();
        }
    }

    @Test
    void digestsAreThoseOfTheManual() {
        assertEquals(0xb6acb9d84a38ff74L, hash(heap.view("Hello world")));
        assertEquals(0x2d06800538d394c2L, hash(heap.view("")));
        assertEquals(0xe6c632b61e964e1fL, hash(heap.view("a")));
        assertEquals(0x9555e8555c62dcfdL, hash(heap.view("hello")));
        assertEquals(0xf34099ede96b5581L, hash(heap.view("12345")));
        assertEquals(0xa5d1b4607dc83554L, hash(heap.view("x".repeat(300))));
    }

    private static long hash(ByteView view) {
        return Xxh3.hash(view.address(), view.length());
    }
}
