package io.glassbox.commands.stream;

import io.glassbox.command.call.Args;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.EntryFields;

/** Fields and values where they lie among the arguments of a call, from one position to the end. */
final class ArgFields implements EntryFields {
    private Args args = new Args();
    private int first;

    ArgFields wrap(Args newArgs, int from) {
        args = newArgs;
        first = from;
        return this;
    }

    @Override
    public int count() {
        return (args.count() - first) / 2;
    }

    @Override
    public ByteView field(int index) {
        return args.at(first + 2 * index);
    }

    @Override
    public ByteView value(int index) {
        return args.at(first + 2 * index + 1);
    }

    /** Of all fields and values together. */
    long bytes() {
        long bytes = 0;
        for (int i = first; i < args.count(); i++) {
            bytes += args.length(i);
        }
        return bytes;
    }
}
