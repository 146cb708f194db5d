package io.glassbox.structure.hash;

public interface EntryFormat {
    long keyAddress(long entry);

    int keyLength(long entry);
}
