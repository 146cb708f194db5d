package io.glassbox.engine.channel;

import org.jspecify.annotations.Nullable;

/** One subscriber of one channel: a link of the channel's list, so that leaving takes O(1). */
final class Membership {
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
}
