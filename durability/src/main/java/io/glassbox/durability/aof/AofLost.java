package io.glassbox.durability.aof;

/** A write can be made durable no more, though the settings promise that every one is: the server must not go on. */
public final class AofLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AofLost(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
