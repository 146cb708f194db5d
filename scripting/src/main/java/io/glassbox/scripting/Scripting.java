package io.glassbox.scripting;

import static io.glassbox.foundation.setting.catalogue.ObservationSettings.LUA_ENABLE_DEPRECATED_API;

import io.glassbox.command.declare.Command;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.ScriptFigures;
import io.glassbox.foundation.process.ProcessFigures.CpuTime;
import io.glassbox.foundation.process.ThisProcess;
import io.glassbox.scripting.command.EvalCommands;
import io.glassbox.scripting.command.FunctionCallCommands;
import io.glassbox.scripting.command.FunctionCommands;
import io.glassbox.scripting.command.ScriptCommands;
import io.glassbox.scripting.debug.DebugCopies;
import io.glassbox.scripting.debug.Debugger;
import io.glassbox.scripting.function.FunctionInterpreter;
import io.glassbox.scripting.function.Libraries;
import io.glassbox.scripting.lua.library.RandomSequence;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.script.Interpreter;
import io.glassbox.scripting.script.RedisLibrary;
import io.glassbox.scripting.script.ScriptCache;
import io.glassbox.scripting.script.ScriptRun;
import io.glassbox.scripting.script.ScriptRunner;
import java.util.ArrayList;
import java.util.List;

/** The scripts and functions of one server: their commands and what they work with. Lives on the engine's thread. */
public final class Scripting implements AutoCloseable {
    /** The stack of a thread that runs scripts, so that their own limit of depth comes first. Addresses, not memory. */
    public static final long STACK_BYTES = 256L << 20;

    private static final double MICROS_PER_SECOND = 1e6;

    private final Server server;
    private final ScriptRun run;
    private final RedisLibrary redis;
    private final Interpreter.Parts parts;
    private final Debugger debugger;
    private final ScriptCache cache;
    private final Libraries libraries;
    private final ScriptRunner runner;
    private final CommandPipeline pipeline;

    /** {@code copies}: of the data, for scripts that are debugged. */
    public Scripting(Server server, CommandPipeline pipeline, ScriptRun.Surroundings surroundings, DebugCopies copies) {
        this.server = server;
        this.pipeline = pipeline;
        this.run = new ScriptRun(server, pipeline, surroundings);
        this.redis = new RedisLibrary(server, pipeline, run);
        ThisProcess process = new ThisProcess();
        this.parts = new Interpreter.Parts(
                new RandomSequence(),
                () -> seconds(process.cpuTime()),
                server.settings().get(LUA_ENABLE_DEPRECATED_API));
        this.runner = new ScriptRunner(pipeline, run);
        this.debugger = new Debugger(server, runner, redis, surroundings.stopping(), copies);
        this.cache = new ScriptCache(server.slabs(), scriptInterpreter());
        this.libraries = new Libraries(this::functionInterpreter);
        server.scripts().runBy(new Figures(), libraries);
    }

    public Debugger debugger() {
        return debugger;
    }

    public List<Command> commands() {
        List<Command> all = new ArrayList<>();
        all.addAll(new EvalCommands(pipeline, cache, runner, debugger, this::interpreter).commands());
        all.addAll(new ScriptCommands(cache, run, debugger, this::flushScripts).commands());
        all.addAll(new FunctionCommands(libraries, run).commands());
        all.addAll(new FunctionCallCommands(pipeline, libraries, runner).commands());
        return all;
    }

    private static double seconds(CpuTime time) {
        return (time.userMicros() + time.systemMicros()) / MICROS_PER_SECOND;
    }

    private void flushScripts() {
        cache.flush(scriptInterpreter());
    }

    private Interpreter scriptInterpreter() {
        LuaTable table = redis.ofRuns();
        debugger.define(table);
        Interpreter interpreter = interpreter(table);
        interpreter.state().setInterrupt(state -> run.interrupt());
        return interpreter;
    }

    private Interpreter interpreter(LuaTable table) {
        Interpreter interpreter = new Interpreter(parts, table);
        interpreter.lock();
        return interpreter;
    }

    private FunctionInterpreter functionInterpreter() {
        Interpreter interpreter = interpreter(redis.ofRuns());
        FunctionInterpreter functions = new FunctionInterpreter(interpreter, redis, server.clock());
        interpreter.state().setInterrupt(state -> {
            functions.checkLoad();
            run.interrupt();
        });
        return functions;
    }

    /** What INFO tells. */
    private final class Figures implements ScriptFigures {
        @Override
        public int cachedScripts() {
            return cache.size();
        }

        @Override
        public long evictedScripts() {
            return cache.evictions();
        }

        @Override
        public long scriptBytes() {
            return cache.bytes();
        }

        @Override
        public long scriptHeapBytes() {
            return cache.interpreter().bytes();
        }

        @Override
        public int libraries() {
            return libraries.all().size();
        }

        @Override
        public int functions() {
            return libraries.functionCount();
        }

        @Override
        public long functionBytes() {
            return libraries.bytes();
        }

        @Override
        public long functionHeapBytes() {
            return libraries.heapBytes();
        }

        @Override
        public void reset() {
            cache.resetEvictions();
        }
    }

    @Override
    public void close() {
        debugger.close();
        run.close();
        redis.close();
        cache.close();
    }
}
