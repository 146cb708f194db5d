package io.glassbox.scripting.lua.interpret;

import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.Results;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a function by walking its tree. */
public final class InterpretedCode extends Code {
    private static final LuaString COUNT = LuaString.of("n");

    private final FunctionBody body;

    InterpretedCode(FunctionBody body) {
        this.body = body;
    }

    @Override
    public @Nullable Object run(
            LuaState state, LuaClosure self, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        if (body.countCall()) {
            return body.code().run(state, self, a, b, c);
        }
        Frame frame = new Frame(state, self, new @Nullable Object[body.slots()], Results.NONE);
        List<Local> parameters = body.parameters();
        int count = parameters.size();
        if (count > 0) {
            frame.declare(parameters.get(0), a);
        }
        if (count > 1) {
            frame.declare(parameters.get(1), b);
        }
        if (count > 2) {
            frame.declare(parameters.get(2), c);
        }
        return run(frame);
    }

    @Override
    public @Nullable Object run(LuaState state, LuaClosure self, @Nullable Object[] args) {
        if (body.countCall()) {
            return body.code().run(state, self, args);
        }
        List<Local> parameters = body.parameters();
        int count = parameters.size();
        @Nullable
        Object[] extra =
                body.isVariadic() && args.length > count ? Arrays.copyOfRange(args, count, args.length) : Results.NONE;
        Frame frame = new Frame(state, self, new @Nullable Object[body.slots()], extra);
        for (int i = 0; i < count; i++) {
            frame.declare(parameters.get(i), i < args.length ? args[i] : null);
        }
        Local argTable = body.argTable();
        if (argTable != null) {
            frame.declare(argTable, tableOf(extra));
        }
        return run(frame);
    }

    private @Nullable Object run(Frame frame) {
        return body.block().execute(frame) == Statement.RETURN ? frame.result : Results.NONE;
    }

    /** The table {@code arg} of old: the values, and their number as n. */
    public static LuaTable tableOf(@Nullable Object[] values) {
        LuaTable table = new LuaTable(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            table.set(i + 1, values[i]);
        }
        table.set(COUNT, Double.valueOf(values.length));
        return table;
    }
}
