package io.glassbox.scripting.script;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaState.Outcome;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/** Runs scripts and functions for clients, from the arguments of the call to its reply. */
public final class ScriptRunner {
    private static final LuaString KEYS = LuaString.of("KEYS");
    private static final LuaString ARGV = LuaString.of("ARGV");

    private static final int FIRST_KEY = 3;

    private static final CommandError TOO_MANY_KEYS =
            CommandError.of("ERR Number of keys can't be greater than number of args");
    private static final CommandError NEGATIVE_KEYS = CommandError.of("ERR Number of keys can't be negative");
    private static final CommandError WRITES_BY_READER =
            CommandError.of("ERR Can not execute a script with write flag using *_ro command.");
    private static final CommandError TAKES_MEMORY = CommandError.of(
            "OOM allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'");

    private final CommandPipeline pipeline;
    private final ScriptRun run;

    public ScriptRunner(CommandPipeline pipeline, ScriptRun run) {
        this.pipeline = pipeline;
        this.run = run;
    }

    public ScriptRun run() {
        return run;
    }

    /** What is to run: who calls it, how it is called. */
    public record Call(Args args, Session session, int keys, boolean isReader) {}

    /** The number of keys that a call says it has; throws what the client is told if that is no sense. */
    public static int keys(Args args, CommandError noNumber) {
        long count = args.longAt(FIRST_KEY - 1, noNumber);
        if (count > args.count() - FIRST_KEY) {
            throw TOO_MANY_KEYS;
        }
        if (count < 0) {
            throw NEGATIVE_KEYS;
        }
        return (int) count;
    }

    /** Runs a script, which finds its keys and arguments among its globals. */
    public void eval(Call call, Script script, Interpreter interpreter, ReplyWriter reply) {
        admit(call, script.flags());
        run.begin(call, ScriptMode.EVAL, script.sha(), script.flags());
        try {
            interpreter.set(KEYS, texts(call.args(), FIRST_KEY, FIRST_KEY + call.keys()));
            interpreter.set(
                    ARGV,
                    texts(call.args(), FIRST_KEY + call.keys(), call.args().count()));
            reply(interpreter.state(), script.program(), reply);
        } finally {
            run.end();
        }
    }

    /** Runs a function, which is given its keys and arguments. */
    public void function(
            Call call, String name, ScriptFlags flags, LuaFunction function, LuaState state, ReplyWriter reply) {
        admit(call, flags);
        run.begin(call, ScriptMode.FUNCTION, name, flags);
        try {
            LuaTable keys = texts(call.args(), FIRST_KEY, FIRST_KEY + call.keys());
            LuaTable arguments =
                    texts(call.args(), FIRST_KEY + call.keys(), call.args().count());
            reply(state, function, reply, keys, arguments);
        } finally {
            run.end();
        }
    }

    /** Throws why a script that says of itself what it does may not run now. */
    private void admit(Call call, ScriptFlags flags) {
        if (!flags.isDeclared() || ScriptRun.isReplayed(call.session())) {
            return;
        }
        if (!flags.isReadOnly()) {
            CommandError refusal = pipeline.gates().objectionToWritingScript(call.session());
            if (refusal != null) {
                throw refusal;
            }
            if (call.isReader()) {
                throw WRITES_BY_READER;
            }
        }
        if (pipeline.gates().wasFull() && !flags.mayGrow()) {
            throw TAKES_MEMORY;
        }
    }

    private static LuaTable texts(Args args, int from, int to) {
        LuaTable table = new LuaTable(to - from, 0);
        for (int i = from; i < to; i++) {
            table.set(i - from + 1, LuaString.wrap(args.bytes(i)));
        }
        return table;
    }

    private void reply(LuaState state, LuaFunction program, ReplyWriter reply, @Nullable Object... arguments) {
        Object result = null;
        LuaError error;
        try {
            Outcome outcome = state.protectedCall(program, arguments);
            result = outcome.result();
            error = outcome.error();
        } catch (LuaError fatal) {
            error = fatal;
        }
        if (error != null) {
            throw ScriptErrors.ofRun(error, run.name());
        }
        Object value = Results.first(result);
        if (value instanceof LuaTable table && table.get(ScriptErrors.ERR) instanceof LuaString text) {
            throw ScriptErrors.of(text.toString(), ScriptErrors.isCounted(table));
        }
        boolean hasBooleans = run.session().reply().isResp3();
        new ReplyEncoder(reply, hasBooleans, pipeline::countError).write(value);
    }
}
