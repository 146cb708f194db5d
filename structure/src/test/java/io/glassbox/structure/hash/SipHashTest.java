package io.glassbox.structure.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SipHashTest {
    private static final byte[] KEY = ascending(16);

    @Test
    void theReferenceOfTheseTestsGivesThePublishedValues() {
        assertEquals(0xa129ca6149be45e5L, reference(2, 4, KEY, ascending(15)));
        assertEquals(0xabac0158050fc4dcL, reference(1, 3, KEY, new byte[0]));
    }

    @Test
    void everyLengthGivesTheSameValueOnAndOffTheHeapAsTheReference() {
        SipHash hashing = new SipHash(word(KEY, 0, 8), word(KEY, 8, 8));
        try (Slabs slabs = Slabs.checked()) {
            for (int length = 0; length <= 300; length++) {
                byte[] bytes = ascending(length);
                long expected = reference(1, 3, KEY, bytes);
                assertEquals(expected, hashing.hash(bytes), "length " + length);
                assertEquals(expected, hashing.hash(shifted(bytes), 3, length), "length " + length);
                long address = slabs.allocate(length + 3);
                Memory.copyIn(bytes, 0, address + 3, length);
                assertEquals(expected, hashing.hash(address + 3, length), "length " + length);
                assertEquals(expected, hashing.hash(new ByteView(address + 3, length)), "length " + length);
                slabs.free(address);
            }
            assertEquals(0, slabs.usedBytes());
        }
    }

    @Test
    void theKeyDecides() {
        byte[] key = new byte[16];
        new SeededRandom(42).fillSecret(key);
        assertEquals(
                reference(1, 3, key, KEY), SipHash.random(new SeededRandom(42)).hash(KEY));
    }

    private static byte[] ascending(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] shifted(byte[] bytes) {
        byte[] result = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, result, 3, bytes.length);
        return result;
    }

    /** The definition, byte by byte. */
    private static long reference(int rounds, int lastRounds, byte[] key, byte[] bytes) {
        long k0 = word(key, 0, 8);
        long k1 = word(key, 8, 8);
        long[] v = {
            k0 ^ 0x736f6d6570736575L, k1 ^ 0x646f72616e646f6dL, k0 ^ 0x6c7967656e657261L, k1 ^ 0x7465646279746573L
        };
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + 8) / 8 * 8);
        padded[padded.length - 1] = (byte) bytes.length;
        for (int i = 0; i < padded.length; i += 8) {
            long word = word(padded, i, 8);
            v[3] ^= word;
            round(v, rounds);
            v[0] ^= word;
        }
        v[2] ^= 0xff;
        round(v, lastRounds);
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private static long word(byte[] bytes, int from, int length) {
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (bytes[from + i] & 0xffL) << (8 * i);
        }
        return word;
    }

    private static void round(long[] v, int times) {
        for (int i = 0; i < times; i++) {
            half(v, 0, 1, 2, 3, 13, 16);
            half(v, 2, 1, 0, 3, 17, 21);
        }
    }

    private static void half(long[] v, int a, int b, int c, int d, int rotateB, int rotateD) {
        v[a] += v[b];
        v[b] = Long.rotateLeft(v[b], rotateB) ^ v[a];
        v[a] = Long.rotateLeft(v[a], 32);
        v[c] += v[d];
        v[d] = Long.rotateLeft(v[d], rotateD) ^ v[c];
    }
}
