package io.glassbox.structure.ordered;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/** Records of one size, outside the heap since there may be more of them than the heap holds, which are gathered and sorted. */
public final class SortableRecords implements AutoCloseable {
    private static final int INITIAL_RECORDS = 32;

    private final Slabs slabs;
    private final int recordBytes;
    private long block;
    private long capacity = INITIAL_RECORDS;
    private long size;

    /** How two records compare, by their addresses. */
    public interface Order {
        int compare(long left, long right);
    }

    /** For records of {@code recordBytes} bytes, a multiple of 8. */
    public SortableRecords(Slabs slabs, int recordBytes) {
        assert recordBytes % Long.BYTES == 0 : recordBytes;
        this.slabs = slabs;
        this.recordBytes = recordBytes;
        this.block = slabs.allocate(capacity * recordBytes);
    }

    public long size() {
        return size;
    }

    /** Adds a record, to be filled by the caller; returns its address, valid until the next one is added or all are sorted. */
    public long add() {
        if (size == capacity) {
            block = slabs.reallocate(block, capacity * 2 * recordBytes);
            capacity *= 2;
        }
        return at(size++);
    }

    public long at(long index) {
        return block + index * recordBytes;
    }

    /** Sorts all; those that compare as equal stay in their order. O(n log n), with as much memory again. */
    public void sort(Order order) {
        long spare = slabs.allocate(capacity * recordBytes);
        for (long run = 1; run < size; run *= 2) {
            for (long from = 0; from < size; from += 2 * run) {
                merge(order, from, Math.min(from + run, size), Math.min(from + 2 * run, size), spare);
            }
            long sorted = spare;
            spare = block;
            block = sorted;
        }
        slabs.free(spare);
    }

    private void merge(Order order, long from, long middle, long end, long target) {
        long left = from;
        long right = middle;
        for (long i = from; i < end; i++) {
            boolean takesLeft = right == end || left < middle && order.compare(at(left), at(right)) <= 0;
            Memory.copy(at(takesLeft ? left++ : right++), target + i * recordBytes, recordBytes);
        }
    }

    /** Brings the first so many to the front, in order; those that compare as equal come as {@link PartialSort} has them. */
    public void sortFirst(long wanted, Order order) {
        PartialSort.sort(
                new PartialSort.Sequence() {
                    @Override
                    public int compare(long left, long right) {
                        return order.compare(at(left), at(right));
                    }

                    @Override
                    public void swap(long left, long right) {
                        swapRecords(at(left), at(right));
                    }
                },
                size,
                wanted);
    }

    private void swapRecords(long left, long right) {
        for (int i = 0; i < recordBytes; i += Long.BYTES) {
            long word = Memory.getLong(left + i);
            Memory.putLong(left + i, Memory.getLong(right + i));
            Memory.putLong(right + i, word);
        }
    }

    @Override
    public void close() {
        slabs.free(block);
    }
}
