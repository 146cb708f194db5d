package io.glassbox.engine.defragmentation;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.statistics.DefragmentationFigures;
import io.glassbox.engine.statistics.LatencyMonitor;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.catalogue.MemorySettings;
import io.glassbox.structure.memory.Slabs;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the data is moved together, and how much of the processor that may take: {@code activedefrag} and the settings beside
 * it. Between commands it takes slices of half a millisecond, as far apart as its share says.
 *
 * <p>It keeps still while anybody else walks over entries by their addresses: a snapshot, the values lent to it, a file that is loaded.
 * What cannot be moved (see the documentation) would have it begin again and again for nothing; so a pass that has won little is not
 * repeated before there is more to win than it left.
 */
public final class ActiveDefragmentation implements AutoCloseable {
    private static final long SLICE_NANOS = 500_000;

    private final Databases databases;
    private final Slabs slabs;
    private final CommandClock clock;
    private final LatencyMonitor latency;
    private final Settings settings;
    private final Log log;
    private final BooleanSupplier othersWalk;
    private final DefragmentationFigures figures;
    private @Nullable DefragmentationPass pass;
    private long freeAtStart;
    private long passStartNanos;
    private long hitsAtStart;
    private long nextSliceNanos;

    /** Free bytes up to which another pass would be in vain. */
    private long hopelessBytes;

    /** {@code othersWalk}: whether somebody else keeps addresses of entries from turn to turn. */
    public ActiveDefragmentation(Databases databases, Settings settings, Log log, BooleanSupplier othersWalk) {
        this.databases = databases;
        this.slabs = databases.slabs();
        this.clock = databases.clock();
        this.latency = databases.latency();
        this.settings = settings;
        this.log = log;
        this.othersWalk = othersWalk;
        this.figures = new DefragmentationFigures(clock);
    }

    public DefragmentationFigures figures() {
        return figures;
    }

    /** A few times a second: begins if there is enough to win, and takes a larger share if there is more. */
    public void cron() {
        if (!settings.get(MemorySettings.ACTIVEDEFRAG)) {
            stop();
            hopelessBytes = 0;
            return;
        }
        long free = slabs.freeBlockBytes();
        hopelessBytes = Math.min(hopelessBytes, free + free / DefragmentationPass.WORTHWHILE_DIVISOR);
        if (pass != null || isWorthBeginning(free)) {
            figures.runs(Math.max(figures.percent(), shareFor(free)));
            if (pass == null) {
                begin(free);
            }
        }
    }

    private boolean isWorthBeginning(long free) {
        return free >= settings.get(MemorySettings.ACTIVE_DEFRAG_IGNORE_BYTES)
                && free > hopelessBytes
                && wastePercent(free) >= settings.get(MemorySettings.ACTIVE_DEFRAG_THRESHOLD_LOWER)
                && !mustKeepStill();
    }

    private double wastePercent(long free) {
        return free * 100.0 / Math.max(1, slabs.usedBytes());
    }

    /** From the least at the lower threshold to the most at the upper one. */
    private int shareFor(long free) {
        int lower = settings.get(MemorySettings.ACTIVE_DEFRAG_THRESHOLD_LOWER);
        int upper = settings.get(MemorySettings.ACTIVE_DEFRAG_THRESHOLD_UPPER);
        int least = settings.get(MemorySettings.ACTIVE_DEFRAG_CYCLE_MIN);
        int most = settings.get(MemorySettings.ACTIVE_DEFRAG_CYCLE_MAX);
        double excess = wastePercent(free) - lower;
        double share = upper <= lower ? most : least + excess * (most - least) / (upper - lower);
        return (int) Math.clamp(share, Math.min(least, most), Math.max(least, most));
    }

    private void begin(long free) {
        freeAtStart = free;
        passStartNanos = clock.nanosNow();
        hitsAtStart = figures.hits();
        nextSliceNanos = passStartNanos;
        pass = new DefragmentationPass(databases, figures, settings.get(MemorySettings.ACTIVE_DEFRAG_MAX_SCAN_FIELDS));
        log.verbose(() -> "Starting active defrag, frag=" + Math.round(wastePercent(free)) + "%, frag_bytes=" + free
                + ", cpu=" + figures.percent() + "%");
    }

    /** When {@link #goOn} wants to be called next, in nanoseconds of the monotonic clock; {@link Long#MAX_VALUE} if not soon. */
    public long nextSlice() {
        return pass == null || mustKeepStill() ? Long.MAX_VALUE : nextSliceNanos;
    }

    /** Once a turn: takes a slice if it is time for one. */
    public void goOn() {
        DefragmentationPass current = pass;
        if (current == null || clock.nanos() - nextSliceNanos < 0 || mustKeepStill()) {
            return;
        }
        long beginning = latency.begins();
        long start = clock.nanosNow();
        long now = start;
        boolean hasMore = true;
        while (hasMore && now - start < SLICE_NANOS) {
            hasMore = current.step();
            now = clock.nanosNow();
        }
        latency.ends("active-defrag-cycle", beginning);
        nextSliceNanos = now + (now - start) * (100 - figures.percent()) / figures.percent();
        if (!hasMore) {
            end();
        }
    }

    private void end() {
        long free = slabs.freeBlockBytes();
        log.verbose(() -> "Active defrag done in " + (clock.nanosNow() - passStartNanos) / 1_000_000
                + "ms, reallocated=" + (figures.hits() - hitsAtStart) + ", frag=" + Math.round(wastePercent(free))
                + "%, frag_bytes=" + free);
        boolean hasWonLittle = freeAtStart - free < freeAtStart / DefragmentationPass.WORTHWHILE_DIVISOR;
        hopelessBytes = hasWonLittle ? free + free / DefragmentationPass.WORTHWHILE_DIVISOR : 0;
        boolean goesOn = isWorthBeginning(free);
        dropPass();
        figures.runs(goesOn ? shareFor(free) : 0);
        if (goesOn) {
            begin(free);
        }
    }

    private boolean mustKeepStill() {
        return databases.guard().isActive() || othersWalk.getAsBoolean();
    }

    private void stop() {
        if (pass != null) {
            dropPass();
            figures.runs(0);
        }
    }

    private void dropPass() {
        if (pass != null) {
            pass.close();
            pass = null;
        }
    }

    @Override
    public void close() {
        dropPass();
    }
}
