package io.glassbox.structure.memory;

/** A string of bytes outside the heap that can change its length, and its place when it does. */
public interface GrowableBytes {
    /** Where the bytes are, until the next {@link #resize}. */
    long address();

    int length();

    /** Gives the string a new length; the bytes that both lengths have stay, new ones may be anything. */
    void resize(int newLength);
}
