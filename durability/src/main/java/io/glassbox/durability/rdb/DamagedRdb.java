package io.glassbox.durability.rdb;

/**
 * Bytes that are not what their format says, or that this server has no use for. The message says what was found; the reason is what
 * Redis says of it, where it has words of its own.
 */
public final class DamagedRdb extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Where the damage is. */
    public enum Place {
        /** Within something that is read as a whole. */
        PIECE,
        /** Between such pieces. */
        FILE,
        /** All is well but for the end, which comes too soon. */
        END
    }

    private final String reason;
    private final Place place;

    public DamagedRdb(String message) {
        this(message, "");
    }

    public DamagedRdb(String message, String reason) {
        this(message, reason, Place.PIECE);
    }

    private DamagedRdb(String message, String reason, Place place) {
        super(message, null, false, false);
        this.reason = reason;
        this.place = place;
    }

    static DamagedRdb ofFile(String message, String reason) {
        return new DamagedRdb(message, reason, Place.FILE);
    }

    /** The bytes end too soon. */
    static DamagedRdb atEnd(String message) {
        return new DamagedRdb(message, "", Place.END);
    }

    /** The same damage, found within something of which there is more to say. */
    DamagedRdb within(String what, String itsReason) {
        return new DamagedRdb(finding() + ": " + what, reason.isEmpty() ? itsReason : reason, place);
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

    public Place place() {
        return place;
    }

    boolean isEnd() {
        return place == Place.END;
    }
}
