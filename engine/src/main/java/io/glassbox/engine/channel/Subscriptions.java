package io.glassbox.engine.channel;

import io.glassbox.structure.memory.ByteView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one subscriber is subscribed to. Changed through {@link Channels} alone. */
public final class Subscriptions {
    private final Subscriber subscriber;
    private @Nullable Map<Channel, Membership> channels;
    private @Nullable Map<Channel, Membership> patterns;
    private @Nullable Map<Channel, Membership> shardChannels;

    public Subscriptions(Subscriber subscriber) {
        this.subscriber = subscriber;
    }

    public int count(ChannelKind kind) {
        Map<Channel, Membership> memberships = of(kind);
        return memberships == null ? 0 : memberships.size();
    }

    /** Channels and patterns, or shard channels alone: what the confirmation of a subscription of this kind tells. */
    public int countWith(ChannelKind kind) {
        return kind == ChannelKind.SHARD
                ? count(ChannelKind.SHARD)
                : count(ChannelKind.CHANNEL) + count(ChannelKind.PATTERN);
    }

    public boolean isEmpty() {
        return countWith(ChannelKind.CHANNEL) + count(ChannelKind.SHARD) == 0;
    }

    /** The name of the oldest subscription of this kind, valid until it ends; null if there is none. */
    public @Nullable ByteView oldest(ChannelKind kind) {
        Map<Channel, Membership> memberships = of(kind);
        return memberships == null || memberships.isEmpty()
                ? null
                : memberships.keySet().iterator().next().name;
    }

    /** Whether the condition holds for the names of all subscriptions of this kind. */
    public boolean allMatch(ChannelKind kind, Predicate<ByteView> condition) {
        Map<Channel, Membership> memberships = of(kind);
        return memberships == null || memberships.keySet().stream().allMatch(channel -> condition.test(channel.name));
    }

    /** False if it was a member already. */
    boolean join(ChannelKind kind, Channel channel) {
        Map<Channel, Membership> memberships = of(kind);
        if (memberships == null) {
            memberships = new LinkedHashMap<>();
            switch (kind) {
                case CHANNEL -> channels = memberships;
                case PATTERN -> patterns = memberships;
                case SHARD -> shardChannels = memberships;
            }
        }
        if (memberships.containsKey(channel)) {
            return false;
        }
        Membership membership = channel.join(subscriber);
        memberships.put(channel, membership);
        subscriber.keep(membership.bytes());
        return true;
    }

    /** False if it was no member. */
    boolean leave(ChannelKind kind, Channel channel) {
        Map<Channel, Membership> memberships = of(kind);
        Membership membership = memberships == null ? null : memberships.remove(channel);
        if (membership == null) {
            return false;
        }
        channel.leave(membership);
        subscriber.keep(-membership.bytes());
        return true;
    }

    private @Nullable Map<Channel, Membership> of(ChannelKind kind) {
        return switch (kind) {
            case CHANNEL -> channels;
            case PATTERN -> patterns;
            case SHARD -> shardChannels;
        };
    }
}
