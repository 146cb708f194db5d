package io.glassbox.command.declare;

/** What a command does with the channels among its arguments, for the rules on channels. */
public enum ChannelUse {
    NONE,
    /** Sends to the channel that its first argument names. */
    PUBLISHES,
    /** Listens to the channels that all of its arguments name. */
    SUBSCRIBES,
    /** Listens to the channels that match the patterns that all of its arguments are. */
    SUBSCRIBES_TO_PATTERNS
}
