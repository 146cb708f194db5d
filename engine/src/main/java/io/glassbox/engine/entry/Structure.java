package io.glassbox.engine.entry;

import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.WalkPosition;

/**
 * What is common to values of many blocks: how they are freed, copied and counted. The entry holds only the root, a fixed number
 * of bytes from which all blocks are reached; nothing points back to it, so that it moves with its entry.
 */
public interface Structure {
    /** How much there is to free, in elements. O(1). */
    long elements(long root);

    /**
     * Frees about {@code budget} elements; returns how many are left, 0 when all blocks are back in the slabs. From the first
     * call on nothing else is done with the structure.
     */
    long drain(long root, int budget);

    /** Makes {@code target}, whose bytes are zero, the root of a copy of the whole structure. */
    void copy(long source, long target);

    /**
     * Moves a few of the blocks out of slabs that are to be emptied, and goes on to where the next call continues. Any number of other
     * changes may lie between two calls, and the root may have moved.
     *
     * @return whether all blocks have been looked at
     */
    boolean relocate(long root, WalkPosition at, Relocation relocation);

    /** Memory of all blocks, without the root; of many elements an estimate from some. */
    long bytes(long root);
}
