package io.glassbox.structure.sketch;

import io.glassbox.structure.memory.GrowableBytes;
import io.glassbox.structure.memory.Memory;
import java.util.Arrays;

/**
 * A HyperLogLog: about how many distinct elements have been added, with a standard error of 0.81 %. The bytes are those of
 * Redis, so that values can be exchanged with DUMP, GET and files:
 *
 * <pre>
 *   0    4         5       8                                16
 *   HYLL encoding  unused  cached count (63 bits, bit 63:   registers: dense (0), 12288 bytes, {@link DenseRegisters},
 *        0 or 1            out of date)                     or sparse (1), {@link SparseRegisters}
 * </pre>
 *
 * <p>A flyweight that is positioned on a value; nothing of the value is kept between calls. Values may come from clients, so
 * damaged ones are met at every step and reported as {@link Outcome#CORRUPT} or a negative count.
 */
public final class HyperLogLog {
    public static final int REGISTERS = 1 << 14;
    public static final int HEADER_BYTES = 16;
    public static final int DENSE_BYTES = HEADER_BYTES + DenseRegisters.BYTES;

    /** What {@link #estimate} gives for a damaged value. */
    public static final long CORRUPT_COUNT = -1;

    private static final int MAGIC = 'H' | 'Y' << 8 | 'L' << 16 | 'L' << 24;
    private static final int ENCODING_AT = 4;
    private static final int COUNT_AT = 8;
    private static final int DENSE = 0;
    private static final int SPARSE = 1;
    private static final long SEED = 0xadc83b19L;
    private static final int INDEX_BITS = 14;

    public enum Outcome {
        UNCHANGED,
        CHANGED,
        CORRUPT
    }

    private final RegisterHistogram histogram = new RegisterHistogram();
    private final byte[] scratch = new byte[REGISTERS];
    private GrowableBytes bytes = Nothing.NOTHING;

    /** Positions this view; returns it. The bytes are a sketch, see {@link #isSketch}, or about to become one. */
    public HyperLogLog set(GrowableBytes newBytes) {
        bytes = newBytes;
        return this;
    }

    /** Whether bytes look like a sketch from outside: anything else gets Redis's WRONGTYPE. The runs may be damaged still. */
    public static boolean isSketch(long address, int length) {
        if (length < HEADER_BYTES || Memory.getInt(address) != MAGIC) {
            return false;
        }
        int encoding = Memory.getUnsignedByte(address + ENCODING_AT);
        return encoding == SPARSE || encoding == DENSE && length == DENSE_BYTES;
    }

    /** Makes the bytes an empty sketch in sparse form. */
    public void create() {
        bytes.resize(HEADER_BYTES + 2);
        long address = bytes.address();
        Memory.putInt(address, MAGIC);
        Memory.putInt(address + ENCODING_AT, SPARSE);
        Memory.putLong(address + COUNT_AT, 0);
        Memory.putShort(address + HEADER_BYTES, SparseRegisters.allZero());
    }

    public boolean isDense() {
        return Memory.getByte(bytes.address() + ENCODING_AT) == DENSE;
    }

    /** Adds one element, turning the sketch dense when it would get longer than {@code sparseMaxBytes}, header included. */
    public Outcome add(long address, int length, long sparseMaxBytes) {
        return addHash(MurmurHash64.hash(address, length, SEED), sparseMaxBytes);
    }

    /** Adds the element whose eight bytes are {@code value}. */
    Outcome add(long value, long sparseMaxBytes) {
        return addHash(MurmurHash64.hash(value, SEED), sparseMaxBytes);
    }

    private Outcome addHash(long hash, long sparseMaxBytes) {
        int index = (int) hash & REGISTERS - 1;
        // The bit behind the hash ends the run of zeros in any case.
        long rest = hash >>> INDEX_BITS | 1L << RegisterHistogram.MAX_ZEROS;
        return raise(index, Long.numberOfTrailingZeros(rest) + 1, sparseMaxBytes);
    }

