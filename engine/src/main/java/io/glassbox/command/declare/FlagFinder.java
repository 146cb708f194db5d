package io.glassbox.command.declare;

import io.glassbox.network.protocol.Request;

/** Says of what kind a call is, where that depends on what is called: on the script that EVAL is to run. */
@FunctionalInterface
public interface FlagFinder {
    /** The {@link CommandFlag} bits of the call; {@code declared} are those of its command. */
    long find(Request request, long declared);
}
