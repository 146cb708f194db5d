package io.glassbox.network.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * System calls of Linux on x86-64, through the one function {@code syscall}: linking a shape costs milliseconds at the start, so
 * there are three of them: one for calls that return at once, which the JVM makes without leaving its own state; one for the call
 * that waits, during which collections must be able to run; one that tells the error number, used only after a failure.
 */
final class LinuxCalls {
    static final int READ = 0;
    static final int WRITE = 1;
    static final int CLOSE = 3;
    static final int SOCKET = 41;
    static final int SENDTO = 44;
    static final int RECVFROM = 45;
    static final int BIND = 49;
    static final int LISTEN = 50;
    static final int GETSOCKNAME = 51;
    static final int SETSOCKOPT = 54;
    static final int EPOLL_WAIT = 232;
    static final int EPOLL_CTL = 233;
    static final int ACCEPT4 = 288;
    static final int EVENTFD2 = 290;
    static final int EPOLL_CREATE1 = 291;

    static final int EAGAIN = 11;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;

    private final MethodHandle immediate;
    private final MethodHandle waiting;
    private final MethodHandle explaining;
    private final VarHandle errno;
    private final MemorySegment state;

    LinuxCalls(Arena arena) {
        Linker linker = Linker.nativeLinker();
        MemorySegment syscall = linker.defaultLookup().findOrThrow("syscall");
        FunctionDescriptor shape = FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG);
        immediate =
                linker.downcallHandle(syscall, shape, Linker.Option.firstVariadicArg(1), Linker.Option.critical(false));
        waiting = linker.downcallHandle(syscall, shape, Linker.Option.firstVariadicArg(1));
        explaining = linker.downcallHandle(
                syscall, shape, Linker.Option.firstVariadicArg(1), Linker.Option.captureCallState("errno"));
        StructLayout layout = Linker.Option.captureStateLayout();
        errno = layout.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        state = arena.allocate(layout);
    }

    /** Whether these calls are what this system understands. */
    static boolean isSupported() {
        return System.getProperty("os.name", "").equals("Linux")
                && System.getProperty("os.arch", "").equals("amd64");
    }

    /** A call that returns at once; negative if it failed. */
    long call(int number, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) immediate.invokeExact((long) number, a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A call that may take long. */
    long callAndWait(int number, long a, long b, long c, long d) {
        try {
            return (long) waiting.invokeExact((long) number, a, b, c, d, 0L, 0L);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The same call, answering the negated error number if it fails. */
    long explain(int number, long a, long b, long c, long d, long e, long f) {
        try {
            long result = (long) explaining.invokeExact(state, (long) number, a, b, c, d, e, f);
            return result < 0 ? -(int) errno.get(state, 0L) : result;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A call that must not fail, for setting up. */
    long require(String what, int number, long a, long b, long c, long d, long e) throws IOException {
        long result = explain(number, a, b, c, d, e, 0);
        if (result < 0) {
            throw new IOException(what + ": " + reason((int) -result));
        }
        return result;
    }

    void close(int descriptor) {
        call(CLOSE, descriptor, 0, 0, 0, 0, 0);
    }

    private static String reason(int number) {
        return switch (number) {
            case EADDRINUSE -> "Address already in use";
            case EADDRNOTAVAIL -> "Cannot assign requested address";
            case 13 -> "Permission denied";
            case 97 -> "Address family not supported by protocol";
            case 2 -> "No such file or directory";
            case 24 -> "Too many open files";
            default -> "error " + number;
        };
    }
}
