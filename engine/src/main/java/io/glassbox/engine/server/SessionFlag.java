package io.glassbox.engine.server;

/** What a session is in the middle of, with the letter by which CLIENT LIST shows it. */
public enum SessionFlag {
    BLOCKED('b'),
    DIRTY_CAS('d'),
    CLOSE_AFTER_REPLY('c'),
    UNBLOCKED('u'),
    CLOSE_ASAP('A'),
    UNIX_SOCKET('U'),
    READONLY('r'),
    MULTI('x'),
    MONITOR('O'),
    PUBSUB('P'),
    TRACKING('t'),
    NO_EVICT('e'),
    NO_TOUCH('T'),
    /** An error while queueing: EXEC will refuse. */
    DIRTY_EXEC('\0'),
    /** Runs the commands of a script, of EXEC, or of a file being loaded. */
    SCRIPT('\0'),
    /** Its reply must wait: CLIENT PAUSE. */
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
