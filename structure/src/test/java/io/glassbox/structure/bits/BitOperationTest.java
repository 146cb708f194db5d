package io.glassbox.structure.bits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.quality.testkit.Randomized;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.testing.OffHeap;
import io.glassbox.structure.testing.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BitOperationTest {
    private final OffHeap heap = new OffHeap();

    @AfterEach
    void everythingIsGivenBack() {
        heap.close();
    }

    @Test
    void resultsAreThoseOfRedis() {
        for (String[] row : Recorded.rows(BitOperationTest.class, "bitop.tsv")) {
            List<byte[]> sources =
                    Stream.of(row[1].split(" ")).map(Recorded::bytes).toList();
            assertArrayEquals(
                    Recorded.bytes(row[2]), result(BitOperation.valueOf(row[0]), sources), () -> String.join(" ", row));
            heap.clear();
        }
    }

    @Test
    void theNewerOperationsAreThoseOfTheManual() {
        byte[] x = {0b1111};
        byte[] y = {0b0101};
        assertArrayEquals(new byte[] {0b1010}, result(BitOperation.DIFF, List.of(x, y)));
        assertArrayEquals(new byte[] {0}, result(BitOperation.DIFF1, List.of(x, y)));
        assertArrayEquals(new byte[] {0b0101}, result(BitOperation.ANDOR, List.of(x, y)));
        assertArrayEquals(new byte[] {0b1010}, result(BitOperation.ONE, List.of(x, y)));
        assertArrayEquals(x, result(BitOperation.ONE, List.of(x)));
    }

    @Test
    void everyOperationAgreesWithItsMeaningBitByBit() {
        Randomized.test(random -> {
            for (int i = 0; i < Randomized.iterations(1_000); i++) {
                BitOperation operation = BitOperation.values()[random.nextInt(BitOperation.values().length)];
                int count = operation == BitOperation.NOT ? 1 : operation.minSources() + random.nextInt(4);
                List<byte[]> sources = new ArrayList<>();
                for (int s = 0; s < count; s++) {
                    // Now and then more than one block.
                    byte[] bytes = new byte[random.nextInt(random.nextInt(40) == 0 ? 20_000 : 70)];
                    random.nextBytes(bytes);
                    sources.add(bytes);
                }
                byte[] result = result(operation, sources);
                for (int index = 0; index < result.length; index++) {
                    assertEquals(expected(operation, sources, index), result[index], operation + " at " + index);
                }
                heap.clear();
            }
        });
    }

    private static byte expected(BitOperation operation, List<byte[]> sources, int index) {
        int result = 0;
        for (int bit = 0; bit < 8; bit++) {
            boolean first = isSet(sources.getFirst(), index, bit);
            int inAll = 0;
            for (byte[] source : sources) {
                inAll += isSet(source, index, bit) ? 1 : 0;
            }
            boolean inOthers = inAll > (first ? 1 : 0);
            boolean value = switch (operation) {
                case AND -> inAll == sources.size();
                case OR -> inAll > 0;
                case XOR -> inAll % 2 == 1;
                case NOT -> inAll == 0;
                case DIFF -> first && !inOthers;
                case DIFF1 -> !first && inOthers;
                case ANDOR -> first && inOthers;
                case ONE -> inAll == 1;
            };
            result |= value ? 1 << bit : 0;
        }
        return (byte) result;
    }

    private static boolean isSet(byte[] source, int index, int bit) {
        return index < source.length && (source[index] >> bit & 1) != 0;
    }

    private byte[] result(BitOperation operation, List<byte[]> sources) {
        // Longer than needed: only the first elements count.
        long[] addresses = new long[sources.size() + 2];
        int[] lengths = new int[sources.size() + 2];
        int longest = 0;
        for (int i = 0; i < sources.size(); i++) {
            ByteView view = heap.view(sources.get(i));
            addresses[i] = view.address();
            lengths[i] = view.length();
            longest = Math.max(longest, view.length());
        }
        long target = heap.room(longest + 8);
        Memory.fill(target, longest + 8, 0x5A);
        operation.apply(addresses, lengths, sources.size(), target, longest);
        assertEquals(0x5A5A5A5A5A5A5A5AL, Memory.getLong(target + longest), "wrote behind the result");
        return Memory.toBytes(target, longest);
    }
}
