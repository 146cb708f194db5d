package io.glassbox.engine.tracking;

import io.glassbox.structure.memory.ByteView;
import java.util.LinkedHashSet;
import java.util.Set;

/** A prefix that somebody hears broadcasts of: who does, and the keys with it that changed in this turn of the loop. */
final class Prefix {
    /**
     * What one client's share in a prefix takes beside its bytes: a place in the list of the client's prefixes and in the set of the
     * prefix's clients, and this object, its view and its two sets.
     */
    private static final long OBJECT_BYTES = 256;

    /** Valid as long as the prefix is in its registry. */
    final ByteView name;

    final Set<Tracking> members = new LinkedHashSet<>(2);
    final ChangedKeys changed;

    Prefix(ByteView name, ChangedKeys changed) {
        this.name = name;
        this.changed = changed;
    }

    /** What is kept for each of its clients. */
    long bytes() {
        return OBJECT_BYTES + name.length();
    }
}
