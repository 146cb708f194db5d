package io.glassbox.scripting.debug;

import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import io.glassbox.scripting.script.RedisLibrary;
import io.glassbox.scripting.script.Script;
import io.glassbox.scripting.script.ScriptRunner;
import io.glassbox.scripting.script.ScriptRunner.Call;

/** The debugger. */
public final class Debugger implements AutoCloseable {
    public Debugger(Server server, ScriptRunner runner, RedisLibrary redis) {}

    public boolean isWanted(Session session) {
        return false;
    }

    public void enable(Session session, boolean synchronous) {}

    public void disable(Session session) {}

    public void eval(Call call, Script script, ReplyWriter reply) {}

    /** Adds what scripts can say to the debugger. */
    public void define(LuaTable redis) {
        RedisLibrary.define(redis, "breakpoint", (state, args) -> Boolean.FALSE);
        RedisLibrary.define(redis, "debug", (state, args) -> Results.NONE);
        // Effects are replicated in any case, so there is nothing left to ask for.
        RedisLibrary.define(redis, "replicate_commands", (state, args) -> Boolean.TRUE);
    }

    @Override
    public void close() {}
}
