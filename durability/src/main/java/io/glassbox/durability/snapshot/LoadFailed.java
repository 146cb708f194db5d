package io.glassbox.durability.snapshot;

/** The data could not be loaded: a server that has begun with it must not go on. The message says which file, where and why. */
public final class LoadFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isOfSnapshot;

    public LoadFailed(String message) {
        this(message, false);
    }

    private LoadFailed(String message, boolean isOfSnapshot) {
        super(message, null, false, false);
        this.isOfSnapshot = isOfSnapshot;
    }

    static LoadFailed ofSnapshot(String message) {
        return new LoadFailed(message, true);
    }

    /** Whether it is an RDB file that could not be loaded. */
    public boolean isOfSnapshot() {
        return isOfSnapshot;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
