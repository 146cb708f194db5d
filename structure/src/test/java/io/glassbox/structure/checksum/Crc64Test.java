package io.glassbox.structure.checksum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Crc64Test {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void theCheckValueIsThatOfTheAlgorithm() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        ByteView view = heap.view(digits);
        assertEquals(0xe9c6d914c4b8d9caL, Crc64.update(0, view.address(), view.length()));
        assertEquals(0xe9c6d914c4b8d9caL, Crc64.update(0, digits, 0, digits.length));
        assertEquals(0, Crc64.update(0, view.address(), 0));
    }

    @Test
    void payloadsOfRedisEndWithTheirChecksum() {
        for (String[] row : Recorded.rows(Crc64Test.class, "crc64.tsv")) {
            ByteView payload = heap.view(Recorded.bytes(row[0]));
            int covered = payload.length() - Long.BYTES;
            assertEquals(
                    Memory.getLong(payload.address() + covered), Crc64.update(0, payload.address(), covered), row[0]);
        }
    }

    @Test
    void anyWayToCutTheInputGivesTheChecksumTakenBitByBit() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(100); i++) {
                byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 100 : 40_000)];
                random.nextBytes(bytes);
                ByteView view = heap.view(bytes);
                long expected = bitByBit(bytes);
                assertEquals(expected, Crc64.update(0, view.address(), view.length()));
                assertEquals(expected, Crc64.update(0, bytes, 0, bytes.length));
                int cut = random.nextInt(bytes.length + 1);
                long first = Crc64.update(0, view.address(), cut);
                assertEquals(expected, Crc64.update(first, view.address() + cut, bytes.length - cut));
                assertEquals(expected, Crc64.update(first, bytes, cut, bytes.length - cut));
                long second = bitByBit(Arrays.copyOfRange(bytes, cut, bytes.length));
                assertEquals(expected, Crc64.combine(first, second, bytes.length - cut));
                heap.clear();
            }
        });
    }

    /** The definition: high bit of the register first, both input and output turned round. */
    private static long bitByBit(byte[] bytes) {
        long register = 0;
        for (byte b : bytes) {
            for (int bit = 0; bit < 8; bit++) {
                boolean carry = (register < 0) != ((b >> bit & 1) != 0);
                register = register << 1 ^ (carry ? 0xad93d23594c935a9L : 0);
            }
        }
        return Long.reverse(register);
    }
}
