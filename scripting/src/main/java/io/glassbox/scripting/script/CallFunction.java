package io.glassbox.scripting.script;

import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.NativeFunction;
import org.jspecify.annotations.Nullable;

/** {@code redis.call} and {@code redis.pcall}: the arguments of the common calls come one by one, so that no array is made. */
final class CallFunction extends NativeFunction {
    private final CommandCalls calls;
    private final ScriptRun run;

    /** Whether errors are raised or returned. */
    private final boolean raises;

    CallFunction(CommandCalls calls, ScriptRun run, boolean raises) {
        this.calls = calls;
        this.run = run;
        this.raises = raises;
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object a) {
        return isElsewhere(state) ? call(state, new @Nullable Object[] {a}) : call(1, a, null, null);
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b) {
        return isElsewhere(state) ? call(state, new @Nullable Object[] {a, b}) : call(2, a, b, null);
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return isElsewhere(state) ? call(state, new @Nullable Object[] {a, b, c}) : call(3, a, b, c);
    }

    /** Commands run on the engine's thread alone; a coroutine has another. */
    private static boolean isElsewhere(LuaState state) {
        return Thread.currentThread() != state.owner();
    }

    private @Nullable Object call(int count, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        requireRun();
        calls.begin();
        boolean isWellFormed = calls.add(a) && (count < 2 || calls.add(b)) && (count < 3 || calls.add(c));
        return isWellFormed ? calls.run(raises) : CommandCalls.raisedOr(calls.wrongArguments(), raises);
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object[] args) {
        return isElsewhere(state) ? state.onOwner(() -> run(args)) : run(args);
    }

    @Nullable
    Object run(@Nullable Object[] args) {
        requireRun();
        if (args.length == 0) {
            return CommandCalls.raisedOr(calls.noArguments(), raises);
        }
        calls.begin();
        for (Object argument : args) {
            if (!calls.add(argument)) {
                return CommandCalls.raisedOr(calls.wrongArguments(), raises);
            }
        }
        return calls.run(raises);
    }

    private void requireRun() {
        if (!run.isRunning()) {
            throw ScriptErrors.raised("redis.call/pcall can only be called inside a script invocation");
        }
    }

    @Override
    public String toString() {
        return raises ? "call" : "pcall";
    }
}
