package io.glassbox.engine.channel;

import io.glassbox.structure.memory.ByteView;
import org.jspecify.annotations.Nullable;

/** A channel or pattern that somebody is subscribed to, with its subscribers in the order in which they came. */
final class Channel {
    /** Valid as long as the channel is in its registry. */
    final ByteView name;

    private @Nullable Membership first;
    private @Nullable Membership last;
    private int size;

    Channel(ByteView name) {
        this.name = name;
    }

    int size() {
        return size;
    }

    Membership join(Subscriber subscriber) {
        Membership membership = new Membership(this, subscriber);
        Membership tail = last;
        if (tail == null) {
            first = membership;
        } else {
            tail.next = membership;
            membership.previous = tail;
        }
        last = membership;
        size++;
        return membership;
    }

    void leave(Membership membership) {
        Membership before = membership.previous;
        Membership after = membership.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        size--;
    }

    /** Delivers a message to every subscriber; returns to how many. */
    int deliver(Message message) {
        for (Membership membership = first; membership != null; membership = membership.next) {
            Subscriber subscriber = membership.subscriber;
            subscriber.deliver(message.framed(subscriber.isResp3()));
        }
        return size;
    }
}
