package io.glassbox.command.execute;

import static io.glassbox.command.declare.CommandFlag.SKIP_MONITOR;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.CommandFlag;
import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.declare.Handler.KeyspaceHandler;
import io.glassbox.command.declare.Handler.SessionHandler;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.gate.ArityGate;
import io.glassbox.command.gate.ForeignProtocol;
import io.glassbox.command.gate.Gates;
import io.glassbox.command.gate.ScriptRights;
import io.glassbox.command.gate.TransactionGate;
import io.glassbox.engine.change.ChangeLog;
import io.glassbox.engine.change.Effects;
import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.hotkey.HotKeys;
import io.glassbox.engine.server.KeyWait;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.Session.ReplyMode;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.engine.server.Transaction;
import io.glassbox.engine.statistics.LoopStatistics;
import io.glassbox.engine.statistics.ServerStatistics;
import io.glassbox.engine.tracking.ClientTracking;
import io.glassbox.engine.tracking.TrackingClient;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The road of a request: looked up, admitted, queued or run, its effect announced, its cost accounted. One per server, used by
 * the engine thread alone.
 *
 * <p>Nothing here allocates for a command that succeeds.
 */
public final class CommandPipeline {
    private static final long MAY_CHANGE = CommandFlag.WRITE.bit() | CommandFlag.MAY_REPLICATE.bit();

    private final Server server;
    private final CommandTable table;
    private final Gates gates;
    private final ForeignProtocol foreignProtocol;
    private final CommandClock clock;
    private final ChangeLog changes;
    private final Effects effects;
    private final ServerStatistics statistics;
    private final LoopStatistics loop;
    private final LentKeys lentKeys;
    private final ClientTracking tracking;
    private final TrackedReads trackedReads;
    private final HotKeys hotKeys;
    private final HotKeyCounting hotKeyCounting;
    /** Arguments by depth, since a command that runs others keeps its own. */
    private Args[] args = {new Args(), new Args()};

    private CallObservers observers = CallObservers.none();
    private @Nullable MonitorFeed monitorFeed;
    private @Nullable EffectLog effectLog;
    private int depth;

    /** The depth at which commands of clients begin: beyond 0 while they are served from within a command. */
    private int base;

    public CommandPipeline(Server server, CommandTable table, Gates gates) {
        this.server = server;
        this.table = table;
        this.gates = gates;
        this.foreignProtocol = new ForeignProtocol(server);
        this.clock = server.clock();
        this.changes = server.databases().changes();
        this.effects = server.databases().effects();
        this.statistics = server.statistics();
        this.loop = server.loop();
        this.lentKeys = new LentKeys(table, server.lending());
        server.users().speakOf(table.forRules());
        this.tracking = server.tracking();
        this.trackedReads = new TrackedReads(tracking);
        this.hotKeys = server.hotKeys();
        this.hotKeyCounting = new HotKeyCounting(hotKeys, clock);
    }

    public Server server() {
        return server;
    }

    public CommandTable table() {
        return table;
    }

    public Gates gates() {
        return gates;
    }

    /** Who is told of calls: the command logs, latency histograms and events. */
    public void observe(CallObservers newObservers) {
        observers = newObservers;
    }

    /** Who shows calls to MONITOR. */
    public void feedMonitors(MonitorFeed feed) {
        monitorFeed = feed;
    }

    /** Where effects go: replicas and the append-only file. Null for nowhere, which costs nothing. */
    public void propagateTo(@Nullable EffectLog log) {
        effectLog = log;
        effects.want(log != null);
    }

