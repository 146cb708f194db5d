package io.glassbox.server.wiring;

import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.execute.CallWatch;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.command.gate.AuthenticationGate;
import io.glassbox.command.gate.Gates;
import io.glassbox.command.gate.MemoryGate;
import io.glassbox.command.gate.ProtectedCommandGate;
import io.glassbox.commands.BuiltInCommands;
import io.glassbox.commands.server.MonitorCommands;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.time.Clock;
import io.glassbox.network.connection.Connections;
import io.glassbox.network.loop.EventLoop;
import io.glassbox.network.transport.ListenAddress;
import io.glassbox.network.transport.NioTransport;
import io.glassbox.network.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A server put together: its engine, its commands, its loop, its listeners. Runs on the thread that calls {@link #run}. */
public final class RunningServer {
    private final Server server;
    private final Transport transport;
    private final Connections connections;
    private final EventLoop loop;
    private final List<Transport.Listener> listeners = new ArrayList<>();

    public RunningServer(Server server, Clock clock) throws IOException {
        this.server = server;
        ClientLimits limits = new ClientLimits();
        CommandPipeline pipeline = new CommandPipeline(
                server,
                new CommandTable(),
                new Gates(
                        new ProtectedCommandGate((session, command) -> true),
                        new AuthenticationGate(server.access()::isPasswordRequired),
                        new MemoryGate(() -> false)));
        pipeline.table().add(BuiltInCommands.all(pipeline));
        pipeline.observe(new CallWatch(server));
        pipeline.feedMonitors(new MonitorCommands());
        SessionHost host = new SessionHost(server, pipeline, limits);
        this.transport = new NioTransport();
        this.connections = new Connections(server.slabs(), server.replyChunks(), clock, host);
        EngineTurns turns = new EngineTurns(server, connections);
        this.loop = new EventLoop(transport, connections, turns);
        turns.everyCron(this::stopIfAsked);
    }

    public Server server() {
        return server;
    }

    /** Opens a listener; before {@link #run} or on the loop's thread. */
    public Transport.Listener listen(ListenAddress address, int backlog) throws IOException {
        Transport.Listener listener = transport.listen(address, backlog);
        listener.accept(connections, 10);
        listeners.add(listener);
        return listener;
    }

    /** Serves until the server is told to stop; then closes everything. */
    public void run() {
        loop.run();
        for (Transport.Listener listener : listeners) {
            listener.close();
        }
        connections.closeAll();
        transport.close();
        server.close();
    }

    /** Stops the loop; from any thread. */
    public void stop() {
        loop.stop();
    }

    private void stopIfAsked() {
        if (server.lifecycle().requestedStop() != null) {
            loop.stop();
        }
    }
}
