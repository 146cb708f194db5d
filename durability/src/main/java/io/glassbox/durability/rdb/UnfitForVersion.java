package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.Entry;
import io.glassbox.structure.memory.ByteView;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A value that files of the version asked for cannot hold. */
public final class UnfitForVersion extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    UnfitForVersion(long entry, int version) {
        super(new IOException("the key '" + new ByteView(Entry.keyAddress(entry), Entry.keyLength(entry))
                + "' has fields with due times, which files of version " + version
                + " cannot hold; set rdb-version to " + RdbType.VERSION));
    }
}
