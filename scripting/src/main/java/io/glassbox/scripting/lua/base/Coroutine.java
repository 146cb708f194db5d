package io.glassbox.scripting.lua.base;

import io.glassbox.scripting.lua.value.CallStack;
import io.glassbox.scripting.lua.value.LuaError;
import io.glassbox.scripting.lua.value.LuaFunction;
import io.glassbox.scripting.lua.value.LuaState;
import io.glassbox.scripting.lua.value.LuaThread;
import io.glassbox.scripting.lua.value.Results;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine: a thread of its own, because its calls are calls of Java. It is no virtual one: those share the stacks of their
 * carriers, which are too small for deep recursion, and an overflow of the stack while one parks leaves it stuck. Only one of
 * the threads of a state runs at any
 * time: who resumes a coroutine waits until that yields or ends. While he waits he does what the coroutine cannot do
 * itself, because it belongs to the owner of the state ({@link LuaState#onOwner}); if he is a coroutine too, he passes it
 * on to who resumed him.
 *
 * <p>The fields are handed over together with the word, by writing {@link #turn}.
 */
final class Coroutine implements LuaThread {
    /** Calls within each other in a coroutine. */
    private static final int MAX_CALLS = 2000;

    /** Taken from the address space only; 8 KiB for each call, several times what one takes. */
    private static final long STACK_BYTES = 16L << 20;

    private static final int SPINS = 100;

    enum Status {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD
    }

    private enum Turn {
        RESUMER,
        COROUTINE
    }

    /** Unwinds the thread of a coroutine that nobody resumes any more. No program can catch it. */
    private static final class Closed extends Error {
        Closed() {
            super(null, null, false, false);
        }
    }

    final CallStack calls = new CallStack(MAX_CALLS);
    private final LuaState state;
    private final LuaFunction body;
    private volatile Turn turn = Turn.RESUMER;
    private Status status = Status.SUSPENDED;
    private boolean closing;
    private @Nullable Thread thread;
    private @Nullable Thread resumer;

    /** What goes over with the word: arguments, yielded values, results. */
    private @Nullable Object[] values = {};

    private @Nullable Throwable failure;
    private @Nullable Supplier<@Nullable Object> request;
    private @Nullable Object answer;

    Coroutine(LuaState state, LuaFunction body) {
        this.state = state;
        this.body = body;
    }

    Status status() {
        return status;
    }

    void setStatus(Status status) {
        this.status = status;
    }

    boolean isUnfinished() {
        return thread != null && status != Status.DEAD;
    }

    /** Lets it run until it yields or returns; what it yields or returns. Its errors are thrown. */
    @Nullable
    Object[] resume(@Nullable Object[] args, LuaState.NativeCalls nativeCalls) {
        values = args;
        resumer = Thread.currentThread();
        if (thread == null) {
            thread = Thread.ofPlatform()
                    .name("coroutine")
                    .daemon()
                    .stackSize(STACK_BYTES)
                    .unstarted(this::run);
            turn = Turn.COROUTINE;
            thread.start();
        } else {
            pass(Turn.COROUTINE, thread);
        }
        await(Turn.RESUMER);
        while (request != null) {
            serve(request, nativeCalls);
            pass(Turn.COROUTINE, thread);
            await(Turn.RESUMER);
        }
        Throwable thrown = failure;
        failure = null;
        raise(thrown);
        return values;
    }

    private static void raise(@Nullable Throwable thrown) {
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    private void serve(Supplier<@Nullable Object> body, LuaState.NativeCalls nativeCalls) {
        request = null;
        try {
            answer = nativeCalls.run(body);
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        }
    }

    /** In the coroutine: gives values to who resumed it; returns what the next resume brings. */
    @Nullable
    Object[] suspend(@Nullable Object[] yielded) {
        values = yielded;
        passToResumer();
        return values;
    }

    /** In the coroutine: has something done by the owner. */
    @Nullable
    Object ask(Supplier<@Nullable Object> wanted) {
        request = wanted;
        passToResumer();
        Throwable thrown = failure;
        failure = null;
        raise(thrown);
        return answer;
    }

    /** Ends the thread of a suspended coroutine. */
    void close() {
        Thread running = thread;
        if (running == null || status != Status.SUSPENDED) {
            return;
        }
        closing = true;
        resumer = Thread.currentThread();
        pass(Turn.COROUTINE, running);
        await(Turn.RESUMER);
        status = Status.DEAD;
    }

    private void run() {
        try {
            values = Results.all(callBody());
        } catch (Closed closed) {
            values = new @Nullable Object[0];
        } catch (StackOverflowError overflow) {
            failure = LuaError.unlocated("stack overflow");
        } catch (OutOfMemoryError exhausted) {
            failure = LuaError.notEnoughMemory();
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        }
        status = Status.DEAD;
        Thread waiting = resumer;
        assert waiting != null;
        pass(Turn.RESUMER, waiting);
    }

    private @Nullable Object callBody() {
        try {
            return body.call(state, values);
        } catch (LuaError error) {
            if (!error.isCaught()) {
                throw error;
            }
            return error.passOnNative();
        }
    }

    private void passToResumer() {
        Thread waiting = resumer;
        assert waiting != null;
        pass(Turn.RESUMER, waiting);
        await(Turn.COROUTINE);
        if (closing) {
            throw new Closed();
        }
    }

    private void pass(Turn to, Thread waiting) {
        turn = to;
        LockSupport.unpark(waiting);
    }

    private void await(Turn mine) {
        for (int i = 0; i < SPINS && turn != mine; i++) {
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        while (turn != mine) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
