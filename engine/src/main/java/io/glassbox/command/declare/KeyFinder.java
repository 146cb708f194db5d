package io.glassbox.command.declare;

import io.glassbox.command.call.Args;

/** Finds the keys of calls whose key specs cannot say where they are, or what is done to them. */
@FunctionalInterface
public interface KeyFinder {
    /** Reports every key of the call to {@code keys}; reports none if the call is malformed. */
    void find(Args args, Sink keys);

    /** Takes the position of a key and what the call does with it ({@link KeyFlag} bits). */
    @FunctionalInterface
    interface Sink {
        void key(int index, long flags);
    }
}
