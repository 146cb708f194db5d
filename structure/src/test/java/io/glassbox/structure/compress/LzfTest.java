package io.glassbox.structure.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LzfTest {
    private static final int ROUNDS = Integer.getInteger("glassbox.iterations", 2_000);

    private final OffHeap memory = new OffHeap();
    private final Lzf lzf = new Lzf();

    @AfterEach
    void close() {
        memory.close();
    }

    /** What comes out of compressing and restoring, or nothing if it did not become shorter. */
    private byte[] thereAndBack(byte[] bytes) {
        ByteView source = memory.view(bytes);
        long compressed = memory.room(bytes.length);
        int length = lzf.compress(source.address(), bytes.length, compressed, bytes.length - 1);
        if (length == 0) {
            return bytes;
        }
        // To the byte as long as it has to be, so that checked memory sees whoever goes beyond.
        ByteView exact = memory.view(Memory.toBytes(compressed, length));
        long restored = memory.room(bytes.length);
        assertTrue(Lzf.decompress(exact.address(), length, restored, bytes.length));
        return Memory.toBytes(restored, bytes.length);
    }

    @Test
    void theFormatIsThatOfRedis() {
        // DUMP of 200 times 'a' on Redis 7.0: the compressed form within it.
        ByteView compressed = memory.view(HexFormat.of().parseHex("016161e0bb000161" + "61"));
        long restored = memory.room(200);
        assertTrue(Lzf.decompress(compressed.address(), compressed.length(), restored, 200));
        assertEquals("a".repeat(200), new ByteView(restored, 200).toLatin1());
    }

    @Test
    void repetitionsBecomeShort() {
        ByteView source = memory.view("abc".repeat(1000));
        long room = memory.room(100);
        int length = lzf.compress(source.address(), 3000, room, 100);
        assertTrue(length > 0 && length < 50);
        long restored = memory.room(3000);
        assertTrue(Lzf.decompress(room, length, restored, 3000));
        assertArrayEquals("abc".repeat(1000).getBytes(StandardCharsets.ISO_8859_1), Memory.toBytes(restored, 3000));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        byte[] noise = new byte[1000];
        new Random(5).nextBytes(noise);
        ByteView source = memory.view(noise);
        assertEquals(0, lzf.compress(source.address(), 1000, memory.room(999), 999));
        assertEquals(0, lzf.compress(memory.view("a".repeat(100)).address(), 100, memory.room(3), 3));
    }

    @Test
    void bytesOfAnyKindComeBack() {
        Randomized.test(random -> {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] bytes = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 30_000 : 300)];
                int letters = 1 + random.nextInt(20);
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) random.nextInt(letters);
                }
                assertArrayEquals(bytes, thereAndBack(bytes));
                memory.clear();
            }
        });
    }

    @Test
    void damageIsNoticedOrHarmless() {
        Randomized.test(random -> {
            long restored = memory.room(300);
            for (int round = 0; round < ROUNDS; round++) {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                long block = memory.slabs().allocate(bytes.length);
                Memory.copyIn(bytes, 0, block, bytes.length);
                Lzf.decompress(block, bytes.length, restored, 300);
                memory.slabs().free(block);
            }
            ByteView cut = memory.view(new byte[] {5, 1, 2});
            assertFalse(Lzf.decompress(cut.address(), 3, restored, 6));
        });
    }
}
