package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.memory.WalkPosition;

/**
 * The groups of a stream and their consumers, in the order of their names. Handled by the addresses of their blocks, {@link Group}
 * and {@link Consumer}, 0 standing for none.
 */
public final class StreamGroups {
    /** A consumer with more entries than that does not move: all of them would have to be told at once. */
    private static final int MOST_TOLD = 1000;

    private final Slabs slabs;
    private final NameIndex groups;
    private final NameIndex consumers;
    private final PendingList pending;
    private final IdTree tree;

    public StreamGroups(Slabs slabs) {
        this.slabs = slabs;
        this.groups = new NameIndex(slabs, Group.NAME);
        this.consumers = new NameIndex(slabs, Consumer.NAME);
        this.pending = new PendingList(slabs);
        this.tree = new IdTree(slabs);
    }

    public StreamGroups open(long newRoot) {
        groups.open(StreamRoot.groups(newRoot));
        return this;
    }

    public int count() {
        return groups.count();
    }

    public long at(int index) {
        return groups.block(index);
    }

    public long find(ByteView name) {
        return groups.find(name);
    }

    public ByteView name(long group, ByteView target) {
        return groups.name(group, target);
    }

    /** Adds a group, the name of which is not there. */
    public long create(ByteView name, StreamId lastId, long entriesRead) {
        long group = groups.allocate(name);
        groups.insert(group);
        Group.putLastId(group, lastId);
        Group.putEntriesRead(group, entriesRead);
        return group;
    }

    /** Removes a group with all that it knows. O(pending entries). */
    public void destroy(long group) {
        drainGroup(group, Integer.MAX_VALUE);
        groups.remove(group);
        groups.free(group);
    }

    /** What a group has not been acknowledged, until the next call. */
    public PendingList pending(long group) {
        return pending.open(group);
    }

    public int consumerCount(long group) {
        return consumers.open(Group.consumers(group)).count();
    }

    public long consumerAt(long group, int index) {
        return consumers.open(Group.consumers(group)).block(index);
    }

    public long findConsumer(long group, ByteView name) {
        return consumers.open(Group.consumers(group)).find(name);
    }

    public ByteView consumerName(long consumer, ByteView target) {
        return consumers.name(consumer, target);
    }

    /** Adds a consumer, the name of which is not there, seen now and never active. */
    public long createConsumer(long group, ByteView name, long nowMillis) {
        consumers.open(Group.consumers(group));
        long consumer = consumers.allocate(name);
        consumers.insert(consumer);
        Consumer.putSeen(consumer, nowMillis);
        Consumer.putActive(consumer, -1);
        return consumer;
    }

    /** Removes a consumer and acknowledges what it has. O(its pending entries). */
    public void deleteConsumer(long group, long consumer) {
        pending.open(group).removeAll(consumer);
        consumers.open(Group.consumers(group)).remove(consumer);
        consumers.free(consumer);
    }

    /** Whether an entry may not go yet for the sake of any group: it is pending there, or still to be delivered. */
    public boolean needAny(StreamId entry, StreamId scratch) {
        int count = groups.count();
        for (int i = 0; i < count; i++) {
            long group = groups.block(i);
            if (entry.isAbove(Group.lastId(group, scratch)) || isPending(group, entry)) {
                return true;
            }
        }
        return false;
    }

    private boolean isPending(long group, StreamId entry) {
        return tree.open(Group.pending(group)).find(entry.millis(), entry.sequence()) != 0;
    }

    /** Acknowledges an entry in all groups; returns in how many it was pending. */
    public int forget(StreamId entry) {
        int forgotten = 0;
        int count = groups.count();
        for (int i = 0; i < count; i++) {
            long found = pending.open(groups.block(i)).find(entry);
            if (found != 0) {
                pending.remove(found);
                forgotten++;
            }
        }
        return forgotten;
    }

    /** How much there is to free: pending entries twice, consumers, groups. O(groups). */
    long elements() {
        long elements = 0;
        int count = groups.count();
        for (int i = 0; i < count; i++) {
            long group = groups.block(i);
            elements += 1 + 2 * Group.pendingCount(group) + consumerCount(group);
        }
        return elements;
    }

    /** Frees about {@code budget} elements of the last group, of which there must be one; returns how many it did. */
    long drain(int budget) {
        int last = groups.count() - 1;
        long group = groups.block(last);
        long done = drainGroup(group, budget);
        if (done < budget && isDrained(group)) {
            groups.remove(last);
            groups.free(group);
            done++;
        }
        return done;
    }

