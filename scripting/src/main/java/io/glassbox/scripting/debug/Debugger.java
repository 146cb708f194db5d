package io.glassbox.scripting.debug;

import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.scripting.lua.Lua;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaState.Outcome;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.script.CallTrace;
import io.glassbox.scripting.script.Interpreter;
import io.glassbox.scripting.script.RedisLibrary;
import io.glassbox.scripting.script.Script;
import io.glassbox.scripting.script.ScriptErrors;
import io.glassbox.scripting.script.ScriptRunner;
import io.glassbox.scripting.script.ScriptRunner.Call;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The debugger of scripts, as {@code redis-cli --ldb} speaks to it: a script of a client that has asked for it stops at its lines, and
 * the client looks around. That happens in a copy of the data ({@link DebugCopies}) unless the client wants the script to change the
 * data; the whole server stands still then.
 */
public final class Debugger implements AutoCloseable {
    private static final LuaString CHUNK = LuaString.of("@user_script");
    private static final LuaString EVAL_CHUNK = LuaString.of("@ldb_eval");

    private final Server server;
    private final ScriptRunner runner;
    private final RedisLibrary redis;
    private final BooleanSupplier stopping;
    private final DebugCopies copies;
    private final IdentityHashMap<Session, Mode> wanted = new IdentityHashMap<>();
    private @Nullable DebugSession current;

    /** Where scripts are debugged, and what the log says of it. */
    public enum Mode {
        SYNCHRONOUS(
                "Redis synchronous debugging eval session started", "Redis synchronous debugging eval session ended"),
        /** In a copy, which has to be made. */
        FORKED("", ""),
        /** In this server, which is the copy. */
        FORK("Redis forked for debugging eval", "Lua debugging session child exiting");

        private final String beginning;
        private final String end;

        Mode(String beginning, String end) {
            this.beginning = beginning;
            this.end = end;
        }
    }

    /** {@code stopping}: whether the server ends without regard to scripts. */
    public Debugger(
            Server server, ScriptRunner runner, RedisLibrary redis, BooleanSupplier stopping, DebugCopies copies) {
        this.server = server;
        this.runner = runner;
        this.redis = redis;
        this.stopping = stopping;
        this.copies = copies;
        server.sessions().onRelease(wanted::remove);
    }

    public boolean isWanted(Session session) {
        return !wanted.isEmpty() && wanted.containsKey(session);
    }

    /** The next script of the session is debugged. */
    public void enable(Session session, Mode mode) {
        wanted.put(session, mode);
    }

    public void disable(Session session) {
        wanted.remove(session);
    }

    /** Runs a script step by step, here or in a copy; the connection ends with it. */
    public void eval(
            Call call, Supplier<Script> scripts, Function<LuaTable, Interpreter> interpreters, ReplyWriter reply) {
        Mode mode = wanted.remove(call.session());
        if (mode == Mode.FORKED) {
            copies.debug(call.session(), call.args().request());
        } else if (mode != null) {
            server.log().warning(mode.beginning);
            try {
                debug(call, scripts, interpreters, reply);
            } finally {
                server.log().warning(mode.end);
            }
        }
    }

    /** Runs a script in an interpreter of its own. */
    private void debug(
            Call call, Supplier<Script> scripts, Function<LuaTable, Interpreter> interpreters, ReplyWriter reply) {
        LuaTable table = redis.ofRuns();
        define(table);
        Interpreter interpreter = interpreters.apply(table);
        LuaState state = interpreter.state();
        state.setInterrupt(running -> {
            if (stopping.getAsBoolean()) {
                throw LuaError.fatal("The server is shutting down");
            }
        });
        String source = new String(call.args().bytes(1), StandardCharsets.ISO_8859_1);
        DebugSession session = new DebugSession(call.session(), source, stopping, new ScriptInspection(interpreter));
        state.setStepHook(session);
        current = session;
        redis.trace(session);
        try {
            Script script = scripts.get();
            LuaFunction program = Lua.loadForSteps(state, script.code(), CHUNK);
            runner.eval(call, new Script(script.sha(), script.source(), script.flags(), program), interpreter, reply);
        } finally {
            redis.trace(CallTrace.NONE);
            session.end();
            current = null;
            call.session().closeAfterReplies();
        }
    }

    /** Adds what scripts can say to the debugger. */
    public void define(LuaTable table) {
        RedisLibrary.define(table, "breakpoint", (state, args) -> {
            DebugSession session = current;
            if (session != null) {
                session.breakNext();
            }
            return session != null;
        });
        RedisLibrary.define(table, "debug", (state, args) -> {
            DebugSession session = current;
            if (session != null) {
                StringBuilder values = new StringBuilder();
                for (Object value : args) {
                    values.append(values.isEmpty() ? "" : ", ").append(ValueText.of(value));
                }
                session.note(values.toString());
            }
            return Results.NONE;
        });
        // Effects are replicated in any case, so there is nothing left to ask for.
        RedisLibrary.define(table, "replicate_commands", (state, args) -> true);
    }

    /** Looks around in the interpreter of the script. */
    private final class ScriptInspection implements DebugSession.Inspection {
        private final Interpreter interpreter;

        ScriptInspection(Interpreter interpreter) {
            this.interpreter = interpreter;
        }

        @Override
        public Object global(String name) {
            Object value = interpreter.state().globals().get(LuaString.of(name));
            assert value != null;
            return value;
        }

        @Override
        public void eval(String code, Transcript transcript) {
            try {
                Outcome outcome = interpreter.state().protectedCall(compile(code));
                LuaError error = outcome.error();
                transcript.addCut(
                        error == null
                                ? "<retval> " + ValueText.of(Results.first(outcome.result()))
                                : "<error> " + text(error));
            } catch (LuaError error) {
                transcript.add("<error> " + text(error));
            }
        }

        private static String text(LuaError error) {
            return error.value() instanceof LuaTable
                    ? ScriptErrors.text(error)
                    : LuaText.of(error.value()).toString();
        }

        private LuaFunction compile(String code) {
            try {
                return interpreter.compile(LuaString.of("return " + code), EVAL_CHUNK);
            } catch (LuaError noExpression) {
                return interpreter.compile(LuaString.of(code), EVAL_CHUNK);
            }
        }

        @Override
        public void call(List<String> command) {
            redis.call(command.stream().map(LuaString::of).toArray(Object[]::new));
        }
    }

    @Override
    public void close() {
        wanted.clear();
    }
}
