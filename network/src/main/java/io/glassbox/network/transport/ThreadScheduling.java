package io.glassbox.network.transport;

import io.glassbox.structure.memory.Memory;
import java.lang.foreign.Arena;

/**
 * What a thread may ask of Linux for itself without privileges; elsewhere nothing happens. A thread that somebody has given another
 * policy stays as it is.
 */
public final class ThreadScheduling {
    private static final int SCHED_SETATTR = 314;
    private static final int SCHED_GETATTR = 315;
    private static final long SLICE_NANOS = 300_000;

    /**
     * {@code struct sched_attr} in its first version, 48 bytes: size and policy, 32 bits each; flags, 64; niceness and real-time
     * priority, 32 each; runtime, deadline and period, 64 each. For an ordinary thread the runtime is the length of its slice.
     */
    private static final int BYTES = 48;

    private static final int POLICY_OFFSET = 4;
    private static final int NICENESS_OFFSET = 16;
    private static final int RUNTIME_OFFSET = 24;
    private static final int ORDINARY = 0;
    private static final int THIS_THREAD = 0;

    private ThreadScheduling() {}

    /**
     * Asks for short slices. The thread gets no more of a CPU than before, but its turn comes sooner when it shares the CPU with threads
     * that compute for long, such as the compiler of the JVM or the writer of a snapshot: they keep it waiting for a millisecond or so
     * rather than for several slices of 4 ms each. Kernels before 6.12 ignore the length.
     */
    static void askForShortSlices() {
        change(RUNTIME_OFFSET, SLICE_NANOS, Long.BYTES);
    }

    /**
     * Asks for a smaller share where there are more threads than CPUs: a niceness of 5 is a third of the share of the others that want
     * the same CPU, 10 a tenth; and all of it while nobody else does.
     */
    public static void stepBack(int niceness) {
        if (LinuxCalls.isSupported()) {
            change(NICENESS_OFFSET, niceness, Integer.BYTES);
        }
    }

    private static void change(int offset, long value, int bytes) {
        try (Arena arena = Arena.ofConfined()) {
            long attributes = arena.allocate(BYTES, Long.BYTES).address();
            long got = LinuxCalls.call(SCHED_GETATTR, THIS_THREAD, attributes, BYTES, 0, 0, 0);
            if (got == 0 && Memory.getInt(attributes + POLICY_OFFSET) == ORDINARY) {
                if (bytes == Long.BYTES) {
                    Memory.putLong(attributes + offset, value);
                } else {
                    Memory.putInt(attributes + offset, (int) value);
                }
                LinuxCalls.call(SCHED_SETATTR, THIS_THREAD, attributes, 0, 0, 0, 0);
            }
        }
    }
}
