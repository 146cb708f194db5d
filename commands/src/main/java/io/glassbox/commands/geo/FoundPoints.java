package io.glassbox.commands.geo;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.ordered.PartialSort;

/**
 * What a search has found: elements with their score and their distance. Outside the heap, since a search may find everything.
 *
 * <pre>
 *  0  element (see SortedSetValue)
 *  8  f64 score, a geohash
 * 16  f64 distance in metres
 * </pre>
 */
final class FoundPoints implements PartialSort.Sequence, AutoCloseable {
    private static final int POINT_BYTES = 24;
    private static final int SCORE = 8;
    private static final int DISTANCE = 16;
    private static final int INITIAL_POINTS = 32;

    private final Slabs slabs;
    private long block;
    private long capacity = INITIAL_POINTS;
    private long size;
    private boolean isDescending;

    FoundPoints(Slabs slabs) {
        this.slabs = slabs;
        this.block = slabs.allocate(capacity * POINT_BYTES);
    }

    void add(long element, double score, double distance) {
        if (size == capacity) {
            block = slabs.reallocate(block, capacity * 2 * POINT_BYTES);
            capacity *= 2;
        }
        long point = block + size * POINT_BYTES;
        Memory.putLong(point, element);
        Memory.putDouble(point + SCORE, score);
        Memory.putDouble(point + DISTANCE, distance);
        size++;
    }

    long size() {
        return size;
    }

    long element(long index) {
        return Memory.getLong(block + index * POINT_BYTES);
    }

    double score(long index) {
        return Memory.getDouble(block + index * POINT_BYTES + SCORE);
    }

    double distance(long index) {
        return Memory.getDouble(block + index * POINT_BYTES + DISTANCE);
    }

    /**
     * Sorts by distance, so that the first {@code wanted} are in order. If that is all of them, points equally far stay in theirs;
     * otherwise they come as they do in Redis.
     */
    void sort(boolean descending, long wanted) {
        isDescending = descending;
        if (wanted < size) {
            PartialSort.sort(this, size, wanted);
        } else {
            mergeSort();
        }
    }

    @Override
    public int compare(long left, long right) {
        double a = distance(left);
        double b = distance(right);
        int ascending = a > b ? 1 : a == b ? 0 : -1;
        return isDescending ? -ascending : ascending;
    }

    @Override
    public void swap(long left, long right) {
        long a = block + left * POINT_BYTES;
        long b = block + right * POINT_BYTES;
        for (int i = 0; i < POINT_BYTES; i += Long.BYTES) {
            long word = Memory.getLong(a + i);
            Memory.putLong(a + i, Memory.getLong(b + i));
            Memory.putLong(b + i, word);
        }
    }

    /** Merges runs from one block to another and back. O(n log n). */
    private void mergeSort() {
        long spare = slabs.allocate(capacity * POINT_BYTES);
        for (long run = 1; run < size; run *= 2) {
            for (long from = 0; from < size; from += 2 * run) {
                merge(from, Math.min(from + run, size), Math.min(from + 2 * run, size), spare);
            }
            long sorted = spare;
            spare = block;
            block = sorted;
        }
        slabs.free(spare);
    }

    private void merge(long from, long middle, long end, long target) {
        long left = from;
        long right = middle;
        for (long i = from; i < end; i++) {
            boolean takesLeft = right == end || left < middle && compare(left, right) <= 0;
            long source = takesLeft ? left++ : right++;
            Memory.copy(block + source * POINT_BYTES, target + i * POINT_BYTES, POINT_BYTES);
        }
    }

    @Override
    public void close() {
        slabs.free(block);
    }
}
