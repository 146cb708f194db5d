package io.glassbox.structure.hash;

/**
 * Where an entry block keeps its key. The table calls this on every comparison and when it regroups entries; a JVM that
 * loads one or two implementations compiles the calls away.
 */
public interface EntryFormat {
    /** The address of the first byte of the key of the entry at {@code entry}. */
    long keyAddress(long entry);

    /** The length of the key in bytes. */
    int keyLength(long entry);
}
