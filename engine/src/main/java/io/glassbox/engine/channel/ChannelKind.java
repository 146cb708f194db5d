package io.glassbox.engine.channel;

/** What can be subscribed to. The three have separate name spaces. */
public enum ChannelKind {
    /** The messages of one channel. */
    CHANNEL,
    /** Those of all channels whose names match a pattern. */
    PATTERN,
    /** The messages of one channel of the shard; in a cluster it lives where a key of its name would. */
    SHARD
}
