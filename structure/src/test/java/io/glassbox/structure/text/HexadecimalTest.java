package io.glassbox.structure.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.testing.OffHeap;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HexadecimalTest {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void sixteenDigitsAreWrittenAndReadInAnyCase() {
        for (long value : new long[] {0, -1, 0x00006c38adf31777L, 0xFEDCBA9876543210L, Long.MIN_VALUE}) {
            long room = heap.room(Hexadecimal.LENGTH);
            assertEquals(room + Hexadecimal.LENGTH, Hexadecimal.write(room, value));
            String text = new ByteView(room, Hexadecimal.LENGTH).toLatin1();
            assertEquals(String.format("%016x", value), text);
            assertTrue(Hexadecimal.isNumber(room, Hexadecimal.LENGTH));
            assertEquals(value, Hexadecimal.parse(room));
            assertEquals(
                    value,
                    Hexadecimal.parse(heap.view(text.toUpperCase(Locale.ROOT)).address()));
        }
    }

    @Test
    void anythingElseIsNoNumber() {
        for (String text : new String[] {
            "",
            "0",
            "000000000000000",
            "00000000000000000",
            "000000000000000g",
            "@000000000000000",
            "0x00000000000000",
            "00000000 0000000",
            "000000000000000\u00e1"
        }) {
            assertFalse(Hexadecimal.isNumber(heap.view(text).address(), text.length()), text);
        }
    }
}
