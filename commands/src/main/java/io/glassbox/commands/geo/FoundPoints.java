package io.glassbox.commands.geo;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.ordered.SortableRecords;

/**
 * What a search has found: elements with their score and their distance.
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

    private final SortableRecords points;

    FoundPoints(Slabs slabs) {
        this.points = new SortableRecords(slabs, POINT_BYTES);
    }

    void add(long element, double score, double distance) {
        long point = points.add();
        Memory.putLong(point, element);
        Memory.putDouble(point + SCORE, score);
        Memory.putDouble(point + DISTANCE, distance);
    }

    long size() {
        return points.size();
    }

    long element(long index) {
        return Memory.getLong(points.at(index));
    }

    double score(long index) {
        return Memory.getDouble(points.at(index) + SCORE);
    }

    double distance(long index) {
        return Memory.getDouble(points.at(index) + DISTANCE);
    }

    /**
     * Sorts by distance, so that the first {@code wanted} are in order. If that is all of them, points equally far stay in theirs;
     * otherwise they come as they do in Redis.
     */
    void sort(boolean descending, long wanted) {
        SortableRecords.Order order = descending ? FoundPoints::fartherFirst : FoundPoints::nearerFirst;
        if (wanted < points.size()) {
            points.sortFirst(wanted, order);
        } else {
            points.sort(order);
        }
    }

    private static int nearerFirst(long left, long right) {
        return Double.compare(Memory.getDouble(left + DISTANCE), Memory.getDouble(right + DISTANCE));
    }

    private static int fartherFirst(long left, long right) {
        return -nearerFirst(left, right);
    }

    @Override
    public void close() {
        points.close();
    }
}
