package io.glassbox.engine.type;

import io.glassbox.structure.memory.ByteView;

/** Walks over the fields of a large hash by the address of its root, as it lies there: for who copies it to a file. */
public final class HashFields {
    private final FieldTable table;
    private long block;

    public HashFields(TypeContext context) {
        table = new FieldTable(context);
    }

    /** Positions before the first field; returns how many there are, with those whose time has come. */
    public long open(long root) {
        table.open(root);
        table.rewind();
        return table.size();
    }

    /** Goes on to the next field; false if there is none. */
    public boolean next() {
        block = table.next();
        return block != 0;
    }

    public ByteView field(ByteView view) {
        return view.set(FieldBlock.fieldAddress(block), FieldBlock.fieldLength(block));
    }

    public ByteView value(ByteView view) {
        return view.set(FieldBlock.valueAddress(block), FieldBlock.valueLength(block));
    }

    /** Unix milliseconds at which the field goes, or {@link io.glassbox.engine.entry.EntryStore#NO_DUE}. */
    public long due() {
        return FieldBlock.due(block);
    }
}