    /** Takes one request of a client all the way. */
    public Outcome execute(Session session, Request request) {
        RegisteredCommand command = table.find(request);
        if (command == null) {
            if (foreignProtocol.isSpoken(request)) {
                return Outcome.CLOSE;
            }
            refuse(session, null, ArityGate.unknownCommand(request));
            return outcome(session);
        }
        long flags = command.command().flagsOf(request);
        CommandError objection = gates.objection(session, command, flags, request);
        if (objection != null) {
            refuse(session, command, objection);
            return outcome(session);
        }
        if (session.isClosing()) {
            // It held more than there is for clients: what it asked for is not done any more.
            return Outcome.CLOSE;
        }
        if (server.pause().isActive() && isPaused(session, command, flags)) {
            server.pause().postpone(session);
            return Outcome.POSTPONE;
        }
        if (server.lending().isActive() && lentKeys.areChangedBy(session, command, request)) {
            server.lending().postpone(session);
            return Outcome.POSTPONE;
        }
        if (session.isInMulti() && TransactionGate.isQueued(command)) {
            session.queue(request, flags);
            session.reply().simple("QUEUED");
        } else {
            run(session, command, request);
        }
        return outcome(session);
    }

    /**
     * Runs what the session has queued, one command after the other, as a whole to whoever reads the effects. Each replies, or
     * fails, for itself, and one that its user may no longer run is refused. To be called by the command that ends the
     * transaction, which has no effect of its own.
     */
    public void runQueued(Session session) {
        Transaction transaction = session.transaction();
        beginWhole();
        for (int i = 0; i < transaction.size(); i++) {
            Request request = transaction.request(i);
            RegisteredCommand command = Objects.requireNonNull(table.find(request));
            CommandError objection = gates.permission().objectionToQueued(session, command, request);
            if (objection == null) {
                run(session, command, request);
            } else {
                errorReply(session, objection);
            }
        }
        endWhole();
    }

    /** What the commands do that the running one will run has to take effect as a whole. */
    public void beginWhole() {
        EffectLog log = effectLog;
        if (log != null) {
            log.begin();
        }
    }

    /** The whole is complete; the command that made it has no effect of its own. */
    public void endWhole() {
        EffectLog log = effectLog;
        if (log != null) {
            log.end();
        }
        effects.none();
    }

    /**
     * Runs a command for a script, if it may be run there. Its reply, or the error that ended it, goes to {@code session}, which
     * is the script's own. Returns why it was not run; null if it was.
     */
    public @Nullable CommandError runForScript(Session session, ScriptRights rights, Request request) {
        RegisteredCommand command = table.find(request);
        CommandError objection = gates.objectionToScript(rights, session, command, request);
        if (objection != null) {
            if (command != null) {
                command.counters().rejected();
            }
            count(objection);
            return objection;
        }
        run(session, Objects.requireNonNull(command), request);
        return null;
    }

    /**
     * Has other clients served while the running command takes its time. They are told that the server is busy, unless they ask
     * for something that does no harm; whoever waits for keys goes on waiting. The command finds everything as it was, the time
     * included.
     */
    public void serveOthers(Runnable others) {
        long began = clock.nanos();
        int before = base;
        base = depth;
        try {
            others.run();
        } finally {
            base = before;
            clock.startAt(began);
        }
    }

    /** Whether the command that is running was run by another one: a transaction or a script is not over yet. */
    public boolean isNested() {
        return depth > 1;
    }

    /**
     * Runs a command that was admitted. The reply, or the error that ended it, goes to the session. One that is run by another
     * command sees the time at which that one began.
     */
    public void run(Session session, RegisteredCommand command, Request request) {
        boolean isOutermost = depth == base;
        long start = isOutermost ? clock.start() : clock.nanosNow();
        long dirty = changes.dirty();
        TrackingClient caller = tracking.running();
        if (isOutermost) {
            session.began(command.name(), command.counters(), start);
            tracking.running(session);
        } else {
            session.beganWithin();
        }
        long written = session.reply().position();
        attempt(session, command, request);
        account(
                session,
                command,
                request,
                clock.nanosNow() - start,
                session.reply().position() - written);
        if (!command.command().has(SKIP_MONITOR)) {
            show(session, command, request);
        }
        tellEffects(session, request, changes.dirty() != dirty);
        if (tracking.isOn()) {
            trackReads(session, command.command(), request, isOutermost);
        }
        if (isOutermost) {
            tracking.running(caller);
            session.ended();
            if (base == 0) {
                serveWaits();
            }
        }
    }

