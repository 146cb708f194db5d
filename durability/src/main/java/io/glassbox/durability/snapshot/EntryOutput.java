package io.glassbox.durability.snapshot;

/** Writes the entries of a snapshot to a file in one form or another; used by one thread. */
interface EntryOutput extends AutoCloseable {
    /** What comes before the first entry. */
    void begin();

    /** An entry with a value that is where it was, or a copy of it. */
    void entry(int database, long entry);

    /** An entry whose value a {@link ValueEncoder} of the same form has encoded. */
    void entry(int database, long entry, long encoded, long encodedBytes);

    /** Entries written. */
    long keys();

    /** What comes behind the last entry; everything is handed to the file. */
    void end();

    @Override
    void close();
}
