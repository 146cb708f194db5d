package io.glassbox.scripting.lua.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The functions that have been called and not yet returned, outermost first. Its depth ends endless recursion long before
 * Java's own stack does. Who is left by an error does not leave by itself: who catches it unwinds.
 */
public final class CallStack {
    /** As in C: an eighth of the limit. */
    private static final int HANDLER_CALLS = 25;

    private final int limit;
    private @Nullable LuaFunction[] functions = new @Nullable LuaFunction[16];
    private int depth;
    private int nativeDepth;

    public CallStack(int limit) {
        this.limit = limit;
    }

    public void enter(LuaFunction function) {
        int d = depth;
        if (d >= functions.length) {
            grow();
        }
        functions[d] = function;
        depth = d + 1;
    }

    public void leave() {
        depth--;
    }

    /** To be called by a function of Java before it calls back, with {@link #leaveNative} behind. */
    public void enterNative() {
        enterNative(Site.NATIVE);
    }

    public void enterNative(Site site) {
        if (++nativeDepth > LuaState.MAX_NATIVE_CALLS) {
            refuse(site);
        }
    }

    /** Handlers of errors have some calls of their own beyond the limit, so that they can tell that it was reached. */
    private void refuse(Site site) {
        int beyond = nativeDepth - LuaState.MAX_NATIVE_CALLS;
        if (beyond == 1 || beyond > HANDLER_CALLS) {
            nativeDepth--;
            throw LuaError.at(site, beyond == 1 ? "C stack overflow" : "error in error handling");
        }
    }

    /** Instead of {@link #enterNative} for the handler of an error, which may have been that of the limit. */
    public void enterHandler() {
        nativeDepth += nativeDepth == LuaState.MAX_NATIVE_CALLS ? 2 : 1;
        if (nativeDepth > LuaState.MAX_NATIVE_CALLS) {
            refuse(Site.NATIVE);
        }
    }

    public void leaveNative() {
        nativeDepth--;
    }

    public int depth() {
        return depth;
    }

    public int nativeDepth() {
        return nativeDepth;
    }

    public void unwind(int toDepth, int toNativeDepth) {
        depth = toDepth;
        nativeDepth = toNativeDepth;
    }

    /** The function at a level: 1 is the innermost. Null if there are not so many. */
    public @Nullable LuaFunction at(int level) {
        return level >= 1 && level <= depth ? functions[depth - level] : null;
    }

    private void grow() {
        if (depth >= limit) {
            throw LuaError.located("stack overflow");
        }
        functions = Arrays.copyOf(functions, Math.min(limit, 2 * functions.length));
    }
}
