package io.glassbox.durability.rehearse;

import io.glassbox.command.execute.CommandPipeline;
import java.util.function.BooleanSupplier;

/** A server like the one that clients have, with an event loop, but without listeners, and to no disk: to rehearse on. */
public interface Stage {
    CommandPipeline pipeline();

    /** Has it do something in every turn, which says whether there is more to do at once. */
    void everyTurn(BooleanSupplier work);

    /** Serves until it is told to stop, on the thread that calls; then gives everything back. */
    void run();

    /** Has {@link #run} end after its turn. */
    void stop();

    /** Makes them. */
    @FunctionalInterface
    interface Builder {
        /** One with so many addresses for its memory, for the thread that asks. */
        Stage build(long addressBytes);
    }
}
