package io.glassbox.engine.hotkey;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.foundation.process.ProcessFigures.CpuTime;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that cost most time, and bring most traffic, while somebody wants to know: from HOTKEYS START until STOP or until the
 * time is up. The result stays until it is reset. A command with several keys costs each the same part.
 */
public final class HotKeys implements AutoCloseable {
    /** Counters for each key that is asked for: a key is found for certain if it has one part in so many, times the keys asked for. */
    private static final int COUNTERS_PER_KEY = 64;

    private static final long NANOS_PER_MICRO = 1000;

    private final CommandClock clock;
    private final Slabs slabs;
    private final SipHash hashing;
    private final RandomSource random;
    private boolean counting;
    private @Nullable Round round;

    /**
     * What is counted.
     *
     * @param keys how many keys are told in the end
     * @param millis how long; 0 for until STOP
     * @param ratio of so many commands one is counted, chosen at random
     */
    public record Options(boolean time, boolean traffic, int keys, long millis, int ratio) {}

    /** What is known so far. Microseconds and bytes are of all commands with keys, whether they were chosen or not. */
    public record Report(
            boolean isCounting,
            Options options,
            long startMillis,
            long millis,
            long micros,
            long bytes,
            long countedBytes,
            CpuTime before,
            List<KeyCost> byMicros,
            List<KeyCost> byBytes) {}

    /** One count, from its start on. */
    private static final class Round {
        final Options options;
        final TopKeys times;
        final TopKeys traffic;
        final CpuTime before;
        final long startMillis;
        long millis;
        long nanos;
        long bytes;
        long ownNanos;

        Round(Options options, TopKeys times, TopKeys traffic, CpuTime before, long startMillis) {
            this.options = options;
            this.times = times;
            this.traffic = traffic;
            this.before = before;
            this.startMillis = startMillis;
        }
    }

    public HotKeys(CommandClock clock, Slabs slabs, SipHash hashing, RandomSource random) {
        this.clock = clock;
        this.slabs = slabs;
        this.hashing = hashing;
        this.random = random;
    }

    /** Whether commands are to be told; false again when the time is up, as soon as anybody asks. */
    public boolean isCounting() {
        return counting && !endIfOver();
    }

    /** Begins; what was counted before is forgotten. {@code before}: what the process has used until now. */
    public void start(Options options, CpuTime before) {
        reset();
        round = new Round(
                options,
                new TopKeys(slabs, hashing, options.keys() * COUNTERS_PER_KEY),
                new TopKeys(slabs, hashing, options.keys() * COUNTERS_PER_KEY),
                before,
                clock.unixMillis());
        counting = true;
    }

    /** Ends; false if nothing was counted. */
    public boolean stop() {
        boolean wasCounting = isCounting();
        if (wasCounting) {
            end(clock.unixMillis());
        }
        return wasCounting;
    }

    /** Forgets what was counted. */
    public void reset() {
        Round last = round;
        if (last != null) {
            last.times.close();
            last.traffic.close();
        }
        round = null;
        counting = false;
    }

    /** A command with keys has run. Returns whether it is one of those whose keys are to be told. */
    public boolean ran(long nanos, long bytes) {
        Round now = round;
        if (now == null) {
            return false;
        }
        now.nanos += nanos;
        now.bytes += bytes;
        return now.options.ratio() == 1 || random.nextInt(now.options.ratio()) == 0;
    }

    /** What a command that was chosen cost a key. */
    public void cost(ByteView key, long nanos, long bytes) {
        Round now = round;
        if (now == null) {
            return;
        }
        if (now.options.time()) {
            now.times.add(key, nanos);
        }
        if (now.options.traffic()) {
            now.traffic.add(key, bytes);
        }
    }

    /** Time that the counting itself took. */
    public void tookItself(long nanos) {
        Round now = round;
        if (now != null) {
            now.ownNanos += nanos;
        }
    }

    /** What was counted; null if nothing was. */
    public @Nullable Report report() {
        boolean isCounting = isCounting();
        Round last = round;
        if (last == null) {
            return null;
        }
        int most = last.options.keys();
        return new Report(
                isCounting,
                last.options,
                last.startMillis,
                isCounting ? clock.unixMillis() - last.startMillis : last.millis,
                last.nanos / NANOS_PER_MICRO,
                last.bytes,
                last.traffic.total(),
                last.before,
                costs(last.times.largest(most), NANOS_PER_MICRO),
                costs(last.traffic.largest(most), 1));
    }

    /** Memory of what was counted. */
    public long bytes() {
        Round last = round;
        return last == null ? 0 : last.times.bytes() + last.traffic.bytes();
    }

    /** Nanoseconds that the counting itself took. */
    public long ownNanos() {
        Round last = round;
        return last == null ? 0 : last.ownNanos;
    }

    @Override
    public void close() {
        reset();
    }

    private boolean endIfOver() {
        Round now = round;
        if (now == null || now.options.millis() == 0) {
            return false;
        }
        long end = now.startMillis + now.options.millis();
        if (clock.unixMillis() < end) {
            return false;
        }
        end(end);
        return true;
    }

    private void end(long atMillis) {
        counting = false;
        Round now = round;
        if (now != null) {
            now.millis = atMillis - now.startMillis;
        }
    }

    private static List<KeyCost> costs(List<KeyCost> sums, long unit) {
        List<KeyCost> costs = new ArrayList<>(sums.size());
        for (KeyCost sum : sums) {
            if (sum.amount() >= unit) {
                costs.add(new KeyCost(sum.key(), sum.amount() / unit));
            }
        }
        return costs;
    }
}
