package io.glassbox.engine.type;

import io.glassbox.structure.memory.AddressList;
import io.glassbox.structure.memory.ByteView;

/** A collection whose elements HSCAN, SSCAN or ZSCAN go through, page by page, while it may change between pages. */
public interface Scannable {
    /**
     * Goes on from a cursor: adds what {@link #choose} takes to {@code found}, and returns where to go on, 0 at the end. A small
     * collection comes at once.
     */
    long scan(long cursor, AddressList found);

    /** Makes an element that {@link #scan} has found the current one. */
    void choose(long element);

    /** What patterns are compared with, of the current element: a member, or a field. */
    ByteView name();
}
