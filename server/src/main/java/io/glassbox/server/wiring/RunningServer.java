package io.glassbox.server.wiring;

import static io.glassbox.foundation.setting.catalogue.NetworkSettings.IO_THREADS;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.IO_TRANSPORT;
import static io.glassbox.foundation.setting.catalogue.PersistenceSettings.SAVE;
import static io.glassbox.foundation.setting.catalogue.SecuritySettings.ENABLE_DEBUG_COMMAND;
import static io.glassbox.foundation.setting.catalogue.SecuritySettings.ENABLE_MODULE_COMMAND;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CLUSTER;

import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.execute.CallWatch;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.command.gate.Gates;
import io.glassbox.command.gate.MemoryGate;
import io.glassbox.command.gate.ProtectedCommandGate;
import io.glassbox.command.gate.ReplicasGate;
import io.glassbox.commands.BuiltInCommands;
import io.glassbox.commands.server.MonitorCommands;
import io.glassbox.durability.Durability;
import io.glassbox.durability.rehearse.Stage;
import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.engine.acl.AccessLog.Attempt;
import io.glassbox.engine.acl.AccessLog.Context;
import io.glassbox.engine.acl.AccessLog.Reason;
import io.glassbox.engine.acl.DeclaredUsers;
import io.glassbox.engine.acl.User;
import io.glassbox.engine.acl.UserFile;
import io.glassbox.engine.eviction.Eviction;
import io.glassbox.engine.server.Lifecycle;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.file.NoDisk;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.process.ThisProcess;
import io.glassbox.foundation.random.SystemRandom;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.ProtectedAction;
import io.glassbox.foundation.time.Clock;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.connection.Connections;
import io.glassbox.network.loop.EventLoop;
import io.glassbox.network.protocol.OutgoingStream;
import io.glassbox.network.tls.TlsAcceptor;
import io.glassbox.network.tls.TlsDialer;
import io.glassbox.network.transport.OutgoingSockets;
import io.glassbox.network.transport.ThreadScheduling;
import io.glassbox.network.transport.Transport;
import io.glassbox.scripting.Scripting;
import io.glassbox.scripting.script.ScriptRun;
import io.glassbox.server.debugging.DebuggedScripts;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A server put together: its engine, its commands, its loop, its listeners. Runs on the thread that calls {@link #run}. */
public final class RunningServer implements Stage {
    private static final int BACKGROUND_NICENESS = 5;

    private final Server server;
    private final CommandPipeline pipeline;
    private final Durability durability;
    private final DebuggedScripts debuggedScripts;
    private final Scripting scripting;
    private final Transport transport;
    private final OutgoingSockets outgoing;
    private final Connections connections;
    private final EngineTurns turns;
    private final EventLoop loop;
    private final Listeners listeners;
    private final TlsAcceptor tls;
    private @Nullable Runnable afterLoading;

    public RunningServer(Server server, Clock clock) throws IOException {
        this.server = server;
        this.transport = Transports.open(server.settings().get(IO_TRANSPORT), clock, server.log());
        ClientLimits limits = new ClientLimits();
        CallWatch calls = new CallWatch(server);
        ReplicaRequirement replicas = new ReplicaRequirement();
        replicas.bind(server.settings());
        this.pipeline = new CommandPipeline(
                server,
                new CommandTable(),
                new Gates(
                        new ProtectedCommandGate(this::mayRun),
                        new MemoryGate(this::isFull),
                        new ReplicasGate(replicas::isUnmet)));
        server.replyChunks().lendAtMost(new ThisProcess().machineBytes() / 2);
        this.outgoing = new OutgoingSockets(clock);
        TlsDialer tlsDialer = new TlsDialer(outgoing);
        OutgoingStream.Dialer dialer = (host, port, deadline) ->
                (server.settings().get(TLS_CLUSTER) ? tlsDialer : outgoing).dial(host, port, deadline);
        this.durability = new Durability(
                server,
                pipeline,
                IsolatedServer::new,
                this::stage,
                dialer,
                this::wake,
                RunningServer::backgroundThread);
        server.persistence(durability);
        pipeline.table().add(BuiltInCommands.all(pipeline));
        this.debuggedScripts = new DebuggedScripts(
                pipeline,
                durability.copies(),
                copy -> new EngineSettings(copy).bindData(),
                RunningServer::scriptThread,
                this::execute);
        this.scripting = new Scripting(
                server, pipeline, new ScriptRun.Surroundings(this::serveOthers, this::isStopping), debuggedScripts);
        pipeline.table().add(scripting.commands());
        pipeline.table().add(durability.commands());
        pipeline.observe(calls);
        pipeline.feedMonitors(new MonitorCommands());
        SessionHost host = new SessionHost(server, pipeline, limits, this::admitCertified);
        this.connections = new Connections(
                server.slabs(),
                server.replyChunks(),
                clock,
                host,
                server.settings().get(IO_THREADS));
        this.turns = new EngineTurns(server, pipeline, connections);
        this.loop = new EventLoop(transport, connections, turns);
        Tls tlsSettings = new Tls(server, limits, tlsDialer);
        this.tls = new TlsAcceptor(connections, tlsSettings, server.slabs(), clock, loop::execute);
        this.listeners = new Listeners(server, transport, connections, tls, tlsSettings);
        turns.everyCron(tls::expire);
        turns.everyCron(this::stopIfAsked);
        turns.everyTurn(this::goOn);
        turns.everyTurn(this::goOnEvicting);
        turns.everyTurn(this::limitClients);
        turns.everyTurn(this::listenToDebugging);
        turns.everyCron(server.clientEviction()::enforceNow);
        turns.everyCron(durability::cron);
        turns.everyTurn(server.tracking()::goOn);
        turns.beforeReplies(this::endTurn);
        server.network(new LoopFigures(transport, connections, limits, listeners));
        turns.everyCron(() -> server.rates().tick(server.clock().nanos()));
        new EngineSettings(server).bind(calls, limits, turns);
    }

    public Server server() {
        return server;
    }

    @Override
    public CommandPipeline pipeline() {
        return pipeline;
    }

    /** Makes the users that redis.conf declares, or those of the file that it names. */
    public void admit(DeclaredUsers declared) throws StartFailure {
        UserFile file = server.userFile();
        if (file == null) {
            String objection = declared.applyTo(server.users(), server.log());
            if (objection != null) {
                server.log().warning(objection);
                throw new StartFailure("Critical error while loading ACLs. Exiting.");
            }
            return;
        }
        if (!declared.isEmpty()) {
            throw new StartFailure(
                    "Configuring Redis with users defined in redis.conf and at the same setting an ACL file"
                            + " path is invalid. This setup is very likely to lead to configuration errors and security holes,"
                            + " please define either an ACL file or declare users directly in your redis.conf, but not both.");
        }
        try {
            file.load();
        } catch (UserFile.Refused e) {
            throw new StartFailure("Aborting Redis startup because of ACL errors: " + e.text());
        }
    }

    /** Opens the listeners that the settings name. */
    public void listen() throws StartFailure {
        listeners.open();
    }

    /** The port of the first TCP listener, 0 without one. */
    public int port() {
        return listeners.port();
    }

    /** Loads the data before anything else; throws {@link LoadFailed}. */
    public void load() {
        durability.load();
        boolean hasMore = durability.isLoading();
        while (hasMore) {
            hasMore = durability.goOn();
        }
    }

    /** Loads the data while clients are served, as far as they can be; {@link #run} throws {@link LoadFailed}. */
    public void loadWhileRunning(Runnable whenLoaded) {
        durability.load();
        if (durability.isLoading()) {
            afterLoading = whenLoaded;
        } else {
            whenLoaded.run();
        }
    }

    /** One that takes what the engine leaves of a CPU. */
    private static Thread backgroundThread(Runnable task) {
        return Thread.ofPlatform().daemon().unstarted(inBackground(task));
    }

    /** The same, with the stack that scripts need. */
    private static Thread scriptThread(Runnable task) {
        return Thread.ofPlatform().daemon().stackSize(Scripting.STACK_BYTES).unstarted(inBackground(task));
    }

    private static Runnable inBackground(Runnable task) {
        return () -> {
            ThreadScheduling.stepBack(BACKGROUND_NICENESS);
            task.run();
        };
    }

    /** One like this, with the settings that nobody has changed, where nothing is kept and nobody comes. */
    private RunningServer stage(long addressBytes) {
        WorkingDirectory directory = new WorkingDirectory(new NoDisk());
        Settings settings = new Settings(directory);
        settings.assign(SAVE, List.of());
        settings.assign(IO_TRANSPORT, server.settings().get(IO_TRANSPORT));
        SystemClock clock = new SystemClock();
        Server.Surroundings surroundings =
                new Server.Surroundings(settings, clock, new SystemRandom(), new Log(clock, 0), directory);
        Server small = new Server(surroundings, 1, Slabs.create(addressBytes));
        try {
            return new RunningServer(small, clock);
        } catch (IOException e) {
            small.close();
            throw new UncheckedIOException(e);
        }
    }

    private void wake() {
        loop.execute(() -> {});
    }

    private void serveOthers() {
        loop.turnWithin();
    }

    private boolean isStopping() {
        return loop.isStopping();
    }

    /** Before each command: first clients that hold too much go, then keys. */
    private boolean isFull() {
        server.clientEviction().enforce();
        if (server.persistenceStatistics().isLoading()) {
            return false;
        }
        boolean isFull = server.eviction().makeRoom() == Eviction.Room.NONE;
        pipeline.tellDeleted();
        return isFull;
    }

    private boolean goOnEvicting() {
        boolean hasMore =
                !server.persistenceStatistics().isLoading() && server.eviction().goOn();
        pipeline.tellDeleted();
        return hasMore;
    }

    private long endTurn() {
        server.tracking().broadcast();
        return durability.endTurn();
    }

    private boolean limitClients() {
        server.clientEviction().enforce();
        return false;
    }

    private boolean listenToDebugging() {
        debuggedScripts.listen();
        return false;
    }

    private boolean goOn() {
        boolean hasMore = durability.goOn();
        if (!hasMore && afterLoading != null) {
            afterLoading.run();
            afterLoading = null;
        }
        return hasMore;
    }

    /** Says where clients may come now, one line per kind of listener. */
    public void announceReadiness() {
        if (listeners.hasTcp()) {
            server.log().notice("Ready to accept connections tcp");
        }
        if (listeners.hasTls()) {
            server.log().notice("Ready to accept connections tls");
        }
        listeners
                .unix()
                .forEach(listener -> server.log()
                        .notice("Ready to accept connections unix: The server is now ready to accept connections at "
                                + listener.address()));
    }

    @Override
    public void everyTurn(BooleanSupplier work) {
        turns.everyTurn(work);
    }

    /** Serves until the server is told to stop; then closes everything. */
    @Override
    public void run() {
        try {
            loop.run();
        } finally {
            close();
        }
    }

    /** Gives back everything; for a server that does not run, or no longer. */
    public void close() {
        listeners.close();
        connections.closeAll();
        debuggedScripts.close();
        tls.close();
        transport.close();
        durability.close();
        outgoing.close();
        scripting.close();
        server.close();
    }

    /** Stops the loop; from any thread. */
    @Override
    public void stop() {
        loop.stop();
    }

    /** Has the engine's thread do something; from any thread. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** For a process that ends at once: removes what is not complete of files; from any thread. */
    public void removeTemporaryFiles() {
        durability.removeTemporaryFiles();
    }

    private void stopIfAsked() {
        Lifecycle.Stop stop = server.lifecycle().requestedStop();
        if (stop == null) {
            return;
        }
        if (server.lifecycle().isPrepared() || server.persistence().prepareStop(stop)) {
            loop.stop();
        } else {
            server.lifecycle().abortStop();
        }
    }

    private void admitCertified(Session session, String commonName) {
        User user = server.users().find(commonName);
        if (user != null && user.rights().isEnabled()) {
            session.authenticate(user);
            return;
        }
        pipeline.gates()
                .permission()
                .record(session, new Attempt(Reason.CERTIFICATE, Context.TOP_LEVEL, commonName, commonName));
    }

    private boolean mayRun(Session session, String command) {
        Settings settings = server.settings();
        Setting<ProtectedAction> setting = command.equals("debug") ? ENABLE_DEBUG_COMMAND : ENABLE_MODULE_COMMAND;
        return switch (settings.get(setting)) {
            case YES -> true;
            case LOCAL -> session.link().isLoopback() || session.link().isUnixSocket();
            case NO -> false;
        };
    }
}
