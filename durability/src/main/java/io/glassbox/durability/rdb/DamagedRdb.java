package io.glassbox.durability.rdb;

/** Bytes that are not what their format says, or that this server has no use for. The message says what was found. */
public final class DamagedRdb extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DamagedRdb(String message) {
        super(message, null, false, false);
    }

    /** What was found, as the end of a sentence about the bytes. */
    public String finding() {
        String message = getMessage();
        return message == null ? "is damaged" : message;
    }
}
