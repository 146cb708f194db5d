package io.glassbox.structure.memory;

/**
 * Moves blocks out of slabs that are to be emptied, see {@link Slabs#chooseSparse}, one by one, as whoever owns them presents them:
 * only he knows where their addresses are kept. Counts what it was shown.
 */
public final class Relocation {
    private final Slabs slabs;
    private long moved;
    private long left;

    public Relocation(Slabs slabs) {
        this.slabs = slabs;
    }

    /** Where a block is from now on; its old address is free if that is another one. O(bytes of the block), at most 16 KiB. */
    public long move(long address) {
        long to = slabs.relocate(address);
        if (to == address) {
            left++;
        } else {
            moved++;
        }
        return to;
    }

    /** As {@link #move}, of a {@link Slabs#toReference reference}; 0 stays 0. */
    public long moveReference(long reference) {
        return reference == 0 ? 0 : slabs.toReference(move(slabs.toAddress(reference)));
    }

    /** Blocks that were moved. */
    public long moved() {
        return moved;
    }

    /** Blocks that were looked at and lay well. */
    public long left() {
        return left;
    }

    /** Counts from the beginning. */
    public void reset() {
        moved = 0;
        left = 0;
    }
}
