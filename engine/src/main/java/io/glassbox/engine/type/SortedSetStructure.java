package io.glassbox.engine.type;

import io.glassbox.engine.entry.Structure;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.WalkPosition;
import io.glassbox.structure.ordered.ScoredSet;

/** Large sorted sets: roots of {@link ScoredSet}. */
final class SortedSetStructure implements Structure {
    /** Members whose blocks are looked at to estimate the size of all. */
    private static final int SAMPLES = 100;

    private final ScoredSet set;
    private final ScoredSet copy;

    SortedSetStructure(TypeContext context) {
        set = new ScoredSet(context.slabs(), context.hashing());
        copy = new ScoredSet(context.slabs(), context.hashing());
    }

    @Override
    public long elements(long root) {
        return set.open(root).size();
    }

    @Override
    public long drain(long root, int budget) {
        return set.open(root).drain(budget);
    }

    @Override
    public void copy(long source, long target) {
        copy.open(target).copyOf(set.open(source));
    }

    @Override
    public boolean relocate(long root, WalkPosition at, Relocation relocation) {
        return set.open(root).relocate(at, relocation);
    }

    @Override
    public long bytes(long root) {
        return set.open(root).bytes(SAMPLES);
    }
}
