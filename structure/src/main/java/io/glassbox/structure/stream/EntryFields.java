package io.glassbox.structure.stream;

import io.glassbox.structure.memory.ByteView;

/** The fields and values of an entry that is about to be added, wherever they lie. Two views may be in use at a time. */
public interface EntryFields {
    /** How many pairs there are, at least one. */
    int count();

    ByteView field(int index);

    ByteView value(int index);
}
