package io.glassbox.engine.server;

/** What a session is in the middle of, in the order and with the letters in which CLIENT LIST shows it. */
public enum SessionFlag {
    MONITOR('O'),
    PUBSUB('P'),
    MULTI('x'),
    BLOCKED('b'),
    /** As {@link Session#tracking} tells, like the two that follow. */
    TRACKING('t'),
    /** The client that was to be told of changed keys in its place is gone. */
    TRACKING_BROKEN('R'),
    TRACKING_BROADCAST('B'),
    /** A watched key changed: EXEC will run nothing. */
    DIRTY_CAS('d'),
    CLOSE_AFTER_REPLY('c'),
    UNBLOCKED('u'),
    CLOSE_ASAP('A'),
    UNIX_SOCKET('U'),
    READONLY('r'),
    NO_EVICT('e'),
    NO_TOUCH('T'),
    /** An error while queueing: EXEC will refuse. */
    DIRTY_EXEC('\0'),
    /** Runs the commands of a script or of a file being loaded. */
    SCRIPT('\0'),
    /** Runs EXEC or a script, where nothing may wait. */
    NEVER_BLOCKS('\0'),
    /** Its request waits for the end of a pause. */
    POSTPONED('\0');

    private final char letter;

    SessionFlag(char letter) {
        this.letter = letter;
    }

    /** 0 for what is not shown. */
    public char letter() {
        return letter;
    }

    int bit() {
        return 1 << ordinal();
    }
}
