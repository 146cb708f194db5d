package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.CallStack;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/** A function of a program: its body with the variables from outside that it uses, and its table of globals. */
public final class LuaClosure extends LuaFunction {
    public final FunctionBody body;
    public final Cell[] upvalues;
    public LuaTable environment;

    public LuaClosure(FunctionBody body, Cell[] upvalues, LuaTable environment) {
        this.body = body;
        this.upvalues = upvalues;
        this.environment = environment;
    }

    @Override
    public LuaTable environment() {
        return environment;
    }

    @Override
    public boolean setEnvironment(LuaTable environment) {
        this.environment = environment;
        return true;
    }

    @Override
    public @Nullable Object call(LuaState state) {
        return body.takesFew() ? callFew(state, null, null, null) : callMany(state, Results.NONE);
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object a) {
        return body.takesFew() ? callFew(state, a, null, null) : callMany(state, new @Nullable Object[] {a});
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b) {
        return body.takesFew() ? callFew(state, a, b, null) : callMany(state, new @Nullable Object[] {a, b});
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return body.takesFew() ? callFew(state, a, b, c) : callMany(state, new @Nullable Object[] {a, b, c});
    }

    @Override
    public @Nullable Object call(LuaState state, @Nullable Object[] args) {
        if (!body.takesFew()) {
            return callMany(state, args);
        }
        int count = args.length;
        return callFew(state, count > 0 ? args[0] : null, count > 1 ? args[1] : null, count > 2 ? args[2] : null);
    }

    private @Nullable Object callFew(LuaState state, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        CallStack calls = state.calls();
        calls.enter(this);
        if (--state.ticks < 0) {
            state.poll();
        }
        Object result = body.code().run(state, this, a, b, c);
        calls.leave();
        return result instanceof @Nullable Object[] several ? finish(state, several) : result;
    }

    private @Nullable Object callMany(LuaState state, @Nullable Object[] args) {
        CallStack calls = state.calls();
        calls.enter(this);
        if (--state.ticks < 0) {
            state.poll();
        }
        Object result = body.code().run(state, this, args);
        calls.leave();
        return result instanceof @Nullable Object[] several ? finish(state, several) : result;
    }

    private static @Nullable Object finish(LuaState state, @Nullable Object[] several) {
        @Nullable Object[] result = several;
        while (TailCall.isOne(result)) {
            Object next = TailCall.function(result) instanceof LuaClosure closure
                    ? closure.runOnce(state, TailCall.arguments(result))
                    : TailCall.function(result).call(state, TailCall.arguments(result));
            if (!(next instanceof @Nullable Object[] more)) {
                return next;
            }
            result = more;
        }
        return result;
    }

    /** One step of a chain of tail calls: its own tail call comes back as such. */
    private @Nullable Object runOnce(LuaState state, @Nullable Object[] args) {
        CallStack calls = state.calls();
        calls.enter(this);
        state.tick();
        Object result;
        if (body.takesFew()) {
            int count = args.length;
            result = body.code()
                    .run(
                            state,
                            this,
                            count > 0 ? args[0] : null,
                            count > 1 ? args[1] : null,
                            count > 2 ? args[2] : null);
        } else {
            result = body.code().run(state, this, args);
        }
        calls.leave();
        return result;
    }
}
