package io.glassbox.command.execute;

import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.Request;

/** Who is told of calls that took long. Asked on every call, so the answers are fields. */
public interface CallObservers {
    /** Calls from this duration on are reported to {@link #slow}. */
    long thresholdNanos();

    /** Whether latencies go into the commands' histograms. */
    boolean isTracking();

    /** A call that took at least the threshold. The request is valid for the call only. */
    void slow(Session session, RegisteredCommand command, Request request, long tookNanos);

    /** For the first time an error was not counted by its code, since there are too many different ones. */
    void errorCodesOverflowed();

    /** Nobody. */
    static CallObservers none() {
        return new CallObservers() {
            @Override
            public long thresholdNanos() {
                return Long.MAX_VALUE;
            }

            @Override
            public boolean isTracking() {
                return true;
            }

            @Override
            public void slow(Session session, RegisteredCommand command, Request request, long tookNanos) {}

            @Override
            public void errorCodesOverflowed() {}
        };
    }
}
