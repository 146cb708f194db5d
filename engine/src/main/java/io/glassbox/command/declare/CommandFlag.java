package io.glassbox.command.declare;

import java.util.Locale;

/** What a command is like, as COMMAND INFO prints it and as the gates read it. */
public enum CommandFlag {
    WRITE,
    READONLY,
    DENYOOM,
    MODULE,
    ADMIN,
    PUBSUB,
    NOSCRIPT,
    BLOCKING,
    LOADING,
    STALE,
    SKIP_MONITOR,
    SKIP_SLOWLOG,
    ASKING,
    FAST,
    NO_AUTH,
    /** Replicas may get to know of it though it changes no key that clients see: held back with writes. */
    MAY_REPLICATE,
    NO_MANDATORY_KEYS,
    PROTECTED,
    SENTINEL,
    ONLY_SENTINEL,
    NO_ASYNC_LOADING,
    NO_MULTI,
    MOVABLEKEYS,
    ALLOW_BUSY,
    TOUCHES_ARBITRARY_KEYS,
    /** Runs a program that runs further commands. */
    SCRIPT_RUNNER;

    /** The bit of this flag in {@link Command#flags()}. */
    public long bit() {
        return 1L << ordinal();
    }

    /** Whether clients may know: what the server alone goes by stays out of COMMAND INFO. */
    public boolean isPrinted() {
        return this != MAY_REPLICATE && this != PROTECTED;
    }

    public String printedName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
