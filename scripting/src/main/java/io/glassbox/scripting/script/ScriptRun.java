package io.glassbox.scripting.script;

import static io.glassbox.foundation.setting.catalogue.ObservationSettings.BUSY_REPLY_THRESHOLD;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.command.gate.ScriptRights;
import io.glassbox.engine.server.NoPeer;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.script.ScriptRunner.Call;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The run of a script that is under way, of which there is at most one in a server: whose it is, what it may do, in what session
 * its commands run, and since when it keeps others waiting.
 */
public final class ScriptRun implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final CommandError NOT_BUSY = CommandError.of("NOTBUSY No scripts in execution right now.");
    private static final CommandError HAS_WRITTEN = CommandError.of(
            "UNKILLABLE Sorry the script already executed write commands against the dataset. You can either"
                    + " wait the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE command.");
    private static final CommandError REPLAYED = CommandError.of(
            "UNKILLABLE The busy script was sent by a master instance in the context of replication and cannot"
                    + " be killed.");

    /** Of functions too. */
    private static final String KILLED = "Script killed by user with SCRIPT KILL...";

    private final Server server;
    private final CommandPipeline pipeline;
    private final Surroundings surroundings;
    private final Session session;
    private final ScriptRights rights = new ScriptRights();
    private @Nullable Session caller;
    private Request request = new Request();
    private ScriptMode mode = ScriptMode.EVAL;
    private String name = "";
    private long startNanos;
    private boolean slow;
    private boolean killed;

    /** What surrounds the scripts of a server. */
    public record Surroundings(Runnable turn, BooleanSupplier stopping) {
        /** {@code turn}: serves other clients once; {@code stopping}: whether the server ends without regard to scripts. */
        public Surroundings {}
    }

    public ScriptRun(Server server, CommandPipeline pipeline, Surroundings surroundings) {
        this.server = server;
        this.pipeline = pipeline;
        this.surroundings = surroundings;
        ReplyWriter replies = new ReplyWriter(new ReplyBuffer(server.replyChunks()));
        session = server.sessions().internal(new NoPeer("", ""), replies);
        session.set(SessionFlag.SCRIPT, true);
        session.set(SessionFlag.NEVER_BLOCKS, true);
    }

    /** Begins a run. */
    void begin(Call call, ScriptMode newMode, String newName, ScriptFlags flags) {
        assert caller == null : "a script within a script";
        Session newCaller = call.session();
        caller = newCaller;
        request = call.args().request();
        mode = newMode;
        name = newName;
        startNanos = server.clock().nanosNow();
        slow = false;
        killed = false;
        rights.begin();
        rights.readOnly(call.isReader() || flags.isReadOnly());
        rights.growing(flags.isDeclared() && flags.has(ScriptFlag.ALLOW_OOM));
        rights.replayed(isReplayed(newCaller));
        rights.wasFull(pipeline.gates().wasFull());
        session.select(newCaller.keys().index());
        session.authenticate(newCaller.user());
        session.reply().protocol(2);
        pipeline.beginWhole();
    }

    /** The run is over, one way or the other. */
    public void end() {
        pipeline.endWhole();
        caller = null;
        server.databases().effects().tell(true, true);
        if (slow) {
            server.scripts().busy(null);
        }
    }

    /** Whether the session plays a file, which had its way already. */
    public static boolean isReplayed(Session session) {
        return session.is(SessionFlag.SCRIPT);
    }

    public boolean isRunning() {
        return caller != null;
    }

    /** The session that the commands of scripts run in. */
    public Session session() {
        return session;
    }

    /** Whose script it is; only while it runs. */
    public Session caller() {
        Session whose = caller;
        assert whose != null;
        return whose;
    }

    /** What the caller called; only while it runs. */
    public Request request() {
        return request;
    }

    public ScriptRights rights() {
        return rights;
    }

    public ScriptMode mode() {
        return mode;
    }

    /** The sum of a script, the name of a function. */
    public String name() {
        return name;
    }

    public long durationMillis() {
        return (server.clock().nanosNow() - startNanos) / NANOS_PER_MILLI;
    }

    /** SCRIPT KILL or FUNCTION KILL; throws why the run goes on. */
    public void kill(ScriptMode asked) {
        if (caller == null) {
            throw NOT_BUSY;
        }
        if (rights.isReplayed()) {
            throw REPLAYED;
        }
        if (rights.hasWritten()) {
            throw HAS_WRITTEN;
        }
        if (asked != mode) {
            throw mode.busy();
        }
        killed = true;
    }

    /**
     * Called by the interpreter every now and then: serves others once the run has taken long. Throws the error that ends the
     * script, which it cannot catch.
     */
    public void interrupt() {
        if (caller == null || !slow && !becomesSlow()) {
            return;
        }
        pipeline.serveOthers(surroundings.turn());
        if (killed) {
            server.log().warning("Lua script killed by user with " + mode.killer() + ".");
            throw LuaError.fatal(KILLED);
        }
        boolean isShutDown =
                server.lifecycle().isPrepared() && server.lifecycle().requestedStop() != null;
        if (isShutDown || surroundings.stopping().getAsBoolean()) {
            throw LuaError.fatal("The server is shutting down");
        }
    }

    @Override
    public void close() {
        session.reply().buffer().clear();
        server.sessions().reset(session);
    }

    private boolean becomesSlow() {
        long threshold = server.settings().get(BUSY_REPLY_THRESHOLD);
        long millis = durationMillis();
        if (threshold == 0 || millis < threshold) {
            return false;
        }
        server.log()
                .warning("Slow script detected: still in execution after " + millis
                        + " milliseconds. You can try killing the script using the " + mode.killer()
                        + " command. Script name is: " + name + ".");
        slow = true;
        server.scripts().busy(mode.busy());
        return true;
    }
}
