package io.glassbox.durability.rdb;

/** What an RDB file says of a key apart from its value. One object is told anew for each key. */
public final class KeyFacts {
    private static final long NONE = -1;

    private long due;
    private long idleSeconds;
    private int frequency;

    KeyFacts() {
        forget();
    }

    void forget() {
        due = NONE;
        idleSeconds = NONE;
        frequency = (int) NONE;
    }

    void putDue(long millis) {
        due = millis;
    }

    void putIdleSeconds(long seconds) {
        idleSeconds = seconds;
    }

    void putFrequency(int logarithmic) {
        frequency = logarithmic;
    }

    public boolean hasDue() {
        return due != NONE;
    }

    /** When its time is over, in unix milliseconds; if it {@link #hasDue}. */
    public long due() {
        return due;
    }

    /** Whether it is said how long the key was not used. */
    public boolean hasIdleSeconds() {
        return idleSeconds != NONE;
    }

    public long idleSeconds() {
        return idleSeconds;
    }

    /** Whether it is said how often the key is used. */
    public boolean hasFrequency() {
        return frequency != NONE;
    }

    public int frequency() {
        return frequency;
    }
}
