package io.glassbox.durability.rdb;

import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.ByteView;
import java.util.Arrays;

/** Whether elements of a listpack are all different: a table of those seen, by open addressing. */
final class DistinctElements {
    private static final int LEAST_PLACES = 64;

    /** Room for digits of an integer element. */
    private final long digits;

    private final SipHash hashing;
    private final ByteView view = new ByteView();
    private long[] places = new long[LEAST_PLACES];
    private int mask;

    DistinctElements(SipHash hashing, long digits) {
        this.hashing = hashing;
        this.digits = digits;
    }

    /** Forgets all elements; at most so many will follow. */
    void begin(int most) {
        int wanted = Math.max(LEAST_PLACES, Integer.highestOneBit(Math.max(1, most)) << 2);
        if (wanted > places.length) {
            places = new long[wanted];
        } else {
            Arrays.fill(places, 0, wanted, 0);
        }
        mask = wanted - 1;
    }

    /** Adds an element of a listpack by its address; false if one of the same bytes was there. */
    boolean add(long element) {
        Listpack.view(element, view, digits);
        int place = (int) hashing.hash(view.address(), view.length()) & mask;
        while (places[place] != 0) {
            if (Listpack.equals(places[place], view.address(), view.length())) {
                return false;
            }
            place = place + 1 & mask;
        }
        places[place] = element;
        return true;
    }
}