    /** Raises one register to {@code value} if it is lower. */
    Outcome raise(int index, int value, long sparseMaxBytes) {
        if (!isDense()) {
            switch (SparseRegisters.raise(bytes, HEADER_BYTES, index, value, sparseMaxBytes)) {
                case UNCHANGED -> {
                    return Outcome.UNCHANGED;
                }
                case CHANGED -> {
                    invalidateCount();
                    return Outcome.CHANGED;
                }
                case CORRUPT -> {
                    return Outcome.CORRUPT;
                }
                case TOO_BIG -> {
                    if (!toDense()) {
                        return Outcome.CORRUPT;
                    }
                }
            }
        }
        long registers = bytes.address() + HEADER_BYTES;
        if (DenseRegisters.get(registers, index) >= value) {
            return Outcome.UNCHANGED;
        }
        DenseRegisters.set(registers, index, value);
        invalidateCount();
        return Outcome.CHANGED;
    }

    /** Turns a sparse sketch dense; false, and nothing changed, if it is damaged. */
    public boolean toDense() {
        if (isDense()) {
            return true;
        }
        Arrays.fill(scratch, (byte) 0);
        long start = bytes.address() + HEADER_BYTES;
        if (!SparseRegisters.mergeInto(scratch, start, bytes.address() + bytes.length())) {
            return false;
        }
        bytes.resize(DENSE_BYTES);
        Memory.putByte(bytes.address() + ENCODING_AT, DENSE);
        DenseRegisters.putAll(scratch, bytes.address() + HEADER_BYTES);
        return true;
    }

    /** Whether {@link #cachedCount} is up to date. */
    public boolean hasCachedCount() {
        return Memory.getLong(bytes.address() + COUNT_AT) >= 0;
    }

    public long cachedCount() {
        return Memory.getLong(bytes.address() + COUNT_AT);
    }

    /** Stores a count that {@link #estimate} has given; a change of the value. */
    public void cacheCount(long count) {
        assert count >= 0;
        Memory.putLong(bytes.address() + COUNT_AT, count);
    }

    public void invalidateCount() {
        long last = bytes.address() + COUNT_AT + 7;
        Memory.putByte(last, Memory.getByte(last) | 0x80);
    }

    /** The number of distinct elements computed from the registers; negative if the value is damaged. */
    public long estimate() {
        histogram.clear();
        long registers = bytes.address() + HEADER_BYTES;
        if (isDense()) {
            DenseRegisters.addTo(histogram, registers);
        } else if (!SparseRegisters.addTo(histogram, registers, bytes.address() + bytes.length())) {
            return CORRUPT_COUNT;
        }
        return histogram.estimate();
    }

    /** Raises each element to the register's value; false if the value is damaged. */
    boolean mergeInto(byte[] registers) {
        long start = bytes.address() + HEADER_BYTES;
        if (isDense()) {
            DenseRegisters.mergeInto(registers, start);
            return true;
        }
        return SparseRegisters.mergeInto(registers, start, bytes.address() + bytes.length());
    }

    /** A register of a dense sketch: PFDEBUG GETREG. */
    public int register(int index) {
        assert isDense();
        return DenseRegisters.get(bytes.address() + HEADER_BYTES, index);
    }

    /** The runs of a sparse sketch as PFDEBUG DECODE shows them: {@code Z:5 v:3,1 z:64}. Ends where the value is damaged. */
    public String describeRuns() {
        assert !isDense();
        StringBuilder text = new StringBuilder();
        long end = bytes.address() + bytes.length();
        for (long p = bytes.address() + HEADER_BYTES; p < end && !SparseRegisters.isCut(p, end); ) {
            int opcode = Memory.getUnsignedByte(p);
            if (SparseRegisters.isValue(opcode)) {
                text.append("v:").append(SparseRegisters.valueOf(opcode)).append(',');
            } else {
                text.append(SparseRegisters.isLongZeros(opcode) ? "Z:" : "z:");
            }
            text.append(SparseRegisters.runAt(p)).append(' ');
            p += SparseRegisters.sizeOf(opcode);
        }
        return text.toString().stripTrailing();
    }

    /** What an unpositioned view stands on. */
    private enum Nothing implements GrowableBytes {
        NOTHING;

        @Override
        public long address() {
            throw new IllegalStateException("not positioned");
        }

        @Override
        public int length() {
            return 0;
        }

        @Override
        public void resize(int newLength) {
            throw new IllegalStateException("not positioned");
        }
    }
}
