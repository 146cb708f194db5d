package io.glassbox.scripting.script;

import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.log.LogLevel;
import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/** The table {@code redis} of scripts, which is also called {@code server}: commands, replies, the log, what goes to replicas. */
public final class RedisLibrary implements AutoCloseable {
    private static final LogLevel[] LEVELS = {LogLevel.DEBUG, LogLevel.VERBOSE, LogLevel.NOTICE, LogLevel.WARNING};

    private static final int TO_FILE = 1;
    private static final int TO_REPLICAS = 2;

    private final Server server;
    private final CommandPipeline pipeline;
    private final ScriptRun run;
    private final CommandCalls calls;

    public RedisLibrary(Server server, CommandPipeline pipeline, ScriptRun run) {
        this.server = server;
        this.pipeline = pipeline;
        this.run = run;
        this.calls = new CommandCalls(pipeline, run, server.slabs());
    }

    CommandCalls calls() {
        return calls;
    }

    /** Who sees what scripts call. */
    public void trace(CallTrace watcher) {
        calls.trace(watcher);
    }

    /** Calls a command for the script that runs, as if it had called it itself; errors are values. */
    public @Nullable Object call(@Nullable Object[] words) {
        return new CallFunction(calls, run, false).run(words);
    }

    /** What scripts and functions can do while they run. */
    public LuaTable ofRuns() {
        LuaTable table = ofLoads();
        define(table, "call", new CallFunction(calls, run, true));
        define(table, "pcall", new CallFunction(calls, run, false));
        define(table, "setresp", this::setResp);
        define(table, "sha1hex", RedisLibrary::sha1hex);
        define(table, "error_reply", RedisLibrary::errorReply);
        define(table, "status_reply", RedisLibrary::statusReply);
        define(table, "set_repl", this::setRepl);
        define(table, "acl_check_cmd", this::aclCheckCmd);
        constant(table, "REPL_NONE", 0);
        constant(table, "REPL_AOF", TO_FILE);
        constant(table, "REPL_SLAVE", TO_REPLICAS);
        constant(table, "REPL_REPLICA", TO_REPLICAS);
        constant(table, "REPL_ALL", TO_FILE | TO_REPLICAS);
        return table;
    }

    /** What a library can do while it is loaded, besides registering its functions. */
    public LuaTable ofLoads() {
        LuaTable table = new LuaTable();
        define(table, "log", this::log);
        for (int i = 0; i < LEVELS.length; i++) {
            constant(table, "LOG_" + LEVELS[i].name(), i);
        }
        String version = Server.REDIS_VERSION;
        table.set(LuaString.of("REDIS_VERSION"), LuaString.of(version));
        constant(table, "REDIS_VERSION_NUM", number(version));
        return table;
    }

