package io.glassbox.commands.hash;

import io.glassbox.command.call.Args;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/** Names of fields in one block: for each its length (4) and its bytes. Read from the first to the last. */
final class FieldSet {
    private final long block;
    private final int count;
    private long next;

    private FieldSet(long block, int count) {
        this.block = block;
        this.count = count;
    }

    /** Of the arguments from an index on. */
    static FieldSet of(Slabs slabs, Args args, int from) {
        long bytes = 0;
        for (int i = from; i < args.count(); i++) {
            bytes += Integer.BYTES + (long) args.length(i);
        }
        long block = slabs.allocate(bytes);
        long at = block;
        for (int i = from; i < args.count(); i++) {
            ByteView field = args.at(i);
            Memory.putInt(at, field.length());
            Memory.copy(field.address(), at + Integer.BYTES, field.length());
            at += Integer.BYTES + (long) field.length();
        }
        return new FieldSet(block, args.count() - from);
    }

    int count() {
        return count;
    }

    FieldSet rewind() {
        next = block;
        return this;
    }

    /** The next field; after {@link #rewind} as often as there are fields. */
    ByteView next(ByteView view) {
        int length = Memory.getInt(next);
        view.set(next + Integer.BYTES, length);
        next += Integer.BYTES + (long) length;
        return view;
    }

    long bytes(Slabs slabs) {
        return slabs.sizeOf(block);
    }

    void free(Slabs slabs) {
        slabs.free(block);
    }
}
