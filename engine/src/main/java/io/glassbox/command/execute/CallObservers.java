package io.glassbox.command.execute;

import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.Request;

/** Who is told of calls that took long or moved much. Asked on every call, so the answers are fields. */
public interface CallObservers {
    /** Calls from this duration on are reported to {@link #notable}. */
    long thresholdNanos();

    /** So are those whose arguments have so many bytes, */
    long requestThreshold();

    /** or whose replies have. */
    long replyThreshold();

    /** Whether latencies go into the commands' histograms. */
    boolean isTracking();

    /** A call that reached one of the thresholds. The request is valid for the call only. */
    void notable(Session session, RegisteredCommand command, Request request, long tookNanos, long replyBytes);

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
            public long requestThreshold() {
                return Long.MAX_VALUE;
            }

            @Override
            public long replyThreshold() {
                return Long.MAX_VALUE;
            }

            @Override
            public boolean isTracking() {
                return true;
            }

            @Override
            public void notable(
                    Session session, RegisteredCommand command, Request request, long tookNanos, long replyBytes) {}

            @Override
            public void errorCodesOverflowed() {}
        };
    }
}
