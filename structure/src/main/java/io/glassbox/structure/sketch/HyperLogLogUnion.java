package io.glassbox.structure.sketch;

import java.util.Arrays;

/**
 * The union of any number of sketches: PFCOUNT of several keys and PFMERGE. To be used again and again; each use begins with
 * {@link #clear}.
 */
public final class HyperLogLogUnion {
    private final byte[] registers = new byte[HyperLogLog.REGISTERS];
    private final RegisterHistogram histogram = new RegisterHistogram();
    private boolean hasDense;

    public void clear() {
        Arrays.fill(registers, (byte) 0);
        hasDense = false;
    }

    /** Takes in one more sketch; false if it is damaged, after which this union is of no use. */
    public boolean add(HyperLogLog sketch) {
        hasDense |= sketch.isDense();
        return sketch.mergeInto(registers);
    }

    /** The number of distinct elements in all of them. */
    public long estimate() {
        histogram.clear();
        for (byte value : registers) {
            histogram.add(value);
        }
        return histogram.estimate();
    }

    /**
     * Writes the union into {@code target}, whose own registers are part of it already: dense if one of the sketches was, otherwise
     * sparse as long as it stays within {@code sparseMaxBytes}. False if the target is damaged.
     */
    public boolean storeInto(HyperLogLog target, long sparseMaxBytes) {
        if (hasDense && !target.toDense()) {
            return false;
        }
        for (int i = 0; i < registers.length; i++) {
            if (registers[i] != 0 && target.raise(i, registers[i], sparseMaxBytes) == HyperLogLog.Outcome.CORRUPT) {
                return false;
            }
        }
        target.invalidateCount();
        return true;
    }
}
