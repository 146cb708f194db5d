package io.glassbox.structure.memory;

/** A string of bytes outside the heap that can change its length, and its place when it does. */
public interface GrowableBytes {
    /** Where the bytes are, until the next {@link #resize}. */
    long address();

    int length();

    /** Gives the string a new length; the bytes that both lengths have stay, new ones may be anything. */
    void resize(int newLength);

    /**
     * Puts so many bytes, which may be anything, before the first one, if that is done without moving the others; false if not.
     */
    default boolean growFront(int bytes) {
        return false;
    }

    /** Takes away so many bytes, not all of them, at the front, if that is done without moving the others; false if not. */
    default boolean shrinkFront(int bytes) {
        return false;
    }
}
