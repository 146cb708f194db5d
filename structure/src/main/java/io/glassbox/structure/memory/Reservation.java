package io.glassbox.structure.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * A range of addresses reserved from the operating system: private, anonymous, without swap reservation, 2 MiB aligned.
 *
 * <p>Reserving costs nothing but page-table entries to come; a page becomes resident when it is first touched and stops
 * being so with {@link #release}. Containers, {@code ulimit -v} and strict overcommit set limits that nobody tells us, so
 * a refusal leads to smaller attempts.
 *
 * <p>All three calls into the operating system go through one call shape, that of {@code mmap}. Linking a shape costs ten
 * milliseconds and more, on the engine's thread for those that come late; the surplus arguments of the two shorter calls
 * travel in registers that the callee never looks at, on every 64-bit Unix calling convention.
 */
final class Reservation implements AutoCloseable {
    static final long ALIGNMENT = 2L << 20;

    private static final long LEAST_BYTES = 64L << 20;
    private static final int READ_WRITE = 1 | 2;
    private static final int NO_FILE = -1;
    private static final int RELEASE_PAGES = 4;
    private static final int SMALL_PAGES_ONLY = 15;

    private final long mapped;
    private final long mappedBytes;
    private final long start;
    private final long bytes;
    private boolean isOpen = true;

    private Reservation(long mapped, long mappedBytes, long bytes) {
        this.mapped = mapped;
        this.mappedBytes = mappedBytes;
        this.start = align(mapped);
        this.bytes = bytes;
    }

    /**
     * Reserves {@code bytes}. If the system refuses, the largest half, quarter, ... that it grants shows what there is,
     * and half of that is taken: threads and files of the process need addresses too.
     *
     * @throws MemoryExhausted if less than 64 MiB would be left for us
     */
    static Reservation of(long bytes) {
        long length = align(bytes);
        long address = Calls.map(length + ALIGNMENT);
        if (address == Calls.REFUSED) {
            length = align(grantable(length >>> 1) >>> 1);
            address = length < LEAST_BYTES ? Calls.REFUSED : Calls.map(length + ALIGNMENT);
        }
        if (address == Calls.REFUSED) {
            throw new MemoryExhausted(bytes, "the operating system refuses to reserve addresses");
        }
        return new Reservation(address, length + ALIGNMENT, length);
    }

    /** The first of {@code bytes}, a half, a quarter, ... of it that the system grants; 0 if that is next to nothing. */
    private static long grantable(long bytes) {
        for (long length = align(bytes); length >= LEAST_BYTES; length = align(length >>> 1)) {
            long address = Calls.map(length);
            if (address != Calls.REFUSED) {
                Calls.unmap(address, length);
                return length;
            }
        }
        return 0;
    }

    private static long align(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    long start() {
        return start;
    }

    long bytes() {
        return bytes;
    }

    /** Gives the pages of a range back; they read as zeros when touched again. False if the system refuses. */
    boolean release(long address, long length) {
        return Calls.advise(address, length, RELEASE_PAGES) == 0;
    }

    @Override
    public void close() {
        if (isOpen) {
            isOpen = false;
            Calls.unmap(mapped, mappedBytes);
        }
    }

    /**
     * The calls, linked when the first range is reserved and not before. All parameters are given as 64 bits, of which the callee
     * looks at what it wants: one shape for all, which other calls of the process can share, is linked once.
     */
    private static final class Calls {
        static final long REFUSED = -1;
        private static final boolean IS_LINUX =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        private static final int PRIVATE_ANONYMOUS_UNRESERVED =
                IS_LINUX ? 0x0002 | 0x0020 | 0x4000 : 0x0002 | 0x1000 | 0x0040;
        private static final Linker LINKER = Linker.nativeLinker();
        private static final MethodHandle MAP = link("mmap");
        private static final MethodHandle UNMAP = link("munmap");
        private static final MethodHandle ADVISE = link("madvise");

        private Calls() {}

        private static MethodHandle link(String name) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG));
        }

        static long map(long length) {
            try {
                long address = (long) MAP.invokeExact(
                        0L, length, (long) READ_WRITE, (long) PRIVATE_ANONYMOUS_UNRESERVED, (long) NO_FILE, 0L);
                if (address != REFUSED && IS_LINUX) {
                    // Where huge pages are on for everybody, one touched byte would cost 2 MiB and no figure would
                    // hold.
                    advise(address, length, SMALL_PAGES_ONLY);
                }
                return address;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        static void unmap(long address, long length) {
            try {
                long ignored = (long) UNMAP.invokeExact(address, length, 0L, 0L, 0L, 0L);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        static int advise(long address, long length, int advice) {
            try {
                return (int) (long) ADVISE.invokeExact(address, length, (long) advice, 0L, 0L, 0L);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }
}
