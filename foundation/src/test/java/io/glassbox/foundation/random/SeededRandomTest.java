package io.glassbox.foundation.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SeededRandomTest {
    @Test
    void equalSeedsGiveEqualRuns() {
        SeededRandom one = new SeededRandom(7);
        SeededRandom other = new SeededRandom(7);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(one.nextLong(), other.nextLong());
            assertEquals(one.nextInt(10), other.nextInt(10));
        }
        assertEquals(one.hexId(), other.hexId());
        assertNotEquals(new SeededRandom(7).nextLong(), new SeededRandom(8).nextLong());
    }

    @Test
    void boundedNumbersAreUniform() {
        SeededRandom random = new SeededRandom(1);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++) {
            counts[random.nextInt(6)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 10_000.0) * (count - 10_000.0) / 10_000;
        }
        assertTrue(chiSquare < 20.5, "chi-square with 5 degrees of freedom: " + chiSquare); // p = 0.001
    }

    @Test
    void boundsAreKeptAtTheExtremes() {
        SeededRandom random = new SeededRandom(2);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(0, random.nextInt(1));
            assertTrue(random.nextInt(Integer.MAX_VALUE) >= 0);
            long large = random.nextLong(Long.MAX_VALUE - 1);
            assertTrue(large >= 0 && large < Long.MAX_VALUE - 1);
            double fraction = random.nextDouble();
            assertTrue(fraction >= 0 && fraction < 1);
        }
        assertThrows(IllegalArgumentException.class, () -> random.nextInt(0));
        assertThrows(IllegalArgumentException.class, () -> random.nextLong(-1));
    }

    @Test
    void bytesOfEveryLengthAreFilled() {
        for (int length = 0; length < 20; length++) {
            int seen = 0;
            byte[] union = new byte[length];
            for (SeededRandom random = new SeededRandom(3); seen < 64; seen++) {
                byte[] bytes = new byte[length];
                random.fillBytes(bytes);
                for (int i = 0; i < length; i++) {
                    union[i] |= bytes[i];
                }
            }
            byte[] full = new byte[length];
            java.util.Arrays.fill(full, (byte) 0xff);
            assertArrayEquals(full, union);
        }
    }

    @Test
    void idsAreFortyHexadecimalDigits() {
        SystemRandom random = new SystemRandom();
        String id = random.hexId();
        assertTrue(id.matches("[0-9a-f]{40}"), id);
        assertNotEquals(id, random.hexId());
        assertNotEquals(random.nextLong(), random.nextLong());
    }
}
