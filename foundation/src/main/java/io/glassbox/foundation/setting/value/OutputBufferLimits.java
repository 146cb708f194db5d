package io.glassbox.foundation.setting.value;

/** The value of {@code client-output-buffer-limit}: what may wait for a client, by the class of the client. */
public record OutputBufferLimits(Limit normal, Limit replica, Limit pubsub) {
    /**
     * A connection is closed when more than {@code hardBytes} wait for it, or more than {@code softBytes} for
     * {@code softSeconds} on end; 0 bytes is no limit.
     */
    public record Limit(long hardBytes, long softBytes, int softSeconds) {}
}
