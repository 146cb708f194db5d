package io.glassbox.commands.geo;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * What a search has found: elements with their score and their distance. Outside the heap, since a search may find everything.
 *
 * <pre>
 *  0  element (see SortedSetValue)
 *  8  f64 score, a geohash
 * 16  f64 distance in metres
 * </pre>
 */
final class FoundPoints implements AutoCloseable {
    private static final int POINT_BYTES = 24;
    private static final int SCORE = 8;
    private static final int DISTANCE = 16;
    private static final int INITIAL_POINTS = 32;

    private final Slabs slabs;
    private long block;
    private long capacity = INITIAL_POINTS;
    private long size;

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

    /** Sorts by distance; points equally far stay in their order. O(n log n), merging runs from one block to another and back. */
    void sort(boolean isDescending) {
        long spare = slabs.allocate(capacity * POINT_BYTES);
        for (long run = 1; run < size; run *= 2) {
            for (long from = 0; from < size; from += 2 * run) {
                merge(from, Math.min(from + run, size), Math.min(from + 2 * run, size), spare, isDescending);
            }
            long sorted = spare;
            spare = block;
            block = sorted;
        }
        slabs.free(spare);
    }

    private void merge(long from, long middle, long end, long target, boolean isDescending) {
        long left = from;
        long right = middle;
        for (long i = from; i < end; i++) {
            boolean takesLeft = right == end
                    || left < middle
                            && (isDescending ? distance(left) >= distance(right) : distance(left) <= distance(right));
            long source = takesLeft ? left++ : right++;
            Memory.copy(block + source * POINT_BYTES, target + i * POINT_BYTES, POINT_BYTES);
        }
    }

    @Override
    public void close() {
        slabs.free(block);
    }
}
