package io.glassbox.structure.sketch;

import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.memory.GrowableBytes;
import org.jspecify.annotations.Nullable;

/**
 * PFSELFTEST: packs and reads back random registers, then adds ten million elements to a dense and a sparse sketch and
 * compares both with each other and with the truth. Takes about a second; a command for people, not for production.
 */
public final class HyperLogLogSelfTest {
    private static final int PACKING_CYCLES = 1000;
    private static final int MAX_VALUE = 63;

    /** Six times the standard error: wrong by chance once in 10^9 tests. */
    private static final double TOLERANCE = 6 * 1.04 / Math.sqrt(HyperLogLog.REGISTERS);

    private final RandomSource random;
    private final GrowableBytes denseBytes;
    private final HyperLogLog dense = new HyperLogLog();
    private final HyperLogLog sparse = new HyperLogLog();

    /** The bytes are room for two sketches; what they held is lost. */
    public HyperLogLogSelfTest(RandomSource random, GrowableBytes denseBytes, GrowableBytes sparseBytes) {
        this.random = random;
        this.denseBytes = denseBytes;
        dense.set(denseBytes).create();
        dense.toDense();
        sparse.set(sparseBytes).create();
    }

    /** What failed, as the reply names it, or null. {@code elements} is ten million in Redis. */
    public @Nullable String run(int elements, long sparseMaxBytes) {
        String failure = testPacking();
        return failure != null ? failure : testEstimates(elements, sparseMaxBytes);
    }

    private @Nullable String testPacking() {
        byte[] expected = new byte[HyperLogLog.REGISTERS];
        for (int cycle = 0; cycle < PACKING_CYCLES; cycle++) {
            long registers = denseBytes.address() + HyperLogLog.HEADER_BYTES;
            random.fillBytes(expected);
            for (int i = 0; i < expected.length; i++) {
                expected[i] &= MAX_VALUE;
                DenseRegisters.set(registers, i, expected[i]);
            }
            for (int i = 0; i < expected.length; i++) {
                int value = DenseRegisters.get(registers, i);
                if (value != expected[i]) {
                    return "TESTFAILED Register " + i + " should be " + expected[i] + " but is " + value;
                }
            }
        }
        return null;
    }

    private @Nullable String testEstimates(int elements, long sparseMaxBytes) {
        dense.create();
        dense.toDense();
        long seed = random.nextLong();
        int checkpoint = 1;
        for (int i = 1; i <= elements; i++) {
            dense.add(i ^ seed, sparseMaxBytes);
            sparse.add(i ^ seed, sparseMaxBytes);
            if (i == checkpoint) {
                String failure = check(i, sparseMaxBytes);
                if (failure != null) {
                    return failure;
                }
                checkpoint *= 10;
            }
        }
        return null;
    }

    private @Nullable String check(int count, long sparseMaxBytes) {
        if (count < sparseMaxBytes / 2 && sparse.isDense()) {
            return "TESTFAILED sparse encoding not used";
        }
        long estimate = dense.estimate();
        if (estimate != sparse.estimate()) {
            return "TESTFAILED dense/sparse disagree";
        }
        long error = Math.abs(count - estimate);
        // Ten elements collide now and then, which is no fault.
        long tolerated = count == 10 ? 1 : (long) Math.ceil(TOLERANCE * count);
        return error <= tolerated ? null : "TESTFAILED Too big error. card:" + count + " abserr:" + error;
    }
}
