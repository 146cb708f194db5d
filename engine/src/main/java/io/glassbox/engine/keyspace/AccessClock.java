package io.glassbox.engine.keyspace;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.entry.Entry;
import io.glassbox.foundation.random.RandomSource;

/**
 * How recently or how often keys are used, in the 24 bits that every entry has for it.
 *
 * <p>LRU and LRM: the low 24 bits of unix seconds. LFU: 16 bits of minutes since the counter was last decayed, and an 8-bit
 * counter that grows with the logarithm of the accesses and loses one step per decay period.
 */
public final class AccessClock {
    private static final int CLOCK_MASK = 0xFF_FFFF;
    private static final int LFU_INITIAL = 5;
    private static final int LFU_MOST = 255;

    private final CommandClock clock;
    private final RandomSource random;
    private boolean frequency;
    private boolean onlyModifications;
    private boolean guidesEviction;
    private int logFactor = 10;
    private int decayMinutes = 1;

    AccessClock(CommandClock clock, RandomSource random) {
        this.clock = clock;
        this.random = random;
    }

    /** Which of the meanings the 24 bits have from now on; values written before are read in the new meaning. */
    public void measure(boolean byFrequency, boolean byModification) {
        frequency = byFrequency;
        onlyModifications = byModification;
    }

    public void tuneFrequency(int factor, int minutes) {
        logFactor = factor;
        decayMinutes = minutes;
    }

    /** Whether the bits count accesses rather than tell the time of the last one. */
    public boolean isFrequency() {
        return frequency;
    }

    /** Whether eviction goes by these bits. */
    public void guideEviction(boolean on) {
        guidesEviction = on;
    }

    /** Whether a value has bits of its own that matter; if so, Redis shares no small integers between keys. */
    public boolean isGuidingEviction() {
        return guidesEviction;
    }

    void created(long entry) {
        Entry.putAccessClock(entry, frequency ? minutes() << 8 | LFU_INITIAL : seconds());
    }

    void read(long entry) {
        if (!onlyModifications) {
            touch(entry);
        }
    }

    void touch(long entry) {
        int old = Entry.accessClock(entry);
        int now = frequency ? minutes() << 8 | incremented(decayed(old)) : seconds();
        if (now != old) {
            Entry.putAccessClock(entry, now);
        }
    }

    /** Seconds since the entry was last used; meaningful unless {@link #isFrequency}. */
    public long idleSeconds(long entry) {
        return ((long) seconds() - Entry.accessClock(entry)) & CLOCK_MASK;
    }

    /** The frequency counter as it stands now, 0 to 255; meaningful if {@link #isFrequency}. */
    public int frequency(long entry) {
        return decayed(Entry.accessClock(entry));
    }

    /** Pretends that the entry was last used this long ago: RESTORE with IDLETIME. */
    public void setIdleSeconds(long entry, long idle) {
        Entry.putAccessClock(entry, (int) (clock.unixSeconds() - idle) & CLOCK_MASK);
    }

    /** Sets the frequency counter: RESTORE with FREQ. */
    public void setFrequency(long entry, int counter) {
        Entry.putAccessClock(entry, minutes() << 8 | counter);
    }

    private int seconds() {
        return (int) clock.unixSeconds() & CLOCK_MASK;
    }

    private int minutes() {
        return (int) (clock.unixSeconds() / 60) & 0xFFFF;
    }

    private int decayed(int bits) {
        int counter = bits & 0xFF;
        if (decayMinutes == 0) {
            return counter;
        }
        int elapsed = minutes() - (bits >>> 8) & 0xFFFF;
        return Math.max(0, counter - elapsed / decayMinutes);
    }

    private int incremented(int counter) {
        if (counter == LFU_MOST) {
            return counter;
        }
        double base = Math.max(0, counter - LFU_INITIAL);
        double probability = 1.0 / (base * logFactor + 1);
        return random.nextInt(1 << 24) < probability * (1 << 24) ? counter + 1 : counter;
    }
}
