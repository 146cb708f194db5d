package io.glassbox.commands.stream;

import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.Group;
import io.glassbox.structure.stream.Pending;
import io.glassbox.structure.stream.PendingList;
import io.glassbox.structure.stream.StreamId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one call of XREADGROUP gives to its consumer from one stream. */
final class GroupDelivery {
    private final StreamReply replies;
    private final ReadBudget budget;
    private final GroupConsumer consumer;
    private final StreamId id = new StreamId();
    private final StreamId end = new StreamId().setGreatest();
    private @Nullable Keyspace keys;
    private @Nullable StreamValue stream;
    private long group;
    private boolean isUnacknowledged;
    private boolean hasClaimed;

    GroupDelivery(StreamReply replies, ReadBudget budget) {
        this.replies = replies;
        this.budget = budget;
        this.consumer = new GroupConsumer(replies);
    }

    /** Begins with a stream that is opened for writing and has a group of this name. */
    void begin(
            Keyspace newKeys,
            StreamValue newStream,
            ByteView key,
            ByteView groupName,
            ByteView consumerName,
            boolean unacknowledged) {
        keys = newKeys;
        stream = newStream;
        group = newStream.groups().find(groupName);
        isUnacknowledged = unacknowledged;
        hasClaimed = false;
        consumer.begin(newKeys, newStream, group, key, groupName, consumerName);
    }

    /** Whether there are new entries that fit the limits, or pending ones that have been idle for so long. */
    boolean hasAny(long leastIdle) {
        if (leastIdle != ReadOptions.NONE && idlePending(leastIdle) != 0) {
            return true;
        }
        Group.lastId(group, id);
        return id.increment()
                && stream().seek(id, end, false)
                && budget.fits(stream().entry());
    }

    /** Milliseconds until a pending entry, or one that is delivered right now, will have been idle for so long. */
    long millisUntilIdle(long leastIdle) {
        PendingList pending = stream().groups().pending(group);
        long oldest = pending.oldest();
        if (oldest == 0) {
            return leastIdle;
        }
        long idle = keys().clock().unixMillis() - Pending.delivered(oldest);
        return leastIdle - Math.clamp(idle, 0, leastIdle);
    }

    /** Entries delivered so far. */
    long count() {
        return budget.ofStream();
    }

    /** Tells of a consumer that was created and of which nothing else tells. */
    void end() {
        if (consumer.isCreated() && !hasClaimed) {
            consumer.tellCreated();
        }
    }

    /** Delivers new entries; {@code withAges} adds the time and the number of deliveries, none of which they have. */
    void deliver(ReplyWriter reply, boolean withAges) {
        Group.lastId(group, id);
        if (!id.increment() || budget.isUsedUp() || !stream().seek(id, end, false)) {
            return;
        }
        long taker = consumer.get();
        PendingList pending = stream().groups().pending(group);
        long before = budget.ofStream();
        boolean more = true;
        while (more && budget.take(stream().entry())) {
            id.set(stream().entry().id());
            stream().advance(group, id);
            reply.array(withAges ? 4 : 2);
            replies.id(reply, id);
            replies.fields(reply, stream().entry());
            if (withAges) {
                reply.integer(0);
                reply.integer(0);
            }
            if (!isUnacknowledged) {
                own(pending, taker);
            }
            more = !budget.isUsedUp() && stream().next();
        }
        if (isUnacknowledged && budget.ofStream() > before) {
            consumer.active();
            if (consumer.isCreated()) {
                consumer.tellCreated();
                hasClaimed = true;
            }
            consumer.groupMoved();
        }
    }

    private void own(PendingList pending, long taker) {
        long now = keys().clock().unixMillis();
        long found = pending.find(id);
        if (found == 0) {
            found = pending.add(id, taker, now);
        } else {
            pending.deliver(found, taker, now);
            Pending.putDeliveries(found, 1);
        }
        claimed(found);
    }

    private void claimed(long pending) {
        hasClaimed = true;
        consumer.claimed(pending);
    }

    /** Delivers once more what the consumer has pending above an ID. */
    void repeat(ReplyWriter reply, StreamId above) {
        long taker = consumer.get();
        PendingList pending = stream().groups().pending(group);
        id.set(above);
        long found = id.increment() ? pending.firstAtLeast(taker, id) : 0;
        while (found != 0 && !budget.isUsedUp() && !reply.isUnread()) {
            Pending.id(found, id);
            if (stream().seek(id, id, false)) {
                if (!budget.take(stream().entry())) {
                    return;
                }
                pending.deliver(found, taker, keys().clock().unixMillis());
                consumer.countDelivery(found);
                replies.entry(reply, stream().entry());
            } else {
                budget.takeMissing();
                reply.array(2);
                replies.id(reply, id);
                reply.nilArray();
            }
            found = pending.nextOfConsumer();
        }
        if (budget.ofStream() > 0) {
            consumer.active();
        }
    }

    /** Takes over what has been idle for so long, longest first. */
    void claimIdle(ReplyWriter reply, long leastIdle) {
        long now = keys().clock().unixMillis();
        long left = Group.pendingCount(group);
        long found = idlePending(leastIdle);
        // What is claimed goes behind all others, where no time at all would be enough to claim it again.
        while (found != 0 && left > 0 && !budget.isUsedUp()) {
            left--;
            PendingList pending = stream().groups().pending(group);
            if (!stream().seek(Pending.id(found, id), id, false)) {
                consumer.drop(pending, found);
            } else {
                if (!budget.take(stream().entry())) {
                    return;
                }
                boolean isOwned = pending.consumer(found) != 0;
                reply.array(4);
                replies.id(reply, id);
                replies.fields(reply, stream().entry());
                reply.integer(isOwned ? Math.max(0, now - Pending.delivered(found)) : -1);
                reply.integer(Pending.deliveries(found));
                pending.deliver(found, consumer.get(), now);
                consumer.countDelivery(found);
                claimed(found);
            }
            found = idlePending(leastIdle);
        }
    }

    /** The one that waits longest, if that is long enough; 0 otherwise. */
    private long idlePending(long leastIdle) {
        PendingList pending = stream().groups().pending(group);
        long oldest = pending.oldest();
        if (oldest == 0 || pending.consumer(oldest) == 0) {
            return oldest;
        }
        return keys().clock().unixMillis() - Pending.delivered(oldest) >= leastIdle ? oldest : 0;
    }

    private Keyspace keys() {
        return Objects.requireNonNull(keys);
    }

    private StreamValue stream() {
        return Objects.requireNonNull(stream);
    }
}
