package io.glassbox.network.transport;

import io.glassbox.structure.memory.Memory;
import java.lang.foreign.Arena;

/**
 * What threads ask of the scheduler of Linux where they outnumber the CPUs. A thread may ask for itself without privileges.
 *
 * <p>The loop asks for short slices. It gets no more of a CPU than before, but its turn comes sooner when it shares the CPU with
 * threads that compute for long, such as the compiler of the JVM: they keep it waiting for a millisecond or so rather than for
 * several slices of 4 ms each.
 *
 * <p>What is done in the background asks for a smaller share, so that it takes what the loop leaves: the loop's thread is rarely
 * idle while a snapshot is taken, and with equal shares for all it would have to wait whenever it has used up its own.
 */
final class Scheduling {
    private static final int SETPRIORITY = 141;
    private static final int SCHED_SETATTR = 314;
    private static final int SCHED_GETATTR = 315;
    private static final long SLICE_NANOS = 300_000;

    /** A third of the usual share. */
    private static final int BACKGROUND_NICENESS = 5;

    /**
     * {@code struct sched_attr} in its first version, 48 bytes: size and policy, 32 bits each; flags, 64; niceness and real-time
     * priority, 32 each; runtime, deadline and period, 64 each. For an ordinary thread the runtime is the length of its slice.
     */
    private static final int BYTES = 48;

    private static final int POLICY_OFFSET = 4;
    private static final int NICENESS_OFFSET = 16;
    private static final int RUNTIME_OFFSET = 24;
    private static final int ORDINARY = 0;
    private static final int ONE_THREAD = 0;
    private static final int THIS_THREAD = 0;

    private Scheduling() {}

    /** For the calling thread; one that somebody has given another policy stays as it is. Ignored before Linux 6.12. */
    static void askForShortSlices() {
        try (Arena arena = Arena.ofConfined()) {
            long attributes = arena.allocate(BYTES, Long.BYTES).address();
            if (readAttributes(attributes)) {
                Memory.putLong(attributes + RUNTIME_OFFSET, SLICE_NANOS);
                LinuxCalls.call(SCHED_SETATTR, THIS_THREAD, attributes, 0, 0, 0, 0);
            }
        }
    }

    /** For the calling thread, relative to what the process was given; for good, since the way back needs privileges. */
    static void askForSmallShare() {
        try (Arena arena = Arena.ofConfined()) {
            long attributes = arena.allocate(BYTES, Long.BYTES).address();
            if (readAttributes(attributes)) {
                int niceness = Memory.getInt(attributes + NICENESS_OFFSET) + BACKGROUND_NICENESS;
                LinuxCalls.call(SETPRIORITY, ONE_THREAD, THIS_THREAD, niceness, 0, 0, 0);
            }
        }
    }

    private static boolean readAttributes(long attributes) {
        long got = LinuxCalls.call(SCHED_GETATTR, THIS_THREAD, attributes, BYTES, 0, 0, 0);
        return got == 0 && Memory.getInt(attributes + POLICY_OFFSET) == ORDINARY;
    }
}
