package io.glassbox.commands.generic;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.ordered.PartialSort;

/**
 * What SORT sorts: copies of elements, each with what it weighs, outside the heap since a list may hold more than the heap does.
 *
 * <pre>
 * record:  element offset 8 | element length 4 | weight length 4, -1: none | weight offset 8, or the weight as a double 8
 * </pre>
 *
 * Offsets lead into one block of bytes that grows.
 */
final class SortVector implements PartialSort.Sequence, AutoCloseable {
    /** How elements are compared. */
    enum Order {
        BY_NUMBER,
        BY_ELEMENT,
        BY_WEIGHT
    }

    private static final int RECORD_BYTES = 24;
    private static final int ELEMENT_LENGTH = 8;
    private static final int WEIGHT_LENGTH = 12;
    private static final int WEIGHT = 16;
    private static final int ABSENT = -1;
    private static final int INITIAL_RECORDS = 32;
    private static final int INITIAL_BYTES = 512;

    private final Slabs slabs;
    private final ByteView view = new ByteView();
    private long records;
    private long capacity = INITIAL_RECORDS;
    private long size;
    private long bytes;
    private long bytesCapacity = INITIAL_BYTES;
    private long used;
    private Order order = Order.BY_ELEMENT;
    private boolean isDescending;

    SortVector(Slabs slabs) {
        this.slabs = slabs;
        this.records = slabs.allocate(capacity * RECORD_BYTES);
        this.bytes = slabs.allocate(bytesCapacity);
    }

    long size() {
        return size;
    }

    /** Adds a copy of an element that weighs nothing. */
    void add(ByteView element) {
        if (size == capacity) {
            records = slabs.reallocate(records, capacity * 2 * RECORD_BYTES);
            capacity *= 2;
        }
        long offset = keep(element);
        long record = record(size++);
        Memory.putLong(record, offset);
        Memory.putInt(record + ELEMENT_LENGTH, element.length());
        Memory.putInt(record + WEIGHT_LENGTH, ABSENT);
        Memory.putLong(record + WEIGHT, 0);
    }

    /** The bytes of an element, until the next one is asked for or anything is added. */
    ByteView element(long index) {
        long record = record(index);
        return view.set(bytes + Memory.getLong(record), Memory.getInt(record + ELEMENT_LENGTH));
    }

    /** Gives an element a number to be compared by; without one it is 0. */
    void weigh(long index, double number) {
        Memory.putDouble(record(index) + WEIGHT, number);
    }

    /** Gives an element a copy of bytes to be compared by; one without comes before all others. */
    void weigh(long index, ByteView weight) {
        long offset = keep(weight);
        long record = record(index);
        Memory.putInt(record + WEIGHT_LENGTH, weight.length());
        Memory.putLong(record + WEIGHT, offset);
    }

    /** Sorts all elements; those that compare as equal stay in their order. */
    void sort(Order newOrder, boolean descending) {
        order = newOrder;
        isDescending = descending;
        mergeSort();
    }

    /** Brings the first so many elements to the front, in order; those that compare as equal come as they do in Redis. */
    void sortFirst(Order newOrder, boolean descending, long wanted) {
        order = newOrder;
        isDescending = descending;
        PartialSort.sort(this, size, wanted);
    }

    @Override
    public int compare(long left, long right) {
        long a = record(left);
        long b = record(right);
        int ascending = switch (order) {
            case BY_NUMBER -> compareNumbers(a, b);
            case BY_ELEMENT -> compareElements(a, b);
            case BY_WEIGHT -> compareWeights(a, b);
        };
        return isDescending ? -ascending : ascending;
    }

    /** Equal numbers are told apart by their elements, so that the order is always the same. */
    private int compareNumbers(long left, long right) {
        double a = Memory.getDouble(left + WEIGHT);
        double b = Memory.getDouble(right + WEIGHT);
        if (a == b) {
            return compareElements(left, right);
        }
        return a > b ? 1 : -1;
    }

    private int compareElements(long left, long right) {
        return Memory.compare(
                bytes + Memory.getLong(left),
                Memory.getInt(left + ELEMENT_LENGTH),
                bytes + Memory.getLong(right),
                Memory.getInt(right + ELEMENT_LENGTH));
    }

    private int compareWeights(long left, long right) {
        int leftLength = Memory.getInt(left + WEIGHT_LENGTH);
        int rightLength = Memory.getInt(right + WEIGHT_LENGTH);
        if (leftLength == ABSENT || rightLength == ABSENT) {
            return Integer.compare(Math.min(leftLength, 0), Math.min(rightLength, 0));
        }
        return Memory.compare(
                bytes + Memory.getLong(left + WEIGHT), leftLength, bytes + Memory.getLong(right + WEIGHT), rightLength);
    }

    @Override
    public void swap(long left, long right) {
        long a = record(left);
        long b = record(right);
        for (int i = 0; i < RECORD_BYTES; i += Long.BYTES) {
            long word = Memory.getLong(a + i);
            Memory.putLong(a + i, Memory.getLong(b + i));
            Memory.putLong(b + i, word);
        }
    }

    /** Merges runs from one block to another and back. O(n log n). */
    private void mergeSort() {
        long spare = slabs.allocate(capacity * RECORD_BYTES);
        for (long run = 1; run < size; run *= 2) {
            for (long from = 0; from < size; from += 2 * run) {
                merge(from, Math.min(from + run, size), Math.min(from + 2 * run, size), spare);
            }
            long sorted = spare;
            spare = records;
            records = sorted;
        }
        slabs.free(spare);
    }

    private void merge(long from, long middle, long end, long target) {
        long left = from;
        long right = middle;
        for (long i = from; i < end; i++) {
            boolean takesLeft = right == end || left < middle && compare(left, right) <= 0;
            long source = takesLeft ? left++ : right++;
            Memory.copy(record(source), target + i * RECORD_BYTES, RECORD_BYTES);
        }
    }

    private long record(long index) {
        return records + index * RECORD_BYTES;
    }

    /** Copies bytes; returns where they are kept. */
    private long keep(ByteView copied) {
        long needed = used + copied.length();
        if (needed > bytesCapacity) {
            bytesCapacity = Math.max(needed, bytesCapacity * 2);
            bytes = slabs.reallocate(bytes, bytesCapacity);
        }
        Memory.copy(copied.address(), bytes + used, copied.length());
        long offset = used;
        used = needed;
        return offset;
    }

    @Override
    public void close() {
        slabs.free(records);
        slabs.free(bytes);
    }
}
