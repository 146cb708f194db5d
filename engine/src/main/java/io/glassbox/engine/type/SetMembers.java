package io.glassbox.engine.type;

import io.glassbox.structure.memory.ByteView;

/** Walks over the members of a large set by the address of its root, as it lies there: for who copies it to a file. */
public final class SetMembers {
    private final MemberTable table;
    private long block;

    public SetMembers(TypeContext context) {
        table = new MemberTable(context);
    }

    /** Positions before the first member; returns how many there are. */
    public long open(long root) {
        table.open(root);
        table.rewind();
        return table.size();
    }

    /** Goes on to the next member; false if there is none. */
    public boolean next() {
        block = table.next();
        return block != 0;
    }

    public ByteView member(ByteView view) {
        return view.set(MemberBlock.address(block), MemberBlock.length(block));
    }
}
