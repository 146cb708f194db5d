package io.glassbox.structure.memory;

/**
 * How far a walk through the blocks of a structure has come. What the numbers mean is the structure's business, but they are never
 * addresses: any position is valid for any structure of the same kind, so that it may change as it likes between two steps. Whatever
 * is in it from the first step to the last is met, some of it perhaps twice.
 */
public final class WalkPosition {
    private long part;
    private long item;
    private long high;
    private long low;

    /** Which part of the structure it is, from 0. */
    public long part() {
        return part;
    }

    /** Which thing of many alike in that part. */
    public long item() {
        return item;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Goes to the beginning. */
    public void rewind() {
        set(0, 0, 0, 0);
    }

    /** Goes to a place within a part. */
    public void set(long newPart, long place) {
        set(newPart, 0, place, 0);
    }

    public void set(long newPart, long newItem, long newHigh, long newLow) {
        part = newPart;
        item = newItem;
        high = newHigh;
        low = newLow;
    }
}
