package io.glassbox.server.wiring;

import io.glassbox.engine.statistics.NetworkFigures;
import io.glassbox.network.connection.Connections;
import io.glassbox.network.transport.Transport;
import java.util.List;

/** What INFO tells of the network. */
final class LoopFigures implements NetworkFigures {
    private final Transport transport;
    private final Connections connections;
    private final ClientLimits limits;
    private final Listeners listeners;

    LoopFigures(Transport transport, Connections connections, ClientLimits limits, Listeners listeners) {
        this.transport = transport;
        this.connections = connections;
        this.limits = limits;
        this.listeners = listeners;
    }

    @Override
    public String transport() {
        return transport.name();
    }

    @Override
    public int port() {
        return listeners.port();
    }

    @Override
    public List<String> listeners() {
        return listeners.descriptions();
    }

    @Override
    public boolean hasThreads() {
        return connections.hasThreads();
    }

    @Override
    public long bytesRead() {
        return connections.bytesRead();
    }

    @Override
    public long bytesWritten() {
        return connections.bytesWritten();
    }

    @Override
    public long reads() {
        return connections.reads();
    }

    @Override
    public long writes() {
        return connections.writes();
    }

    @Override
    public long threadedReads() {
        return connections.parallelReads();
    }

    @Override
    public long threadedWrites() {
        return connections.parallelWrites();
    }

    @Override
    public long queryBufferOverflows() {
        return limits.queryBufferOverflows();
    }

    @Override
    public long replyOverflows() {
        return limits.replyOverflows();
    }

    @Override
    public void reset() {
        connections.resetCounters();
        limits.resetCounters();
    }

    @Override
    public void showReplyPeaksFor(long nanos) {
        connections.replyPeakNanos(nanos);
    }

    @Override
    public void resizeReplies(boolean on) {
        connections.resizeReplies(on);
    }
}
