package io.glassbox.tools.check;

import io.glassbox.foundation.time.Clock;
import java.io.PrintStream;

/** A bar for whoever watches, redrawn a few times a second, gone when the work is done. */
final class Progress {
    private static final long NANOS_BETWEEN = 100_000_000;

    /** Steps between two looks at the clock. */
    private static final int STEPS = 64;

    private static final int WIDTH = 40;

    private final PrintStream errors;
    private final boolean isWatched;
    private final Clock clock;
    private final long startedNanos;
    private long drawnNanos;
    private boolean isDrawn;
    private int steps;

    Progress(Surroundings surroundings) {
        this.errors = surroundings.errors();
        this.isWatched = surroundings.isWatched();
        this.clock = surroundings.clock();
        this.startedNanos = clock.nanos();
        this.drawnNanos = startedNanos;
    }

    /** So many bytes of so many are done. */
    void at(long done, long total) {
        if (!isWatched || ++steps % STEPS != 0 || clock.nanos() - drawnNanos < NANOS_BETWEEN) {
            return;
        }
        drawnNanos = clock.nanos();
        isDrawn = true;
        double part = total <= 0 ? 1 : Math.min(1, (double) done / total);
        int full = (int) (WIDTH * part);
        double seconds = Math.max(1, drawnNanos - startedNanos) / 1e9;
        errors.printf(
                "\r[%s%s] %3d %%, %.0f MB/s",
                "#".repeat(full), "-".repeat(WIDTH - full), (int) (100 * part), done / seconds / 1e6);
        errors.flush();
    }

    /** Takes the bar away, so that something else can be printed. */
    void clear() {
        if (isDrawn) {
            errors.print("\r" + " ".repeat(WIDTH + 24) + "\r");
            errors.flush();
            isDrawn = false;
        }
    }
}
