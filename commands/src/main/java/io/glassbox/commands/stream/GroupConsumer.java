package io.glassbox.commands.stream;

import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.Consumer;
import io.glassbox.structure.stream.Pending;
import io.glassbox.structure.stream.PendingList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The consumer that the running command acts for, created when it first gets something. Counts what changes, and tells replicas of
 * it. Set to one group after the other.
 */
final class GroupConsumer {
    private final GroupEffects effects;
    private final ByteView key = new ByteView();
    private final ByteView groupName = new ByteView();
    private final ByteView name = new ByteView();
    private final ByteView owner = new ByteView();
    private @Nullable Keyspace keys;
    private @Nullable StreamValue stream;
    private long group;
    private long consumer;
    private boolean isCreated;

    GroupConsumer(StreamReply replies) {
        effects = new GroupEffects(replies);
    }

    /** Begins with a group of a stream that is opened for writing; the names are arguments of the running command. */
    void begin(
            Keyspace newKeys,
            StreamValue newStream,
            long newGroup,
            ByteView newKey,
            ByteView newGroupName,
            ByteView newName) {
        keys = newKeys;
        stream = newStream;
        group = newGroup;
        key.set(newKey);
        groupName.set(newGroupName);
        name.set(newName);
        consumer = 0;
        isCreated = false;
    }

    /** The consumer's block; notes that it asked for something. */
    long get() {
        if (consumer == 0) {
            long now = keys().clock().unixMillis();
            consumer = stream().groups().findConsumer(group, name);
            if (consumer == 0) {
                consumer = stream().groups().createConsumer(group, name, now);
                isCreated = true;
                keys().changed(key, KeyEvent.XGROUP_CREATECONSUMER);
            }
            Consumer.putSeen(consumer, now);
        }
        return consumer;
    }

    /** Whether this command has created it. */
    boolean isCreated() {
        return isCreated;
    }

    /** Says that the consumer was created, where nothing else tells of it. */
    void tellCreated() {
        effects.consumerCreated(keys(), key, groupName, name);
    }

    /** Notes that it got something. */
    void active() {
        Consumer.putActive(get(), keys().clock().unixMillis());
    }

    /** An entry has become the consumer's. */
    void claimed(long pending) {
        active();
        count();
        effects.claimed(keys(), key, groupName, group, name, pending);
    }

    /** The stream has no such entry any more: it is pending no longer. */
    void drop(PendingList list, long pending) {
        count();
        long before = list.consumer(pending);
        owner.set(name);
        if (before != 0) {
            stream().groups().consumerName(before, owner);
        }
        effects.claimed(keys(), key, groupName, group, owner, pending);
        list.remove(pending);
    }

    /** The group itself has got on. */
    void groupMoved() {
        count();
        effects.moved(keys(), key, groupName, group);
    }

    void countDelivery(long pending) {
        long deliveries = Pending.deliveries(pending);
        Pending.putDeliveries(pending, deliveries == Long.MAX_VALUE ? deliveries : deliveries + 1);
    }

    /** Nothing of this is an event of the key, as in Redis; it is a change all the same. */
    private void count() {
        keys().databases().changes().count(1);
    }

    private Keyspace keys() {
        return Objects.requireNonNull(keys);
    }

    private StreamValue stream() {
        return Objects.requireNonNull(stream);
    }
}
