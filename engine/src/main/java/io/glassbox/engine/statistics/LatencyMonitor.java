package io.glassbox.engine.statistics;

import io.glassbox.engine.clock.CommandClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Spikes of latency by kind of event: what took at least the threshold, the last 160 of each kind, one a second. */
public final class LatencyMonitor {
    /** Samples kept per event. */
    public static final int HISTORY = 160;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NOT_WATCHED = Long.MIN_VALUE;

    private final CommandClock clock;
    private final Map<String, Event> events = new TreeMap<>();
    private long thresholdMillis;

    public LatencyMonitor(CommandClock clock) {
        this.clock = clock;
    }

    /** A spike: when, in unix seconds, and how long, in milliseconds. */
    public record Sample(long unixSeconds, long millis) {}

    /** One kind of event and its spikes, oldest first. */
    public static final class Event {
        private final List<Sample> samples = new ArrayList<>();
        private long worstMillis;
        private long sumMillis;
        private long spikes;

        public List<Sample> samples() {
            return samples;
        }

        public Sample latest() {
            return samples.getLast();
        }

        /** The longest since the last reset. */
        public long worstMillis() {
            return worstMillis;
        }

        public long sumMillis() {
            return sumMillis;
        }

        public long spikes() {
            return spikes;
        }

        /** Spikes within the same second count as one, the longest of them. */
        private void add(long unixSeconds, long millis) {
            worstMillis = Math.max(worstMillis, millis);
            sumMillis += millis;
            spikes++;
            if (!samples.isEmpty() && latest().unixSeconds() == unixSeconds) {
                if (millis > latest().millis()) {
                    samples.set(samples.size() - 1, new Sample(unixSeconds, millis));
                }
                return;
            }
            if (samples.size() == HISTORY) {
                samples.removeFirst();
            }
            samples.add(new Sample(unixSeconds, millis));
        }
    }

    /** 0 switches the monitor off. */
    public void threshold(long millis) {
        thresholdMillis = millis;
    }

    public long thresholdMillis() {
        return thresholdMillis;
    }

    public boolean isOn() {
        return thresholdMillis > 0;
    }

    /** Something begins that may take long. What is returned is for {@link #ends}; costs nothing while the monitor is off. */
    public long begins() {
        return isOn() ? clock.nanosNow() : NOT_WATCHED;
    }

    /** It is over; {@code beginning}: what {@link #begins} has returned. */
    public void ends(String event, long beginning) {
        if (beginning != NOT_WATCHED) {
            observe(event, clock.nanosNow() - beginning);
        }
    }

    /** Something took this long; kept if that is long enough. */
    public void observe(String event, long nanos) {
        long millis = nanos / NANOS_PER_MILLI;
        if (isOn() && millis >= thresholdMillis) {
            events.computeIfAbsent(event, name -> new Event()).add(clock.unixSeconds(), millis);
        }
    }

    /** By name, in alphabetical order. */
    public Map<String, Event> events() {
        return events;
    }

    public @Nullable Event event(String name) {
        return events.get(name);
    }

    /** Forgets one kind of event; false if there was nothing to forget. */
    public boolean reset(String name) {
        return events.remove(name) != null;
    }

    /** Forgets everything; returns how many kinds there were. */
    public int resetAll() {
        int count = events.size();
        events.clear();
        return count;
    }
}
