package io.glassbox.structure.bits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BitFieldTest {
    private static final int ROOM = 64;

    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void operationsReplyAndWriteLikeRedis() {
        long address = heap.room(ROOM);
        Memory.fill(address, ROOM, 0);
        int length = 0;
        for (String[] row : Recorded.rows(BitFieldTest.class, "bitfield.tsv")) {
            if (row[0].equals("value")) {
                assertArrayEquals(Recorded.bytes(row[1]), Memory.toBytes(address, length));
                Memory.fill(address, ROOM, 0);
                length = 0;
                continue;
            }
            int bits = Integer.parseInt(row[2].substring(1));
            long offset = Long.parseLong(row[3]);
            // Each writing operation makes the string long enough, even one that then fails.
            if (!row[1].equals("GET")) {
                length = Math.max(length, (int) BitField.bytesFor(offset, bits));
            }
            assertEquals(row[5], reply(row, address, length, offset, bits), () -> String.join(" ", row));
        }
    }

    private static String reply(String[] row, long address, int length, long offset, int bits) {
        boolean isSigned = row[2].charAt(0) == 'i';
        long old = isSigned
                ? BitField.signed(address, length, offset, bits)
                : BitField.unsigned(address, length, offset, bits);
        if (row[1].equals("GET")) {
            return Long.toString(old);
        }
        BitField.Overflow mode = BitField.Overflow.valueOf(row[0]);
        long operand = Long.parseLong(row[4]);
        long base = row[1].equals("SET") ? operand : old;
        long increment = row[1].equals("SET") ? 0 : operand;
        if (mode == BitField.Overflow.FAIL && BitField.overflow(base, increment, isSigned, bits) != 0) {
            return "nil";
        }
        long sum = BitField.sum(base, increment, isSigned, bits, mode);
        BitField.set(address, offset, bits, sum);
        return Long.toString(row[1].equals("SET") ? old : sum);
    }

    @Test
    void fieldsAreReadAndWrittenLikeBitsOfABigNumber() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(15_000); i++) {
                byte[] bytes = new byte[1 + random.nextInt(24)];
                random.nextBytes(bytes);
                ByteView view = heap.view(bytes);
                int bits = 1 + random.nextInt(64);
                long offset = random.nextInt(bytes.length * 8 + 20);
                // The string with zeros behind it, as one number.
                BigInteger number = new BigInteger(1, Arrays.copyOf(bytes, bytes.length + 16));
                int behind = (bytes.length + 16) * 8 - (int) offset - bits;
                BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
                BigInteger field = number.shiftRight(behind).and(mask);
                assertEquals(field.longValue(), BitField.unsigned(view.address(), view.length(), offset, bits));
                BigInteger asSigned = field.testBit(bits - 1) ? field.subtract(BigInteger.ONE.shiftLeft(bits)) : field;
                assertEquals(asSigned.longValue(), BitField.signed(view.address(), view.length(), offset, bits));
                assertEquals(
                        behind + bits > 0 && number.testBit(behind + bits - 1) ? 1 : 0,
                        BitField.bit(view.address(), view.length(), offset));
                if (BitField.bytesFor(offset, bits) <= bytes.length) {
                    long value = random.nextLong();
                    BitField.set(view.address(), offset, bits, value);
                    BigInteger expected = number.andNot(mask.shiftLeft(behind))
                            .or(BigInteger.valueOf(value).and(mask).shiftLeft(behind))
                            .shiftRight(128);
                    assertEquals(expected, new BigInteger(1, view.toBytes()));
                }
                if (i % 1000 == 0) {
                    heap.clear();
                }
            }
        });
    }

    @Test
    void settingABitTellsWhatItWas() {
        ByteView view = heap.view("\0\0");
        assertEquals(0, BitField.setBit(view.address(), 7, 1));
        assertEquals(1, BitField.setBit(view.address(), 7, 1));
        assertEquals(0, BitField.setBit(view.address(), 8, 1));
        assertArrayEquals(new byte[] {1, (byte) 0x80}, view.toBytes());
        assertEquals(1, BitField.setBit(view.address(), 7, 0));
        assertArrayEquals(new byte[] {0, (byte) 0x80}, view.toBytes());
        assertEquals(1, BitField.bit(view.address(), 2, 8));
        assertEquals(0, BitField.bit(view.address(), 2, 16));
        assertEquals(0, BitField.bit(view.address(), 2, 1L << 32));
    }

    @Test
    void overflowIsThatOfNumbersWithoutLimit() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(15_000); i++) {
                boolean isSigned = random.nextBoolean();
                int bits = 1 + random.nextInt(isSigned ? 64 : 63);
                long max = isSigned ? BitField.maxSigned(bits) : BitField.maxUnsigned(bits);
                long min = isSigned ? BitField.minSigned(bits) : 0;
                long value =
                        isSigned ? random.nextLong() >> (64 - bits) : random.nextLong() & BitField.maxUnsigned(bits);
                long increment = random.nextLong() >> random.nextInt(64);
                BigInteger exact = BigInteger.valueOf(value).add(BigInteger.valueOf(increment));
                int expected = exact.compareTo(BigInteger.valueOf(max)) > 0
                        ? 1
                        : exact.compareTo(BigInteger.valueOf(min)) < 0 ? -1 : 0;
                assertEquals(expected, BitField.overflow(value, increment, isSigned, bits));
                assertEquals(
                        expected > 0 ? max : expected < 0 ? min : value + increment,
                        BitField.sum(value, increment, isSigned, bits, BitField.Overflow.SAT));
                BigInteger wrapped = exact.mod(BigInteger.ONE.shiftLeft(bits));
                if (isSigned && wrapped.testBit(bits - 1)) {
                    wrapped = wrapped.subtract(BigInteger.ONE.shiftLeft(bits));
                }
                assertEquals(
                        wrapped.longValueExact(),
                        BitField.sum(value, increment, isSigned, bits, BitField.Overflow.WRAP));
            }
        });
    }
}
