package io.glassbox.engine.type;

import io.glassbox.engine.entry.Structure;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.WalkPosition;
import io.glassbox.structure.stream.StreamBlocks;

/** Streams, all of which are structures. */
final class StreamStructure implements Structure {
    private final StreamBlocks blocks;

    StreamStructure(TypeContext context) {
        blocks = new StreamBlocks(context.slabs(), context.hashing(), context.scratch(Listpack.SCRATCH_BYTES));
    }

    @Override
    public long elements(long root) {
        return blocks.elements(root);
    }

    @Override
    public long drain(long root, int budget) {
        return blocks.drain(root, budget);
    }

    @Override
    public void copy(long source, long target) {
        blocks.copy(source, target);
    }

    @Override
    public boolean relocate(long root, WalkPosition at, Relocation relocation) {
        return blocks.relocate(root, at, relocation);
    }

    @Override
    public long bytes(long root) {
        return blocks.bytes(root);
    }
}