    /** Shows a call to those who called MONITOR: for commands that want to be seen before what they run. */
    public void showMonitors(Session session, Request request) {
        RegisteredCommand command = server.sessions().monitors().isEmpty() ? null : table.find(request);
        if (command != null) {
            show(session, command, request);
        }
    }

    private void show(Session session, RegisteredCommand command, Request request) {
        if (monitorFeed != null && !server.sessions().monitors().isEmpty()) {
            monitorFeed.show(session, command, request);
        }
    }

    /** What a script runs is part of what the script costs; a transaction costs nothing of its own. */
    private boolean isWithinScript() {
        return depth > base && TrackedReads.isScript(callingCommand());
    }

    /** The command that runs others now. */
    private Command callingCommand() {
        return Objects.requireNonNull(table.find(argsAt(depth - 1).request())).command();
    }

    private void trackReads(Session session, Command command, Request request, boolean isOutermost) {
        if (trackedReads.concern(command)) {
            trackedReads.read(command, request);
            if (!isOutermost) {
                trackedReads.readWithin(callingCommand(), argsAt(depth - 1).request());
            }
        }
        if (isOutermost) {
            trackedReads.ended(session.isInMulti(), command);
        }
    }

    /** Lets those go on who wait for keys that have become ready; to be called when no command is running. */
    public void serveWaits() {
        if (server.keyWaits().hasReady()) {
            server.keyWaits().serve(this::runAgain);
        }
    }

    /** Runs a command that a file has kept: it was admitted and counted when it came, and nobody waits for its reply. */
    public void replay(Session session, RegisteredCommand command, Request request) {
        attempt(session, command, request);
        effects.clear();
    }

    /**
     * Runs a command that had to wait once more. It was counted when it was called; its effects and errors are new, and if it need
     * not wait any longer, it may have been slow.
     */
    private void runAgain(KeyWait wait) {
        Session session = wait.session();
        RegisteredCommand command = Objects.requireNonNull(table.find(wait.request()));
        long dirty = changes.dirty();
        long start = clock.nanosNow();
        TrackingClient caller = tracking.running();
        tracking.running(session);
        session.resumed();
        long written = session.reply().position();
        attempt(session, command, wait.request());
        if (tracking.isOn() && trackedReads.concern(command.command())) {
            trackedReads.read(command.command(), wait.request());
        }
        tracking.running(caller);
        if (!wait.isStillWanting()) {
            observe(
                    session,
                    command,
                    wait.request(),
                    clock.nanosNow() - start,
                    session.reply().position() - written);
        }
        session.ended();
        tellEffects(session, wait.request(), changes.dirty() != dirty);
    }

    /** Runs the handler; what it throws becomes the reply. */
    private void attempt(Session session, RegisteredCommand command, Request request) {
        ReplyWriter reply = session.reply();
        long position = reply.position();
        server.databases().touch(!session.is(SessionFlag.NO_TOUCH));
        depth++;
        try {
            dispatch(session, command.command(), request);
        } catch (CommandError error) {
            reply.rewindTo(position);
            command.counters().failed();
            errorReply(session, error);
        } catch (RuntimeException | StackOverflowError bug) {
            reply.rewindTo(position);
            command.counters().failed();
            report(command, bug);
            errorReply(session, CommandError.of("ERR internal error, see the server's log"));
        } finally {
            depth--;
        }
    }

    private void dispatch(Session session, Command command, Request request) {
        Args own = argsAt(depth - 1).wrap(request);
        KeyspaceHandler onKeys = command.keyspaceHandler();
        if (onKeys != null) {
            onKeys.run(own, session.keys(), session.reply());
            return;
        }
        SessionHandler onSession = command.sessionHandler();
        assert onSession != null : command;
        onSession.run(own, session, session.reply());
    }

