package io.glassbox.engine.change;

import io.glassbox.structure.memory.ByteView;

/** Somebody who wants to know which fields of a hash the next announcement is about. */
public interface Subkeys {
    /** One more field; its view is valid for the call only. */
    void note(ByteView field);

    /** One more field. */
    void note(byte[] field);
}
