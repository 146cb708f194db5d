package io.glassbox.engine.statistics;

/** How the event loop spends its time, in nanoseconds: fed by the loop and by the command pipeline, printed by INFO. */
public final class LoopStatistics {
    private static final long NANOS_PER_MICRO = 1000;

    private long cycles;
    private long busyNanos;
    private long commandNanos;
    private long cronNanos;
    private long expiryNanos;
    private long longestCycleNanos;
    private long commands;
    private long commandsBefore;
    private long mostCommandsPerCycle;

    /** One turn of the loop, the wait left out. */
    public void cycle(long tookNanos) {
        cycles++;
        busyNanos += tookNanos;
        longestCycleNanos = Math.max(longestCycleNanos, tookNanos);
        mostCommandsPerCycle = Math.max(mostCommandsPerCycle, commands - commandsBefore);
        commandsBefore = commands;
    }

    /** One command of a client. */
    public void command(long tookNanos) {
        commands++;
        commandNanos += tookNanos;
    }

    /** One run of the cron, within a turn. */
    public void cron(long tookNanos) {
        cronNanos += tookNanos;
    }

    /** Keys deleted because their time had come, outside of commands. */
    public void expiry(long tookNanos) {
        expiryNanos += tookNanos;
    }

    public long cycles() {
        return cycles;
    }

    public long busyMicros() {
        return busyNanos / NANOS_PER_MICRO;
    }

    public long commandMicros() {
        return commandNanos / NANOS_PER_MICRO;
    }

    public long cronMicros() {
        return cronNanos / NANOS_PER_MICRO;
    }

    public long expiryMillis() {
        return expiryNanos / (NANOS_PER_MICRO * 1000);
    }

    public long longestCycleMicros() {
        return longestCycleNanos / NANOS_PER_MICRO;
    }

    public long mostCommandsPerCycle() {
        return mostCommandsPerCycle;
    }

    public void reset() {
        cycles = 0;
        busyNanos = 0;
        commandNanos = 0;
        cronNanos = 0;
        expiryNanos = 0;
        longestCycleNanos = 0;
        mostCommandsPerCycle = 0;
        commandsBefore = commands;
    }
}
