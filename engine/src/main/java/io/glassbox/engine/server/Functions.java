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

    /** Forgets all libraries. */
    void clear();

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
            public void clear() {}
        };
    }
}
