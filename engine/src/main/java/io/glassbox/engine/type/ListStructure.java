package io.glassbox.engine.type;

import io.glassbox.engine.entry.Structure;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.WalkPosition;
import io.glassbox.structure.quicklist.Quicklist;

/** Large lists: roots of {@link Quicklist}. */
final class ListStructure implements Structure {
    private final Quicklist list;
    private final Quicklist copy;

    ListStructure(TypeContext context) {
        list = new Quicklist(context.slabs(), context.limits().listNodes(), context::scratch);
        copy = new Quicklist(context.slabs(), context.limits().listNodes(), context::scratch);
    }

    @Override
    public long elements(long root) {
        return list.on(root).length();
    }

    @Override
    public long drain(long root, int budget) {
        return list.on(root).drain(budget);
    }

    @Override
    public void copy(long source, long target) {
        list.on(source).copyTo(target, copy);
    }

    @Override
    public boolean relocate(long root, WalkPosition at, Relocation relocation) {
        return list.on(root).relocate(at, relocation);
    }

    @Override
    public long bytes(long root) {
        return list.on(root).bytes();
    }
}
