package io.glassbox.scripting.command;

import static io.glassbox.command.declare.AclCategory.SCRIPTING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.MAY_REPLICATE;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.NO_MANDATORY_KEYS;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.SCRIPT_RUNNER;
import static io.glassbox.command.declare.CommandFlag.SKIP_MONITOR;
import static io.glassbox.command.declare.CommandFlag.STALE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.countedAt;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.scripting.debug.Debugger;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.script.Interpreter;
import io.glassbox.scripting.script.Script;
import io.glassbox.scripting.script.ScriptCache;
import io.glassbox.scripting.script.ScriptRunner;
import io.glassbox.scripting.script.ScriptRunner.Call;
import io.glassbox.structure.memory.ByteView;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** EVAL and its kin: run a script that comes along, or one that was seen before by its sum. */
public final class EvalCommands {
    static final CommandError NO_SCRIPT = CommandError.of("NOSCRIPT No matching script. Please use EVAL.");

    private static final CommandError NOT_DEBUGGED =
            CommandError.of("ERR Please use EVAL instead of EVALSHA for debugging");

    private final CommandPipeline pipeline;
    private final ScriptCache cache;
    private final ScriptRunner runner;
    private final Debugger debugger;
    private final Function<LuaTable, Interpreter> interpreters;
    private final ByteView view = new ByteView();

    /** {@code interpreters}: makes one with a table of the server's, for a script that is debugged. */
    public EvalCommands(
            CommandPipeline pipeline,
            ScriptCache cache,
            ScriptRunner runner,
            Debugger debugger,
            Function<LuaTable, Interpreter> interpreters) {
        this.pipeline = pipeline;
        this.cache = cache;
        this.runner = runner;
        this.debugger = debugger;
        this.interpreters = interpreters;
    }

    public List<Command> commands() {
        return List.of(
                writer("EVAL").since("2.6.0").flagsFoundBy(this::flagsOfSource).handledBy(this::eval),
                writer("EVALSHA").since("2.6.0").flagsFoundBy(this::flagsOfSha).handledBy(this::evalSha),
                reader("EVAL_RO").flagsFoundBy(this::flagsOfSource).handledBy(this::evalReadOnly),
                reader("EVALSHA_RO").flagsFoundBy(this::flagsOfSha).handledBy(this::evalShaReadOnly));
    }

    /** {@code name script numkeys [key …] [arg …]}. */
    static Command.Builder writer(String name) {
        return command(name)
                .arity(-3)
                .flags(NOSCRIPT, STALE, SKIP_MONITOR, MAY_REPLICATE, NO_MANDATORY_KEYS, SCRIPT_RUNNER)
                .acl(SCRIPTING)
                .key(countedAt(2, RW, ACCESS, UPDATE));
    }

    /** The same for scripts that only read. */
    static Command.Builder reader(String name) {
        return command(name)
                .arity(-3)
                .since("7.0.0")
                .flags(READONLY, NOSCRIPT, STALE, SKIP_MONITOR, NO_MANDATORY_KEYS, SCRIPT_RUNNER)
                .acl(SCRIPTING)
                .key(countedAt(2, RO, ACCESS));
    }

    private long flagsOfSource(Request request, long declared) {
        Script script = request.count() > 1 ? cache.find(argument(request)) : null;
        if (script != null) {
            return script.flags().ofCall(declared);
        }
        return request.count() > 1 ? cache.flagsOf(argument(request)).ofCall(declared) : declared;
    }

    private long flagsOfSha(Request request, long declared) {
        Script script = request.count() > 1 ? cache.named(argument(request)) : null;
        return script == null ? declared : script.flags().ofCall(declared);
    }

    private ByteView argument(Request request) {
        return view.set(request.address(1), request.length(1));
    }

    private void eval(Args args, Session session, ReplyWriter reply) {
        evaluate(args, session, reply, false);
    }

    private void evalReadOnly(Args args, Session session, ReplyWriter reply) {
        evaluate(args, session, reply, true);
    }

    private void evalSha(Args args, Session session, ReplyWriter reply) {
        runBySha(args, session, reply, false);
    }

    private void evalShaReadOnly(Args args, Session session, ReplyWriter reply) {
        runBySha(args, session, reply, true);
    }

    private void evaluate(Args args, Session session, ReplyWriter reply, boolean isReader) {
        // What the script calls is shown behind it.
        pipeline.showMonitors(session, args.request());
        int keys = ScriptRunner.keys(args, CommandError.NOT_AN_INTEGER);
        Call call = new Call(args, session, keys, isReader);
        if (debugger.isWanted(session)) {
            debugger.eval(call, () -> cache.load(args.at(1), ScriptCache.Origin.EVAL), interpreters, reply);
        } else {
            runner.eval(call, cache.load(args.at(1), ScriptCache.Origin.EVAL), cache.interpreter(), reply);
        }
    }

    private void runBySha(Args args, Session session, ReplyWriter reply, boolean isReader) {
        pipeline.showMonitors(session, args.request());
        if (debugger.isWanted(session)) {
            throw NOT_DEBUGGED;
        }
        @Nullable Script script = cache.named(args.at(1));
        int keys = ScriptRunner.keys(args, CommandError.NOT_AN_INTEGER);
        if (script == null) {
            throw NO_SCRIPT;
        }
        runner.eval(new Call(args, session, keys, isReader), script, cache.interpreter(), reply);
    }
}
