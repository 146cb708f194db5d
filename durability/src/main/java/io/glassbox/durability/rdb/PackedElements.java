package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.ByteView;

/** The elements of a collection that an RDB file holds in one piece, whichever of the formats that had in its time. */
abstract class PackedElements {
    private int count;

    /**
     * Positions before the first of the elements that lie there, after a look at all of them; throws {@link DamagedRdb} if the
     * bytes are not what they should be. They must stay as long as elements are taken. O(length).
     */
    final PackedElements open(long address, int length) {
        count = check(address, length);
        return this;
    }

    /** How many elements there are in all. */
    final int count() {
        return count;
    }

    /** What such a format is called. */
    abstract String form();

    /** Looks at all bytes and goes to the beginning; returns how many elements there are. */
    protected abstract int check(long address, int length);

    /** Sets the view on the next element, which exists; valid until the next but one. */
    abstract ByteView next(ByteView view);
}
