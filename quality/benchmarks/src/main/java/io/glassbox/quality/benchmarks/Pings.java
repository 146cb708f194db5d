package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.RespClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** A thread that sends a PING every millisecond and notes how long the answers take, step by step of what else is done. */
final class Pings implements AutoCloseable {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Shorter ones are not kept. */
    private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** A PING that waited long, and when it was sent, from the beginning of the step. */
    record Pause(String step, double seconds, double millis) {}

    /** What is done meanwhile. */
    record Step(String name, long begun, Histogram nanos) {
        long count() {
            return nanos.getTotalCount();
        }

        double millisAt(double percentile) {
            return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
        }
    }

    private final RespClient client;
    private final Thread thread = Thread.ofPlatform().name("pings").unstarted(this::run);
    private final List<Step> steps = new ArrayList<>();
    private final List<Pause> pauses = new ArrayList<>();
    private volatile Step step = stepOf("nothing");
    private volatile boolean isEnded;

    Pings(RespClient client) {
        this.client = client;
        thread.start();
    }

    /** From now on PINGs belong to another step. */
    void begin(String name) {
        Step next = stepOf(name);
        steps.add(next);
        step = next;
    }

    /** Waits for what goes on after the last reply. */
    void settle() {
        LockSupport.parkNanos(SETTLE.toNanos());
    }

    /** The last step is over. */
    void end() {
        isEnded = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<Step> steps() {
        return steps;
    }

    /** The longest wait of a step, in milliseconds. */
    double worst(String name) {
        return steps.stream()
                .filter(one -> one.name().equals(name))
                .mapToDouble(one -> one.millisAt(100))
                .max()
                .orElseThrow();
    }

    /** The longest pauses, so many at most, that are longer than this. */
    List<Pause> worst(int most, double leastMillis) {
        return pauses.stream()
                .filter(pause -> pause.millis() > leastMillis)
                .sorted(Comparator.comparingDouble(Pause::millis).reversed())
                .limit(most)
                .toList();
    }

    private static Step stepOf(String name) {
        return new Step(name, System.nanoTime(), new Histogram(TimeUnit.MINUTES.toNanos(10), 3));
    }

    private void run() {
        long due = System.nanoTime();
        while (!isEnded) {
            long sent = System.nanoTime();
            Step current = step;
            client.command("PING");
            long taken = System.nanoTime() - sent;
            // What would have been sent meanwhile counts too.
            current.nanos().recordValueWithExpectedInterval(taken, INTERVAL_NANOS);
            if (taken > LEAST_PAUSE_NANOS) {
                pauses.add(new Pause(
                        current.name(), (sent - current.begun()) / NANOS_PER_SECOND, taken / NANOS_PER_MILLI));
            }
            due = Math.max(due + INTERVAL_NANOS, System.nanoTime() - INTERVAL_NANOS);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    @Override
    public void close() {
        end();
        client.close();
    }
}
