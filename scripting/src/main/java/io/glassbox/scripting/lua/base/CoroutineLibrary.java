package io.glassbox.scripting.lua.base;

import static io.glassbox.scripting.lua.base.BaseLibrary.define;

import io.glassbox.scripting.lua.value.Arguments;
import io.glassbox.scripting.lua.value.CallStack;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaString;
import io.glassbox.scripting.lua.value.LuaTable;
import io.glassbox.scripting.lua.value.LuaText;
import io.glassbox.scripting.lua.value.NativeFunction;
import io.glassbox.scripting.lua.value.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code coroutine}, for one state. */
public final class CoroutineLibrary {
    /** Coroutines that have begun and not ended: each is a thread. */
    private static final int MAX_UNFINISHED = 1000;

    private static final int MAX_NESTED = 198;
    private static final @Nullable Object[] SUCCEEDED = {true};

    private final LuaState state;
    private final List<Coroutine> begun = new ArrayList<>();
    private @Nullable Coroutine current;
    private int nested;
    private int sweepAt = 64;

    private CoroutineLibrary(LuaState state) {
        this.state = state;
    }

    public static void install(LuaState state) {
        CoroutineLibrary library = new CoroutineLibrary(state);
        LuaTable table = new LuaTable();
        define(table, "create", (_, args) -> library.create(args));
        define(table, "resume", (_, args) -> library.resume(args));
        define(table, "running", (_, _) -> library.current);
        define(table, "status", (_, args) -> library.status(args));
        define(table, "wrap", (_, args) -> library.wrap(args));
        define(table, "yield", (_, args) -> library.suspend(args));
        state.globals().set(LuaString.of("coroutine"), table);
        state.onClose(library::close);
    }

    private Coroutine create(@Nullable Object[] args) {
        if (!(Arguments.at(args, 0) instanceof LuaFunction body) || body instanceof NativeFunction) {
            throw LuaError.badArgument(0, "Lua function expected");
        }
        return new Coroutine(state, body);
    }

    private static Coroutine coroutine(@Nullable Object[] args) {
        if (Arguments.at(args, 0) instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw LuaError.badArgument(0, "coroutine expected");
    }

    private Object status(@Nullable Object[] args) {
        return LuaString.of(coroutine(args).status().name().toLowerCase(Locale.ROOT));
    }

    private Object resume(@Nullable Object[] args) {
        Coroutine coroutine = coroutine(args);
        try {
            return Results.append(SUCCEEDED, resume(coroutine, Arrays.copyOfRange(args, 1, args.length)));
        } catch (LuaError error) {
            if (!error.isCatchable()) {
                throw error;
            }
            return Results.of(false, error.value());
        }
    }

    private Object wrap(@Nullable Object[] args) {
        Coroutine coroutine = create(args);
        return LuaFunction.of("wrap", (_, values) -> {
            try {
                return resume(coroutine, values);
            } catch (LuaError error) {
                Object value = error.isCatchable() ? error.value() : null;
                if (value instanceof LuaString || value instanceof Double) {
                    throw LuaError.atLevel(LuaText.of(value), 1);
                }
                throw error;
            }
        });
    }

    private @Nullable Object[] resume(Coroutine coroutine, @Nullable Object[] values) {
        if (coroutine.status() != Coroutine.Status.SUSPENDED) {
            String status = coroutine.status().name().toLowerCase(Locale.ROOT);
            throw LuaError.unlocated("cannot resume " + status + " coroutine");
        }
        if (nested >= MAX_NESTED) {
            throw LuaError.unlocated("C stack overflow");
        }
        register(coroutine);
        Coroutine resumer = current;
        CallStack calls = state.calls();
        LuaState.NativeCalls nativeCalls = state.setNativeCalls(coroutine::ask);
        enter(coroutine, resumer);
        try {
            return coroutine.resume(values, nativeCalls);
        } finally {
            nested--;
            current = resumer;
            if (resumer != null) {
                resumer.setStatus(Coroutine.Status.RUNNING);
            }
            state.setCalls(calls);
            state.setNativeCalls(nativeCalls);
        }
    }

    private void enter(Coroutine coroutine, @Nullable Coroutine resumer) {
        nested++;
        if (resumer != null) {
            resumer.setStatus(Coroutine.Status.NORMAL);
        }
        coroutine.setStatus(Coroutine.Status.RUNNING);
        current = coroutine;
        state.setCalls(coroutine.calls);
    }

    private Object suspend(@Nullable Object[] values) {
        Coroutine coroutine = current;
        if (coroutine == null || coroutine.calls.nativeDepth() > 0) {
            throw LuaError.unlocated("attempt to yield across metamethod/C-call boundary");
        }
        coroutine.setStatus(Coroutine.Status.SUSPENDED);
        return coroutine.suspend(values);
    }

    private void register(Coroutine coroutine) {
        if (coroutine.isUnfinished()) {
            return;
        }
        if (begun.size() >= sweepAt) {
            begun.removeIf(other -> !other.isUnfinished());
            if (begun.size() >= MAX_UNFINISHED) {
                throw LuaError.unlocated("not enough memory");
            }
            sweepAt = Math.max(64, 2 * begun.size());
        }
        begun.add(coroutine);
    }

    private void close() {
        begun.forEach(Coroutine::close);
        begun.clear();
    }
}
