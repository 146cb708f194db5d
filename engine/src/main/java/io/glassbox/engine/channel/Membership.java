package io.glassbox.engine.channel;

import org.jspecify.annotations.Nullable;

/** One subscriber of one channel: a link of the channel's list, so that leaving takes O(1). */
final class Membership {
    /** About what a membership takes on the heap, its places in the lists of channel and subscriber included. */
    private static final long OBJECT_BYTES = 128;

    final Channel channel;
    final Subscriber subscriber;

    @Nullable
    Membership previous;

    @Nullable
    Membership next;

    Membership(Channel channel, Subscriber subscriber) {
        this.channel = channel;
        this.subscriber = subscriber;
    }

    /** What is kept for it. All subscribers keep the name of their channel: it stays as long as one of them does. */
    long bytes() {
        return OBJECT_BYTES + channel.name.length();
    }
}
