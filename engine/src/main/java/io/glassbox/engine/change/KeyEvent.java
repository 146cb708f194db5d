package io.glassbox.engine.change;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What happened to a key: the class and the name that subscribers of keyspace events see. */
public enum KeyEvent {
    SET(EventClass.STRING),
    SETRANGE(EventClass.STRING),
    SETBIT(EventClass.STRING),
    APPEND(EventClass.STRING),
    INCRBY(EventClass.STRING),
    INCRBYFLOAT(EventClass.STRING),
    PFADD(EventClass.STRING),
    DEL(EventClass.GENERIC),
    EXPIRE(EventClass.GENERIC),
    PERSIST(EventClass.GENERIC),
    RENAME_FROM(EventClass.GENERIC),
    RENAME_TO(EventClass.GENERIC),
    MOVE_FROM(EventClass.GENERIC),
    MOVE_TO(EventClass.GENERIC),
    COPY_TO(EventClass.GENERIC),
    RESTORE(EventClass.GENERIC),
    EXPIRED(EventClass.EXPIRED),
    EVICTED(EventClass.EVICTED),
    NEW(EventClass.NEW_KEY),
    KEYMISS(EventClass.KEY_MISS),
    OVERWRITTEN(EventClass.OVERWRITTEN),
    TYPE_CHANGED(EventClass.TYPE_CHANGED);

    private final EventClass eventClass;

    @SuppressWarnings("ImmutableEnumChecker") // shared and read only, by the contract of printedName()
    private final byte[] printedName;

    KeyEvent(EventClass eventClass) {
        this.eventClass = eventClass;
        this.printedName = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }

    public EventClass eventClass() {
        return eventClass;
    }

    /** The name in lower case; shared, not to be written to. */
    public byte[] printedName() {
        return printedName;
    }
}
