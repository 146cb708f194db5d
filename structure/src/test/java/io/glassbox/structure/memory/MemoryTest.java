package io.glassbox.structure.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.quality.testkit.Randomized;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final Slabs slabs = Slabs.checked(1L << 30);
    private final long a = slabs.allocate(256);
    private final long b = slabs.allocate(256);

    @AfterEach
    void nothingIsWrittenOutsideTheBlocks() {
        slabs.free(a);
        slabs.free(b);
        assertEquals(0, slabs.usedBytes());
        slabs.close();
    }

    @Test
    void fillingSetsAllBytesAndNoOthers() {
        Randomized.test(random -> {
            int room = 20_000;
            long block = slabs.allocate(room);
            for (int i = 0; i < 300; i++) {
                byte[] expected = new byte[room];
                Arrays.fill(expected, (byte) 0x55);
                Memory.copyIn(expected, 0, block, room);
                int from = random.nextInt(100);
                int length = random.nextInt(1 << random.nextInt(15));
                int value = random.nextInt();
                Arrays.fill(expected, from, from + length, (byte) value);
                Memory.fill(block + from, length, value);
                assertArrayEquals(expected, Memory.toBytes(block, room), from + " " + length);
            }
            slabs.free(block);
        });
    }

    @Test
    void numbersAreLittleEndianAndNeedNoAlignment() {
        Memory.putLong(a + 3, 0x0807060504030201L);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, Memory.toBytes(a + 3, 8));
        assertEquals(0x04030201, Memory.getInt(a + 3));
        assertEquals(0x0201, Memory.getUnsignedShort(a + 3));
        Memory.putInt(a + 1, -2);
        assertEquals(0xFFFF_FFFEL, Memory.getUnsignedInt(a + 1));
        Memory.putShort(a + 1, -1);
        assertEquals(0xFFFF, Memory.getUnsignedShort(a + 1));
        Memory.putByte(a, 0x1FE);
        assertEquals(-2, Memory.getByte(a));
        assertEquals(0xFE, Memory.getUnsignedByte(a));
        Memory.putDouble(a + 5, -1.5);
        assertEquals(-1.5, Memory.getDouble(a + 5));
    }

    @Test
    void aReferenceTakesFiveBytesAndNoMore() {
        Memory.fill(a, 16, 0x77);
        for (long reference : new long[] {0, 1, 0xFFFF_FFFFL, 0x80_0000_0000L, 0xFF_FFFF_FFFFL, 0x12_3456_789AL}) {
            Memory.putReference(a + 3, reference);
            assertEquals(reference, Memory.getReference(a + 3));
            assertEquals(0x77, Memory.getByte(a + 2));
            assertEquals(0x77, Memory.getByte(a + 8));
        }
        Memory.putReference(a, slabs.toReference(b));
        assertEquals(b, slabs.toAddress(Memory.getReference(a)));
    }

    @Test
    void comparisonsAgreeWithThoseOfArrays() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(20_000); i++) {
                byte[] left = new byte[random.nextInt(40)];
                random.nextBytes(left);
                byte[] right = random.nextInt(4) == 0 ? Arrays.copyOf(left, random.nextInt(40)) : left.clone();
                if (right.length > 0 && random.nextBoolean()) {
                    right[random.nextInt(right.length)] ^= (byte) (1 << random.nextInt(8));
                }
                int offset = random.nextInt(8);
                Memory.copyIn(left, 0, a + offset, left.length);
                Memory.copyIn(right, 0, b, right.length);
                int expected = Arrays.compareUnsigned(left, right);
                int actual = Memory.compare(a + offset, left.length, b, right.length);
                assertEquals(Integer.signum(expected), Integer.signum(actual));
                if (left.length == right.length) {
                    assertEquals(expected == 0, Memory.equal(a + offset, b, left.length));
                }
            }
        });
    }

    @Test
    void overlappingCopiesMoveEveryByteOnce() {
        byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Memory.copyIn(bytes, 0, a, 100);
        Memory.copy(a, a + 7, 100);
        assertArrayEquals(bytes, Memory.toBytes(a + 7, 100));
        Memory.copy(a + 7, a, 100);
        assertArrayEquals(bytes, Memory.toBytes(a, 100));
        byte[] part = new byte[10];
        Memory.copyOut(a + 50, part, 3, 5);
        assertArrayEquals(new byte[] {0, 0, 0, 50, 51, 52, 53, 54, 0, 0}, part);
    }

    @Test
    void memoryIsComparedWithArraysToTheLastByte() {
        for (int length = 0; length < 40; length++) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 0xE9);
            Memory.copyIn(bytes, 0, a, length);
            assertTrue(Memory.equal(a, bytes));
            for (int i = 0; i < length; i++) {
                bytes[i]++;
                assertFalse(Memory.equal(a, bytes), length + " " + i);
                bytes[i]--;
            }
        }
    }

    @Test
    void aViewShowsBytesWithoutOwningThem() {
        byte[] bytes = {'G', 'e', 't', 'r', 'A', 'n', 'g', 'E', (byte) 0xE9};
        Memory.copyIn(bytes, 0, a, bytes.length);
        ByteView view = new ByteView(a, 8);
        assertTrue(view.equalsIgnoreCase("GETRANGE"));
        assertFalse(view.equalsIgnoreCase("GETRANGF"));
        assertFalse(view.equalsIgnoreCase("GETRANG"));
        assertEquals("GetrAngE", view.toString());
        assertTrue(view.sameBytes(Arrays.copyOf(bytes, 8)));
        assertFalse(view.sameBytes(bytes));
        Memory.copyIn(bytes, 0, b, bytes.length);
        ByteView other = new ByteView().set(b, 9);
        assertFalse(view.sameBytes(other));
        assertTrue(view.compareBytes(other) < 0);
        assertEquals("GetrAngE\u00e9", other.toLatin1());
        assertTrue(view.set(other).sameBytes(other));
        assertTrue(new ByteView().isEmpty());
        assertEquals('t', view.byteAt(2));
    }
}
