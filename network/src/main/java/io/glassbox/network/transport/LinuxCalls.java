package io.glassbox.network.transport;

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
 * System calls of Linux on x86-64, through the one function {@code syscall}.
 *
 * <p>Linking a shape costs milliseconds at the start, so all calls share one of seven longs, linked three times: for calls that
 * return at once, which the JVM makes without leaving its own state; for the call that waits, during which collections must be
 * able to run; and, when first needed, for one that tells the error number. The handles are constants, since only then the JIT
 * compiles a call down to its instructions.
 */
final class LinuxCalls {
    static final int CLOSE = 3;
    static final int WRITE = 1;
    static final int SOCKET = 41;
    static final int SENDTO = 44;
    static final int RECVFROM = 45;
    static final int SENDMSG = 46;
    static final int BIND = 49;
    static final int LISTEN = 50;
    static final int GETSOCKNAME = 51;
    static final int SETSOCKOPT = 54;
    static final int EPOLL_WAIT = 232;
    static final int EPOLL_CTL = 233;
    static final int TIMERFD_CREATE = 283;
    static final int TIMERFD_SETTIME = 286;
    static final int ACCEPT4 = 288;
    static final int EVENTFD2 = 290;
    static final int EPOLL_CREATE1 = 291;

    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOSYS = 38;
    static final int ENOPROTOOPT = 92;
    static final int EPROTONOSUPPORT = 93;
    static final int ESOCKTNOSUPPORT = 94;
    static final int EPFNOSUPPORT = 96;
    static final int EAFNOSUPPORT = 97;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;
    static final int ECONNABORTED = 103;

    private static final FunctionDescriptor SHAPE = FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG);
    private static final MethodHandle IMMEDIATE = link(Linker.Option.critical(false));

    /** Not through {@code syscall}: this is the shape of the calls that reserve memory, which is linked by now. */
    private static final MethodHandle WAITING = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("epoll_wait"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG));

    private LinuxCalls() {}

    private static MethodHandle link(Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        all[0] = Linker.Option.firstVariadicArg(1);
        System.arraycopy(options, 0, all, 1, options.length);
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"), SHAPE, all);
    }

    /** Whether these calls are what this system understands. */
    static boolean isSupported() {
        return System.getProperty("os.name", "").equals("Linux")
                && System.getProperty("os.arch", "").equals("amd64");
    }

    /** A call that returns at once; -1 if it failed. */
    static long call(int number, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) IMMEDIATE.invokeExact((long) number, a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Waits for events without a limit of time; -1 if it failed. */
    static int epollWait(int epoll, long events, int most) {
        try {
            return (int) (long) WAITING.invokeExact((long) epoll, events, (long) most, -1L, 0L, 0L);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A call that answers the negated error number if it fails: for setting up, and to ask again why a call failed. */
    static long explain(int number, long a, long b, long c, long d, long e, long f) {
        return Explained.call(number, a, b, c, d, e, f);
    }

    static void close(int descriptor) {
        call(CLOSE, descriptor, 0, 0, 0, 0, 0);
    }

    /** The system's words for an error number. */
    static String reason(int number) {
        return switch (number) {
            case 1 -> "Operation not permitted";
            case 2 -> "No such file or directory";
            case EACCES -> "Permission denied";
            case 20 -> "Not a directory";
            case 22 -> "Invalid argument";
            case ENFILE -> "Too many open files in system";
            case EMFILE -> "Too many open files";
            case 30 -> "Read-only file system";
            case 36 -> "File name too long";
            case ENOSYS -> "Function not implemented";
            case ENOPROTOOPT -> "Protocol not available";
            case EPROTONOSUPPORT -> "Protocol not supported";
            case ESOCKTNOSUPPORT -> "Socket type not supported";
            case EPFNOSUPPORT -> "Protocol family not supported";
            case EAFNOSUPPORT -> "Address family not supported by protocol";
            case EADDRINUSE -> "Address already in use";
            case EADDRNOTAVAIL -> "Cannot assign requested address";
            case ECONNABORTED -> "Software caused connection abort";
            case 105 -> "No buffer space available";
            case 12 -> "Cannot allocate memory";
            default -> "error " + number;
        };
    }

    /** Linked when something fails or is set up. */
    private static final class Explained {
        private static final MethodHandle EXPLAINING = link(Linker.Option.captureCallState("errno"));
        private static final StructLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        static long call(int number, long a, long b, long c, long d, long e, long f) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                long result = (long) EXPLAINING.invokeExact(state, (long) number, a, b, c, d, e, f);
                return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
            } catch (Throwable impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
