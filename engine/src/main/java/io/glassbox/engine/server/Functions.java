package io.glassbox.engine.server;

import io.glassbox.command.call.CommandError;
import java.util.List;

/** The libraries of functions as those see them who save and load data: a library is its source. */
public interface Functions {
    /** The source of every library, not to be changed. */
    List<byte[]> sources();

    /**
     * Takes in a library. One of its name is replaced if {@code replaces}; otherwise, and if it is no library, throws what there
     * is to say.
     */
    void load(byte[] source, boolean replaces);

    /**
     * Takes in libraries that were dumped, all or none: throws what there is to say.
     */
    void restore(List<byte[]> sources, Restoring policy);

    /** Forgets all libraries. */
    void clear();

    /** What becomes of the libraries that are there when others are restored. */
    enum Restoring {
        /** They go. */
        FLUSH,
        /** They stay, and none may have the name of a new one. */
        APPEND,
        /** They stay, but for those that have the name of a new one. */
        REPLACE
    }

    /** A server that runs no functions. */
    static Functions none() {
        return new Functions() {
            @Override
            public List<byte[]> sources() {
                return List.of();
            }

            @Override
            public void load(byte[] source, boolean replaces) {
                throw CommandError.of("ERR This server runs no functions");
            }

            @Override
            public void restore(List<byte[]> sources, Restoring policy) {
                throw CommandError.of("ERR This server runs no functions");
            }

            @Override
            public void clear() {}
        };
    }
}
