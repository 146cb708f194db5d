package io.glassbox.durability.snapshot;

/** The data could not be loaded: a server that has begun with it must not go on. The message says which file, where and why. */
public final class LoadFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadFailed(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