    /** One byte for each part, the major one first. */
    private static double number(String version) {
        int number = 0;
        for (String part : version.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    public static void define(LuaTable table, String name, LuaFunction.Body body) {
        define(table, name, LuaFunction.of(name, body));
    }

    private static void define(LuaTable table, String name, LuaFunction function) {
        table.set(LuaString.of(name), function);
    }

    private static void constant(LuaTable table, String name, double value) {
        table.set(LuaString.of(name), value);
    }

    private void requireRun(String function) {
        if (!run.isRunning()) {
            throw ScriptErrors.raised("redis." + function + " can only be called inside a script invocation");
        }
    }

    private static double numberOr0(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case LuaString text -> {
                Double number = LuaText.toNumber(text);
                yield number == null ? 0 : number;
            }
            case null, default -> 0;
        };
    }

    private Object setResp(Object state, @Nullable Object[] args) {
        requireRun("setresp");
        if (args.length != 1) {
            throw ScriptErrors.raised("redis.setresp() requires one argument.");
        }
        int version = (int) numberOr0(args[0]);
        if (version != 2 && version != 3) {
            throw ScriptErrors.raised("RESP version must be 2 or 3.");
        }
        run.session().reply().protocol(version);
        return Results.NONE;
    }

    private static Object sha1hex(Object state, @Nullable Object[] args) {
        if (args.length != 1) {
            throw ScriptErrors.raised("wrong number of arguments");
        }
        boolean isText = args[0] instanceof LuaString || args[0] instanceof Double;
        LuaString text = isText ? LuaText.of(args[0]) : LuaString.EMPTY;
        return LuaString.of(Sha1.hex(text.toByteArray()));
    }

    private static Object errorReply(Object state, @Nullable Object[] args) {
        if (args.length != 1 || !(args[0] instanceof LuaString text)) {
            return ScriptErrors.table("ERR wrong number or type of arguments");
        }
        boolean hasDash = text.length() > 0 && text.at(0) == '-';
        return ReplyDecoder.errorOf(trimmed(hasDash ? text.slice(1, text.length()) : text));
    }

    private static LuaString trimmed(LuaString text) {
        int start = 0;
        int end = text.length();
        while (start < end && isLineEnd(text.at(start))) {
            start++;
        }
        while (end > start && isLineEnd(text.at(end - 1))) {
            end--;
        }
        return text.slice(start, end);
    }

    private static boolean isLineEnd(int c) {
        return c == '\r' || c == '\n';
    }

    private static Object statusReply(Object state, @Nullable Object[] args) {
        if (args.length != 1 || !(args[0] instanceof LuaString text)) {
            return ScriptErrors.table("ERR wrong number or type of arguments");
        }
        LuaTable table = new LuaTable(0, 1);
        table.set(LuaString.of("ok"), text);
        return table;
    }

    private Object setRepl(Object state, @Nullable Object[] args) {
        requireRun("set_repl");
        if (args.length != 1) {
            throw ScriptErrors.raised("redis.set_repl() requires two arguments.");
        }
        int flags = (int) numberOr0(args[0]);
        if ((flags & ~(TO_FILE | TO_REPLICAS)) != 0) {
            throw ScriptErrors.raised("Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
        }
        server.databases().effects().tell((flags & TO_FILE) != 0, (flags & TO_REPLICAS) != 0);
        return Results.NONE;
    }

    private Object aclCheckCmd(Object state, @Nullable Object[] args) {
        requireRun("acl_check_cmd");
        if (args.length == 0) {
            throw LuaError.of(calls.noArguments());
        }
        calls.begin();
        for (Object argument : args) {
            if (!calls.add(argument)) {
                throw LuaError.of(calls.wrongArguments());
            }
        }
        RegisteredCommand command = pipeline.table().find(calls.request());
        if (command == null || command.command().isContainer()) {
            throw ScriptErrors.raised("Invalid command passed to redis.acl_check_cmd()");
        }
        return pipeline.gates().permission().mayCall(run.caller(), command, calls.request());
    }

    private Object log(Object state, @Nullable Object[] args) {
        if (args.length < 2) {
            throw ScriptErrors.raised("redis.log() requires two arguments or more.");
        }
        boolean isNumber =
                args[0] instanceof Double || args[0] instanceof LuaString text && LuaText.toNumber(text) != null;
        if (!isNumber) {
            throw ScriptErrors.raised("First argument must be a number (log level).");
        }
        int level = (int) Arguments.number(args, 0);
        if (level < 0 || level >= LEVELS.length) {
            throw ScriptErrors.raised("Invalid debug level.");
        }
        StringBuilder line = new StringBuilder();
        for (int i = 1; i < args.length; i++) {
            if (args[i] instanceof LuaString || args[i] instanceof Double) {
                line.append(i == 1 ? "" : " ").append(LuaText.of(args[i]));
            }
        }
        server.log().log(LEVELS[level], line.toString());
        return Results.NONE;
    }

    @Override
    public void close() {
        calls.close();
    }
}
