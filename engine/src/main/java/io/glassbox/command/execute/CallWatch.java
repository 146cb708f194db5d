package io.glassbox.command.execute;

import io.glassbox.command.declare.CommandFlag;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.statistics.CommandLog.Kind;
import io.glassbox.network.protocol.Request;

/** Hands long and large calls to the command logs, and long ones to the latency monitor, of a server. */
public final class CallWatch implements CallObservers {
    private static final long NEVER = Long.MAX_VALUE;

    private final Server server;
    private long slowNanos = 10_000_000;
    private long spikeNanos = NEVER;
    private long largeRequest = NEVER;
    private long largeReply = NEVER;
    private boolean tracking = true;

    public CallWatch(Server server) {
        this.server = server;
    }

    /** From how many microseconds on a call is slow; negative for never. */
    public void slowFrom(long micros) {
        slowNanos = micros < 0 ? NEVER : Math.min(micros, NEVER / 1000) * 1000;
    }

    /** From how many bytes of arguments on a call is large; negative for never. */
    public void largeRequestFrom(long bytes) {
        largeRequest = bytes < 0 ? NEVER : bytes;
    }

    /** From how many bytes of its reply on a call is large; negative for never. */
    public void largeReplyFrom(long bytes) {
        largeReply = bytes < 0 ? NEVER : bytes;
    }

    /** From how many milliseconds on a call is a spike; 0 for never. */
    public void spikeFrom(long millis) {
        spikeNanos = millis == 0 ? NEVER : Math.min(millis, NEVER / 1_000_000) * 1_000_000;
        server.latency().threshold(millis);
    }

    public void track(boolean on) {
        tracking = on;
    }

    @Override
    public long thresholdNanos() {
        return Math.min(slowNanos, spikeNanos);
    }

    @Override
    public long requestThreshold() {
        return largeRequest;
    }

    @Override
    public long replyThreshold() {
        return largeReply;
    }

    @Override
    public boolean isTracking() {
        return tracking;
    }

    @Override
    public void notable(Session session, RegisteredCommand command, Request request, long tookNanos, long replyBytes) {
        if (tookNanos >= spikeNanos) {
            server.latency().observe(spike(session, command), tookNanos);
        }
        if (command.command().has(CommandFlag.SKIP_SLOWLOG)) {
            return;
        }
        if (tookNanos >= slowNanos) {
            log(Kind.SLOW, session, request, tookNanos / 1000);
        }
        if (request.totalBytes() >= largeRequest) {
            log(Kind.LARGE_REQUEST, session, request, request.totalBytes());
        }
        if (replyBytes >= largeReply) {
            log(Kind.LARGE_REPLY, session, request, replyBytes);
        }
    }

    private static String spike(Session session, RegisteredCommand command) {
        if (session.isResumed()) {
            return "command-unblocking";
        }
        return command.command().has(CommandFlag.FAST) ? "fast-command" : "command";
    }

    private void log(Kind kind, Session session, Request request, long amount) {
        server.commandLog(kind)
                .add(
                        server.clock().unixSeconds(),
                        amount,
                        request,
                        session::isRedacted,
                        session.link().remoteAddress(),
                        session.name());
    }

    @Override
    public void errorCodesOverflowed() {
        server.log()
                .warning("Errorstats stopped adding new errors because the number of errors reached the limit"
                        + " (suggested action: reset with 'CONFIG RESETSTAT').");
        server.log()
                .warning("Current errors code list: "
                        + String.join(", ", server.statistics().errorsByCode().keySet()));
    }
}
