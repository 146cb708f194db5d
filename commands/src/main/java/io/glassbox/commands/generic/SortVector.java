package io.glassbox.commands.generic;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.ordered.SortableRecords;

/**
 * What SORT sorts: copies of elements, each with what it weighs, outside the heap since a list may hold more than the heap does.
 *
 * <pre>
 * record:  element offset 8 | element length 4 | weight length 4, -1: none | weight offset 8, or the weight as a double 8
 * </pre>
 *
 * Offsets lead into one block of bytes that grows.
 */
final class SortVector implements AutoCloseable {
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
    private static final int INITIAL_BYTES = 512;

    private final Slabs slabs;
    private final ByteView view = new ByteView();
    private final SortableRecords records;
    private long bytes;
    private long bytesCapacity = INITIAL_BYTES;
    private long used;

    SortVector(Slabs slabs) {
        this.slabs = slabs;
        this.records = new SortableRecords(slabs, RECORD_BYTES);
        this.bytes = slabs.allocate(bytesCapacity);
    }

    long size() {
        return records.size();
    }

    /** Adds a copy of an element that weighs nothing. */
    void add(ByteView element) {
        long offset = keep(element);
        long record = records.add();
        Memory.putLong(record, offset);
        Memory.putInt(record + ELEMENT_LENGTH, element.length());
        Memory.putInt(record + WEIGHT_LENGTH, ABSENT);
        Memory.putLong(record + WEIGHT, 0);
    }

    /** The bytes of an element, until the next one is asked for or anything is added. */
    ByteView element(long index) {
        long record = records.at(index);
        return view.set(bytes + Memory.getLong(record), Memory.getInt(record + ELEMENT_LENGTH));
    }

    /** Gives an element a number to be compared by; without one it is 0. */
    void weigh(long index, double number) {
        Memory.putDouble(records.at(index) + WEIGHT, number);
    }

    /** Gives an element a copy of bytes to be compared by; one without comes before all others. */
    void weigh(long index, ByteView weight) {
        long offset = keep(weight);
        long record = records.at(index);
        Memory.putInt(record + WEIGHT_LENGTH, weight.length());
        Memory.putLong(record + WEIGHT, offset);
    }

    /** Sorts all elements; those that compare as equal stay in their order. */
    void sort(Order order, boolean descending) {
        records.sort(comparison(order, descending));
    }

    /** Brings the first so many elements to the front, in order; those that compare as equal come as they do in Redis. */
    void sortFirst(Order order, boolean descending, long wanted) {
        records.sortFirst(wanted, comparison(order, descending));
    }

    private SortableRecords.Order comparison(Order order, boolean descending) {
        SortableRecords.Order ascending = switch (order) {
            case BY_NUMBER -> this::compareNumbers;
            case BY_ELEMENT -> this::compareElements;
            case BY_WEIGHT -> this::compareWeights;
        };
        return descending ? (left, right) -> ascending.compare(right, left) : ascending;
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
        records.close();
        slabs.free(bytes);
    }
}