    private boolean isDrained(long group) {
        return consumerCount(group) == 0 && Group.pendingCount(group) == 0;
    }

    /** Consumers first, then the pending entries themselves; returns how many elements it freed. */
    private long drainGroup(long group, int budget) {
        long left = budget;
        consumers.open(Group.consumers(group));
        while (left > 0 && consumers.count() > 0) {
            int last = consumers.count() - 1;
            long consumer = consumers.block(last);
            left -= drain(tree.open(Consumer.pending(consumer)), (int) left, reference -> {});
            if (tree.isEmpty()) {
                consumers.remove(last);
                consumers.free(consumer);
                left--;
            }
        }
        if (left > 0) {
            left -= drain(
                    tree.open(Group.pending(group)),
                    (int) left,
                    reference -> slabs.free(slabs.toAddress(reference), Account.VALUES));
        }
        return budget - left;
    }

    private static long drain(IdTree tree, int budget, IdTree.WordVisitor visitor) {
        long before = tree.size();
        tree.drain(budget, visitor);
        return before - tree.size();
    }

    /**
     * Moves what comes next of one group: the group itself and its pending entries, leaf by leaf. False if there is no further leaf.
     */
    boolean relocatePending(int index, WalkPosition at, Relocation relocation) {
        if (at.high() == 0 && at.low() == 0) {
            groups.relocateArray(relocation);
            groups.relocate(index, relocation);
        }
        long group = groups.block(index);
        pending.open(group);
        return tree.open(Group.pending(group))
                .relocateLeaf(at, relocation, reference -> pending.relocate(reference, relocation));
    }

    /** The same of one consumer of a group: itself, unless too many entries know where it is, and the tree that leads to them. */
    boolean relocateConsumer(int index, int consumerIndex, WalkPosition at, Relocation relocation) {
        consumers.open(Group.consumers(groups.block(index)));
        if (at.high() == 0 && at.low() == 0) {
            consumers.relocateArray(relocation);
            if (Consumer.pendingCount(consumers.block(consumerIndex)) <= MOST_TOLD) {
                tell(consumers.relocate(consumerIndex, relocation));
            }
        }
        return tree.open(Consumer.pending(consumers.block(consumerIndex)))
                .relocateLeaf(at, relocation, reference -> reference);
    }

    /** Tells all entries that a consumer has where it is. */
    private void tell(long consumer) {
        tree.open(Consumer.pending(consumer));
        for (boolean more = tree.first(); more; more = tree.next()) {
            Pending.putConsumer(slabs.toAddress(tree.word()), slabs.toReference(consumer));
        }
    }

    /** Makes these groups, of which there are none, a copy of others. */
    void copyOf(StreamGroups source) {
        ByteView name = new ByteView();
        StreamId id = new StreamId();
        for (int i = 0; i < source.count(); i++) {
            long from = source.at(i);
            long to = create(source.name(from, name), Group.lastId(from, id), Group.entriesRead(from));
            for (int j = 0; j < source.consumerCount(from); j++) {
                long consumer = source.consumerAt(from, j);
                long copy = createConsumer(to, source.consumerName(consumer, name), Consumer.seen(consumer));
                Consumer.putActive(copy, Consumer.active(consumer));
            }
            PendingList list = source.pending(from);
            for (long entry = list.oldest(); entry != 0; entry = list.newer(entry)) {
                copyPending(source, list.consumer(entry), entry, to);
            }
        }
    }

    private void copyPending(StreamGroups source, long consumer, long entry, long group) {
        StreamId id = Pending.id(entry, new StreamId());
        long copy;
        if (consumer == 0) {
            copy = pending(group).addGivenBack(id);
        } else {
            long owner = findConsumer(group, source.consumerName(consumer, new ByteView()));
            copy = pending(group).add(id, owner, Pending.delivered(entry));
        }
        Pending.putDeliveries(copy, Pending.deliveries(entry));
    }

    /** Memory of all groups; trees of many pending entries are estimated. */
    long bytes() {
        long bytes = groups.bytes();
        int count = groups.count();
        for (int i = 0; i < count; i++) {
            long group = groups.block(i);
            bytes += tree.open(Group.pending(group)).bytes();
            bytes += Group.pendingCount(group) * slabs.classFor(Pending.BYTES);
            bytes += consumers.open(Group.consumers(group)).bytes();
            int consumerCount = consumers.count();
            for (int j = 0; j < consumerCount; j++) {
                bytes += tree.open(Consumer.pending(consumers.block(j))).bytes();
            }
        }
        return bytes;
    }
}
