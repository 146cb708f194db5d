package io.glassbox.durability.rdb;

/**
 * Bytes that are not what their format says, or that this server has no use for. The message says what was found; the reason is what
 * Redis says of it, where it has words of its own.
 */
public final class DamagedRdb extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final boolean isEnd;

    public DamagedRdb(String message) {
        this(message, "");
    }

    public DamagedRdb(String message, String reason) {
        this(message, reason, false);
    }

    private DamagedRdb(String message, String reason, boolean isEnd) {
        super(message, null, false, false);
        this.reason = reason;
        this.isEnd = isEnd;
    }

    /** The bytes end too soon. */
    static DamagedRdb atEnd(String message) {
        return new DamagedRdb(message, "", true);
    }

    /** The same damage, found within something of which there is more to say. */
    DamagedRdb within(String what, String itsReason) {
        return new DamagedRdb(finding() + ": " + what, reason.isEmpty() ? itsReason : reason, isEnd);
    }

    /** What was found, as the end of a sentence about the bytes. */
    public String finding() {
        String message = getMessage();
        return message == null ? "is damaged" : message;
    }

    /** What Redis's log says of it; empty if it says nothing in particular. */
    public String reason() {
        return reason;
    }

    /** Whether all is well but for the end, which comes too soon. */
    public boolean isEnd() {
        return isEnd;
    }
}
