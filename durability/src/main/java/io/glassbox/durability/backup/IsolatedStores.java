package io.glassbox.durability.backup;

import io.glassbox.command.execute.CommandPipeline;

/** Makes servers without network and files of their own, each for the one thread that uses it: to restore something in. */
@FunctionalInterface
public interface IsolatedStores {
    /** One with so many databases, and so many addresses for its memory. */
    Isolated open(int databases, long addressBytes);

    /** Such a server: its commands, and through them its data. */
    interface Isolated extends AutoCloseable {
        CommandPipeline pipeline();

        /** Gives everything back. */
        @Override
        void close();
    }
}
