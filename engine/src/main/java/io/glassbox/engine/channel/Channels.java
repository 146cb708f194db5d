package io.glassbox.engine.channel;

import io.glassbox.network.protocol.ReplyChunks;
import io.glassbox.structure.hash.ByteMap;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.GlobPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one server: who listens, and the delivery of what is published. A channel exists while it has subscribers.
 *
 * <p>Publishing is O(subscribers + patterns), allocates nothing, and encodes the message once, however many take it.
 */
public final class Channels implements AutoCloseable {
    private final ByteMap<Channel> channels;
    private final ByteMap<Channel> patterns;
    private final ByteMap<Channel> shardChannels;
    private final Message message;
    /** All patterns, for going over them without an iterator; null when it has to be made again. */
    private Channel @Nullable [] patternList;

    public Channels(Slabs slabs, ReplyChunks chunks) {
        this.channels = new ByteMap<>(slabs);
        this.patterns = new ByteMap<>(slabs);
        this.shardChannels = new ByteMap<>(slabs);
        this.message = new Message(chunks);
    }

    /** Returns false if the subscription exists already. */
    public boolean subscribe(Subscriptions subscriptions, ChannelKind kind, ByteView name) {
        patternList = null;
        return subscriptions.join(kind, of(kind).getOrAdd(name, Channel::new));
    }

    /** Returns false if there was no such subscription. {@code name} is no longer valid if it came from a subscription. */
    public boolean unsubscribe(Subscriptions subscriptions, ChannelKind kind, ByteView name) {
        Channel channel = of(kind).get(name);
        if (channel == null || !subscriptions.leave(kind, channel)) {
            return false;
        }
        if (channel.size() == 0) {
            patternList = null;
            of(kind).remove(channel.name);
        }
        return true;
    }

    /** Ends all subscriptions of one subscriber. */
    public void unsubscribeAll(Subscriptions subscriptions) {
        for (ChannelKind kind : ChannelKind.values()) {
            ByteView name = subscriptions.oldest(kind);
            while (name != null) {
                unsubscribe(subscriptions, kind, name);
                name = subscriptions.oldest(kind);
            }
        }
    }

    /** Delivers to the subscribers of the channel and then to those of matching patterns; returns to how many. */
    public int publish(ByteView channel, ByteView payload) {
        int receivers = deliver(channels.get(channel), ChannelKind.CHANNEL, channel, payload);
        return patterns.isEmpty() ? receivers : receivers + publishToPatterns(channel, payload);
    }

    /** Delivers to the subscribers of a shard channel; returns to how many. */
    public int publishToShard(ByteView channel, ByteView payload) {
        return deliver(shardChannels.get(channel), ChannelKind.SHARD, channel, payload);
    }

    /** Whether anybody might receive what is published to a channel. */
    public boolean hasSubscribers() {
        return !channels.isEmpty() || !patterns.isEmpty();
    }

    /** Different names that somebody is subscribed to. */
    public int count(ChannelKind kind) {
        return of(kind).size();
    }

    /** Subscribers of exactly this name. */
    public int subscribers(ChannelKind kind, ByteView name) {
        Channel channel = of(kind).get(name);
        return channel == null ? 0 : channel.size();
    }

    /** All names that somebody is subscribed to, oldest first. The views are valid for the call. */
    public void forEach(ChannelKind kind, Consumer<ByteView> action) {
        of(kind).forEach((name, channel) -> action.accept(name));
    }

    /** Frees what is left: subscribers that were not asked to leave. */
    @Override
    public void close() {
        channels.close();
        patterns.close();
        shardChannels.close();
    }

    private int deliver(@Nullable Channel channel, ChannelKind kind, ByteView name, ByteView payload) {
        if (channel == null) {
            return 0;
        }
        message.begin(kind, name, payload);
        int receivers = channel.deliver(message);
        message.end();
        return receivers;
    }

    private int publishToPatterns(ByteView channel, ByteView payload) {
        int receivers = 0;
        for (Channel pattern : patternList()) {
            if (GlobPattern.matches(pattern.name, channel, false)) {
                message.beginMatched(pattern.name, channel, payload);
                receivers += pattern.deliver(message);
                message.end();
            }
        }
        return receivers;
    }

    private Channel[] patternList() {
        Channel[] list = patternList;
        if (list == null) {
            List<Channel> all = new ArrayList<>(patterns.size());
            patterns.forEach((name, pattern) -> all.add(pattern));
            list = all.toArray(Channel[]::new);
            patternList = list;
        }
        return list;
    }

    private ByteMap<Channel> of(ChannelKind kind) {
        return switch (kind) {
            case CHANNEL -> channels;
            case PATTERN -> patterns;
            case SHARD -> shardChannels;
        };
    }
}
