package io.glassbox.engine.statistics;

import java.util.List;
import java.util.function.Supplier;

/** How busy a server is at the moment: what it does per second, over the last 16 samples; one is taken every 100 ms. */
public final class InstantaneousRates {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Rate commands;
    private final Rate input;
    private final Rate output;
    private final Rate cycles;
    private final Rate cycleMicros;
    private final List<Rate> all;
    private long nanos;

    public InstantaneousRates(ServerStatistics statistics, LoopStatistics loop, Supplier<NetworkFigures> network) {
        commands = new Rate(statistics::commandsProcessed, this::nanos, NANOS_PER_SECOND);
        input = new Rate(() -> network.get().bytesRead(), this::nanos, NANOS_PER_SECOND);
        output = new Rate(() -> network.get().bytesWritten(), this::nanos, NANOS_PER_SECOND);
        cycles = new Rate(loop::cycles, this::nanos, NANOS_PER_SECOND);
        cycleMicros = new Rate(loop::busyMicros, loop::cycles, 1);
        all = List.of(commands, input, output, cycles, cycleMicros);
    }

    /** Takes a sample; to be called ten times a second with the monotonic time. */
    public void tick(long monotonicNanos) {
        nanos = monotonicNanos;
        all.forEach(Rate::sample);
    }

    public void reset() {
        all.forEach(Rate::reset);
    }

    public long commandsPerSecond() {
        return (long) commands.mean();
    }

    public double inputBytesPerSecond() {
        return input.mean();
    }

    public double outputBytesPerSecond() {
        return output.mean();
    }

    public long cyclesPerSecond() {
        return (long) cycles.mean();
    }

    /** How long a turn of the loop takes, the wait left out. */
    public long cycleMicros() {
        return (long) cycleMicros.mean();
    }

    private long nanos() {
        return nanos;
    }
}
