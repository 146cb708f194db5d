package io.glassbox.scripting.lua.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One interpreter: its globals, what running programs may use up, and who may stop them. Belongs to the thread that made it,
 * its owner; coroutines run on other threads, but never while the owner runs.
 *
 * <p>Every loop of a program and every call of its functions takes one from {@link #ticks}. When none is left, {@link #poll}
 * looks at the heap and asks the interrupt hook, which may throw.
 */
public final class LuaState {
    /** Calls of Lua's own functions within each other, as in C. */
    public static final int MAX_CALLS = 20000;

    /** Functions in Java that call back, within each other, as in C. */
    public static final int MAX_NATIVE_CALLS = 199;

    private static final int TICKS_BETWEEN_POLLS = 1000;

    /** Loops and calls until the next {@link #poll}. Compiled programs count it down themselves. */
    public int ticks = TICKS_BETWEEN_POLLS;

    private LuaTable globals;
    private final LuaTable registry = new LuaTable();
    private final Thread owner;
    private @Nullable LuaTable stringMetatable;
    private Interrupt interrupt = state -> {};
    private StepHook stepHook = StepHook.NONE;
    private Loader loader = (state, source, name) -> {
        throw LuaError.unlocated("no loader");
    };
    private CallStack calls = new CallStack(MAX_CALLS);
    private NativeCalls nativeCalls = Supplier::get;
    private final List<Runnable> closings = new ArrayList<>();

    /** Asked now and then while a program runs, on the owner's thread; may throw to end it, {@link LuaError#fatal} so that no pcall helps. */
    @FunctionalInterface
    public interface Interrupt {
        void check(LuaState state);
    }

    /** Makes functions of text, for {@code loadstring}. */
    @FunctionalInterface
    public interface Loader {
        /** Throws a {@link LuaError} that says what is wrong with the text. */
        LuaFunction load(LuaState state, LuaString source, LuaString chunkName);
    }

    /** Runs something of Java's on the thread of the owner. */
    @FunctionalInterface
    public interface NativeCalls {
        @Nullable
        Object run(Supplier<@Nullable Object> body);
    }

    public LuaState() {
        this(new LuaTable());
    }

    public LuaState(LuaTable globals) {
        this.globals = globals;
        this.owner = Thread.currentThread();
    }

    public LuaTable globals() {
        return globals;
    }

    /** For programs loaded from now on. */
    public void setGlobals(LuaTable globals) {
        this.globals = globals;
    }

    /** A table that programs cannot reach. */
    public LuaTable registry() {
        return registry;
    }

    public Thread owner() {
        return owner;
    }

    /** What {@code ("text"):method()} finds its methods by. */
    public @Nullable LuaTable stringMetatable() {
        return stringMetatable;
    }

    public void setStringMetatable(@Nullable LuaTable metatable) {
        stringMetatable = metatable;
    }

    public void setInterrupt(Interrupt interrupt) {
        this.interrupt = Objects.requireNonNull(interrupt);
    }

    public StepHook stepHook() {
        return stepHook;
    }

    /** Who is told of the statements of programs that are stepped through. */
    public void setStepHook(StepHook hook) {
        stepHook = hook;
    }

    public Loader loader() {
        return loader;
    }

    public void setLoader(Loader loader) {
        this.loader = loader;
    }

    /** The calls of what runs now: of the main program, or of the coroutine that has the word. */
    public CallStack calls() {
        return calls;
    }

    public void setCalls(CallStack calls) {
        this.calls = calls;
    }

    /** For what must run on the thread of the owner: {@code redis.call} and the like. A coroutine waits for it. */
    public @Nullable Object onOwner(Supplier<@Nullable Object> body) {
        return nativeCalls.run(body);
    }

    /** How {@link #onOwner} reaches the owner; set for the time that a coroutine runs. Returns what it was before. */
    public NativeCalls setNativeCalls(NativeCalls calls) {
        NativeCalls before = nativeCalls;
        nativeCalls = calls;
        return before;
    }

    /** To be called by functions of Java that run long, once for about every hundred bytes or steps. */
    public void tick() {
        if (--ticks < 0) {
            poll();
        }
    }

    /** Looks at the heap and asks the hook, which may throw. */
    public void poll() {
        ticks = TICKS_BETWEEN_POLLS;
        HeapRoom.check();
        onOwner(() -> {
            interrupt.check(this);
            return null;
        });
    }

    /** The same at a place in a program, which an error that ends it is then raised at. */
    public void poll(Site site) {
        try {
            poll();
        } catch (LuaError error) {
            throw error.through(site);
        }
    }

    /** Adds what {@link #close} has to do. */
    public void onClose(Runnable closing) {
        closings.add(closing);
    }

    /** Ends coroutines that were never resumed to their end. The state can be used again. */
    public void close() {
        closings.forEach(Runnable::run);
    }

    /** Calls a function of the program or of Java as {@code pcall} does: whatever goes wrong comes back as an error. */
    public Outcome protectedCall(LuaFunction function, @Nullable Object... args) {
        return protectedCall(CallStack::enterNative, function, args);
    }

    /** The same for a function that is told of an error. */
    public Outcome handlerCall(LuaFunction function, @Nullable Object... args) {
        return protectedCall(CallStack::enterHandler, function, args);
    }

    private Outcome protectedCall(Consumer<CallStack> entry, LuaFunction function, @Nullable Object[] args) {
        CallStack stack = calls;
        int depth = stack.depth();
        int nativeDepth = stack.nativeDepth();
        try {
            entry.accept(stack);
            return new Outcome(function.call(this, args), null);
        } catch (LuaError error) {
            if (!error.isCatchable()) {
                throw error;
            }
            return error.isCaught() ? new Outcome(error.passOnNative(), null) : new Outcome(null, error);
        } catch (StackOverflowError overflow) {
            return new Outcome(null, LuaError.unlocated("stack overflow"));
        } catch (OutOfMemoryError exhausted) {
            return new Outcome(null, LuaError.notEnoughMemory());
        } finally {
            stack.unwind(depth, nativeDepth);
        }
    }

    /** How a protected call ended: with its result, or with an error. */
    public record Outcome(@Nullable Object result, @Nullable LuaError error) {
        public boolean isError() {
            return error != null;
        }
    }
}
