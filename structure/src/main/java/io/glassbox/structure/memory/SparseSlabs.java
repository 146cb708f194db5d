package io.glassbox.structure.memory;

import java.util.Arrays;

/**
 * Chooses the slabs of a size class that are worth emptying: of those with room the fullest stay, as many as all blocks need, and
 * the rest is marked. So the fewest blocks have to move, and one walk over all of them leaves no slab that could be spared.
 *
 * <p>The slabs are also put in order, fullest first: that is the order in which they are filled, by moved blocks and by new ones.
 */
final class SparseSlabs {
    private final long headers;
    private int[] slabs = new int[64];
    private int[] ordered = new int[64];
    private int count;
    private long blocks;

    SparseSlabs(long headers) {
        this.headers = headers;
    }

    /**
     * Marks the slabs that can be spared. O(slabs of the class with room).
     *
     * @param first of the list of those with room
     * @return how many were marked; unless it is 0, {@link #first} begins the list from now on
     */
    int choose(int first, int perSlab) {
        collect(first);
        int needed = (int) ((blocks + perSlab - 1) / perSlab);
        int spared = count - needed;
        if (spared > 0) {
            sort(perSlab);
            link();
        }
        for (int i = 0; i < count; i++) {
            Memory.putByte(header(spared > 0 ? ordered[i] : slabs[i]) + PlainSlabs.SPARSE, i < needed ? 0 : 1);
        }
        return Math.max(0, spared);
    }

    /** The fullest. */
    int first() {
        return ordered[0];
    }

    private void collect(int first) {
        count = 0;
        blocks = 0;
        for (int slab = first; slab != 0; slab = Memory.getInt(header(slab) + PlainSlabs.NEXT)) {
            if (count == slabs.length) {
                slabs = Arrays.copyOf(slabs, count * 2);
                ordered = new int[count * 2];
            }
            slabs[count++] = slab;
            blocks += live(slab);
        }
    }

    /** By counting, fullest first. */
    private void sort(int perSlab) {
        int[] places = new int[perSlab + 1];
        for (int i = 0; i < count; i++) {
            places[live(slabs[i])]++;
        }
        int next = 0;
        for (int live = perSlab; live >= 0; live--) {
            int here = places[live];
            places[live] = next;
            next += here;
        }
        for (int i = 0; i < count; i++) {
            ordered[places[live(slabs[i])]++] = slabs[i];
        }
    }

    private void link() {
        for (int i = 0; i < count; i++) {
            Memory.putInt(header(ordered[i]) + PlainSlabs.PREVIOUS, i == 0 ? 0 : ordered[i - 1]);
            Memory.putInt(header(ordered[i]) + PlainSlabs.NEXT, i + 1 == count ? 0 : ordered[i + 1]);
        }
    }

    private int live(int slab) {
        return Memory.getUnsignedShort(header(slab) + PlainSlabs.LIVE);
    }

    private long header(int slab) {
        return headers + ((long) slab << Runs.HEADER_SHIFT);
    }
}
