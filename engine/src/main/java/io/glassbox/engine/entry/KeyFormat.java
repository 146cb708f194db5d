package io.glassbox.engine.entry;

import io.glassbox.structure.hash.EntryFormat;

/** Where a table finds the key of an entry. */
final class KeyFormat implements EntryFormat {
    @Override
    public long keyAddress(long entry) {
        return Entry.keyAddress(entry);
    }

    @Override
    public int keyLength(long entry) {
        return Entry.keyLength(entry);
    }
}