    private Args argsAt(int level) {
        if (level == args.length) {
            args = Arrays.copyOf(args, level + 1);
            args[level] = new Args();
        }
        return args[level];
    }

    private void account(Session session, RegisteredCommand command, Request request, long took, long replyBytes) {
        statistics.commandProcessed();
        if (depth == base) {
            loop.command(took);
        }
        command.counters().ran(took, observers.isTracking());
        // A command that waits is seen when it is over.
        if (session.blocking() == null) {
            observe(session, command, request, took, replyBytes);
        }
    }

    private void observe(Session session, RegisteredCommand command, Request request, long took, long replyBytes) {
        if (took >= observers.thresholdNanos()
                || request.totalBytes() >= observers.requestThreshold()
                || replyBytes >= observers.replyThreshold()) {
            observers.notable(session, command, request, took, replyBytes);
        }
        if (hotKeys.isCounting() && !isWithinScript()) {
            hotKeyCounting.ran(command.command(), request, took, replyBytes);
        }
    }

    /** Hands keys that no command deleted to the effect log: their time had come, or memory was full. */
    public void tellDeleted() {
        EffectLog log = effectLog;
        if (log != null && !effects.preceding().isEmpty()) {
            log.appendDeletions(effects.preceding());
            effects.clear();
        }
    }

    private void tellEffects(Session session, Request request, boolean changed) {
        EffectLog log = effectLog;
        if (log == null) {
            return;
        }
        boolean isTold = changed || effects.isReplaced() || effects.isForced();
        if (isTold || !effects.preceding().isEmpty()) {
            if (!isTold) {
                effects.none();
            }
            log.append(session.keys().index(), request, effects);
        }
        effects.clear();
    }

    private void refuse(Session session, @Nullable RegisteredCommand command, CommandError error) {
        clock.start();
        if (session.isInMulti()) {
            session.set(SessionFlag.DIRTY_EXEC, true);
        } else {
            session.tracking().sayCaching(false);
        }
        if (command != null) {
            command.counters().rejected();
            if (command.name().equals("exec")) {
                session.discardTransaction();
                errorReply(session, TransactionGate.aborted(error));
                return;
            }
        }
        errorReply(session, error);
    }

    private void errorReply(Session session, CommandError error) {
        session.reply().error(error.text());
        if (!error.isCounted()) {
            count(error);
        }
    }

    /** An error has gone out within a reply. */
    public void countError(CommandError error) {
        count(error);
    }

    private void count(CommandError error) {
        if (!statistics.errorReply(error.code())) {
            observers.errorCodesOverflowed();
        }
    }

    private void report(RegisteredCommand command, Throwable bug) {
        server.log().warning("Internal error in '" + command.name() + "': " + bug);
        for (StackTraceElement frame : bug.getStackTrace()) {
            server.log().warning("    at " + frame);
        }
    }

    private boolean isPaused(Session session, RegisteredCommand command, long flags) {
        server.pause().expireIfOver();
        return switch (server.pause().scope()) {
            case NONE -> false;
            case ALL -> !session.is(SessionFlag.SCRIPT);
            case WRITES ->
                (flags & MAY_CHANGE) != 0
                        || (command.name().equals("exec")
                                && (session.transaction().commandFlags() & MAY_CHANGE) != 0);
        };
    }

    static boolean mayChange(RegisteredCommand command) {
        return (command.command().flags() & MAY_CHANGE) != 0;
    }

    private static Outcome outcome(Session session) {
        if (session.replyMode() != ReplyMode.ON) {
            advanceReplyMode(session);
        }
        if (session.isClosing()) {
            return Outcome.CLOSE;
        }
        return session.isStopped() ? Outcome.STOP : Outcome.CONTINUE;
    }

    private static void advanceReplyMode(Session session) {
        switch (session.replyMode()) {
            case SKIP -> session.replyMode(ReplyMode.ON);
            case SKIP_NEXT -> session.replyMode(ReplyMode.SKIP);
            case ON, OFF -> {}
        }
    }
}
