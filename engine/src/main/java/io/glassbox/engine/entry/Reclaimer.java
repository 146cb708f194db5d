package io.glassbox.engine.entry;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Frees what deleted keys leave behind. A structure of few elements is freed at once; the root of a larger one is kept here and
 * freed in slices between commands, so that no deletion is longer than any other.
 */
public final class Reclaimer {
    /** Elements that are freed within the command: about ten microseconds. */
    private static final int AT_ONCE = 128;

    /** A structure that is given up: its type and a copy of its root, in a block of the slabs. */
    private record Abandoned(Structure structure, long root) {}

    private final Slabs slabs;
    private final Structures structures;
    private final Deque<Abandoned> waiting = new ArrayDeque<>();

    public Reclaimer(Slabs slabs, Structures structures) {
        this.slabs = slabs;
        this.structures = structures;
    }

    Structure structureOf(long entry) {
        return structures.of(Entry.type(entry));
    }

    /** Takes over the structure of an entry that is about to be freed or to hold another value. */
    void abandon(long entry) {
        Structure structure = structureOf(entry);
        long root = Entry.valueAddress(entry);
        if (structure.elements(root) <= AT_ONCE) {
            structure.drain(root, Integer.MAX_VALUE);
            return;
        }
        int bytes = (int) Entry.valueLength(entry);
        long kept = slabs.allocate(bytes);
        Memory.copy(root, kept, bytes);
        waiting.add(new Abandoned(structure, kept));
    }

    /** Structures that wait to be freed. */
    public long pending() {
        return waiting.size();
    }

    /** Frees about {@code budget} elements of the oldest structure; returns how many structures are done with, 0 or 1. */
    public int reclaim(int budget) {
        Abandoned oldest = waiting.peek();
        if (oldest == null || oldest.structure.drain(oldest.root, budget) > 0) {
            return 0;
        }
        slabs.free(oldest.root);
        waiting.remove();
        return 1;
    }
}
