package io.glassbox.durability.snapshot;

/** Encodes values of many blocks in one piece of memory, which another thread can write; used by the engine's thread. */
interface ValueEncoder extends AutoCloseable {
    /** Encodes the value of an entry; the length of it. */
    long encode(long entry);

    /** Where it lies, until it is cleared. */
    long address();

    void clear();

    @Override
    void close();
}
