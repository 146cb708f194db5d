package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.CallStack;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import org.jspecify.annotations.Nullable;

/** A function of a program: its body with the variables from outside that it uses, and its table of globals. */
public final class LuaClosure extends LuaFunction {
    /**
     * Arguments of one call, twice of what {@code unpack} gives. A tail call that passes on ever more of them takes no depth, so
     * that nothing else would end it, and each call copies them all: in C it runs until somebody kills it.
     */
    static final int MAX_ARGUMENTS = 1 << 14;

    /** Arguments that are as much work as a step of the program. */
    private static final int ARGUMENTS_OF_TICK = 64;

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
        enterWith(state, args.length);
        Object result = body.code().run(state, this, args);
        state.calls().leave();
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
        enterWith(state, args.length);
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
        state.calls().leave();
        return result;
    }

    private void enterWith(LuaState state, int arguments) {
        state.calls().enter(this);
        state.ticks -= 1 + arguments / ARGUMENTS_OF_TICK;
        if (state.ticks < 0) {
            state.poll();
        }
        if (arguments > MAX_ARGUMENTS) {
            throw LuaError.located("stack overflow");
        }
    }
}
