package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;

/**
 * What the consumers of one group have not acknowledged: {@link Pending} blocks, found by ID in the group and in each consumer, and
 * chained in the order of their delivery, those that were given back first, in the order in which they were.
 *
 * <p>One object serves any number of groups in turn. Blocks are handled by their addresses, 0 standing for none. All is O(log n),
 * but for a delivery time in the past, which has to be looked for from the nearer end of the chain.
 */
public final class PendingList {
    private final Slabs slabs;
    private final IdTree ofGroup;
    private final IdTree ofConsumer;
    private final StreamId id = new StreamId();
    private long group;

    public PendingList(Slabs slabs) {
        this.slabs = slabs;
        this.ofGroup = new IdTree(slabs);
        this.ofConsumer = new IdTree(slabs);
    }

    public PendingList open(long newGroup) {
        group = newGroup;
        ofGroup.open(Group.pending(newGroup));
        return this;
    }

    public long count() {
        return ofGroup.size();
    }

    public long find(StreamId wanted) {
        return address(ofGroup.find(wanted.millis(), wanted.sequence()));
    }

    /** The first that is not below an ID. */
    public long firstAtLeast(StreamId least) {
        return ofGroup.seekAtLeast(least.millis(), least.sequence()) ? address(ofGroup.word()) : 0;
    }

    /** The one behind the last that {@link #firstAtLeast} or this found, if nothing was changed since. */
    public long next() {
        return ofGroup.next() ? address(ofGroup.word()) : 0;
    }

    public long last() {
        return ofGroup.last() ? address(ofGroup.word()) : 0;
    }

    /** The first of a consumer that is not below an ID. */
    public long firstAtLeast(long consumer, StreamId least) {
        ofConsumer.open(Consumer.pending(consumer));
        return ofConsumer.seekAtLeast(least.millis(), least.sequence()) ? address(ofConsumer.word()) : 0;
    }

    /** The one behind the last that {@link #firstAtLeast(long, StreamId)} or this found, if nothing was changed since. */
    public long nextOfConsumer() {
        return ofConsumer.next() ? address(ofConsumer.word()) : 0;
    }

    /** The one that is first in the chain: given back, or delivered longest ago. */
    public long oldest() {
        return address(Group.oldest(group));
    }

    /** The next in the chain. */
    public long newer(long pending) {
        return address(Pending.newer(pending));
    }

    /** The consumer that has it; 0 if it was given back. */
    public long consumer(long pending) {
        return address(Pending.consumer(pending));
    }

    private long address(long reference) {
        return reference == 0 ? 0 : slabs.toAddress(reference);
    }

    private long reference(long address) {
        return address == 0 ? 0 : slabs.toReference(address);
    }

    /** Adds an entry that is not pending, delivered once to a consumer, as of a time. */
    public long add(StreamId added, long consumer, long millis) {
        long pending = insert(added);
        ofConsumer.open(Consumer.pending(consumer)).insert(added.millis(), added.sequence(), reference(pending));
        Pending.putConsumer(pending, reference(consumer));
        Pending.putDelivered(pending, millis);
        Pending.putDeliveries(pending, 1);
        link(pending);
        return pending;
    }

    /** Adds an entry that is not pending as one that was given back and never delivered. */
    public long addGivenBack(StreamId added) {
        long pending = insert(added);
        linkGivenBack(pending);
        return pending;
    }

    private long insert(StreamId added) {
        long pending = slabs.allocate(Pending.BYTES, Account.VALUES);
        Memory.fill(pending, Pending.BYTES, 0);
        added.write(pending);
        ofGroup.insert(added.millis(), added.sequence(), slabs.toReference(pending));
        return pending;
    }

    /** Gives it to a consumer, who may have it already, as of a time; leaves the number of deliveries. */
    public void deliver(long pending, long consumer, long millis) {
        long before = consumer(pending);
        if (before != consumer) {
            Pending.id(pending, id);
            if (before != 0) {
                ofConsumer.open(Consumer.pending(before)).remove(id.millis(), id.sequence());
            }
            ofConsumer.open(Consumer.pending(consumer)).insert(id.millis(), id.sequence(), reference(pending));
        }
        unlink(pending);
        Pending.putConsumer(pending, reference(consumer));
        Pending.putDelivered(pending, millis);
        link(pending);
    }

    /** Takes it from its consumer, if any has it: it waits for the next behind those that were given back before. */
    public void giveBack(long pending) {
        long before = consumer(pending);
        if (before != 0) {
            ofConsumer.open(Consumer.pending(before)).remove(Pending.millis(pending), Pending.sequence(pending));
        }
        unlink(pending);
        Pending.putConsumer(pending, 0);
        Pending.putDelivered(pending, 0);
        linkGivenBack(pending);
    }

    private void linkGivenBack(long pending) {
        insertBehind(pending, address(Group.lastGivenBack(group)));
        Group.putLastGivenBack(group, reference(pending));
        Group.addGivenBack(group, 1);
    }

    /** Removes it: acknowledged, or its entry is gone. */
    public void remove(long pending) {
        long consumer = consumer(pending);
        if (consumer != 0) {
            ofConsumer.open(Consumer.pending(consumer)).remove(Pending.millis(pending), Pending.sequence(pending));
        }
        ofGroup.remove(Pending.millis(pending), Pending.sequence(pending));
        unlink(pending);
        slabs.free(pending, Account.VALUES);
    }

    /** Removes all that a consumer has. */
    public void removeAll(long consumer) {
        ofConsumer.open(Consumer.pending(consumer)).drain(Integer.MAX_VALUE, this::removeFromGroup);
    }

    private void removeFromGroup(long reference) {
        long pending = slabs.toAddress(reference);
        ofGroup.remove(Pending.millis(pending), Pending.sequence(pending));
        unlink(pending);
        slabs.free(pending, Account.VALUES);
    }

    /**
     * Moves a block out of a slab that is to be emptied, and tells its consumer's tree and the chain; returns the reference that the
     * group's tree has to keep from then on.
     */
    long relocate(long reference, Relocation relocation) {
        long moved = relocation.moveReference(reference);
        if (moved == reference) {
            return reference;
        }
        long pending = slabs.toAddress(moved);
        long consumer = consumer(pending);
        if (consumer != 0) {
            ofConsumer.open(Consumer.pending(consumer)).find(Pending.millis(pending), Pending.sequence(pending));
            ofConsumer.putWord(moved);
        }
        long older = Pending.older(pending);
        long newer = Pending.newer(pending);
        if (older == 0) {
            Group.putOldest(group, moved);
        } else {
            Pending.putNewer(slabs.toAddress(older), moved);
        }
        if (newer == 0) {
            Group.putNewest(group, moved);
        } else {
            Pending.putOlder(slabs.toAddress(newer), moved);
        }
        if (Group.lastGivenBack(group) == reference) {
            Group.putLastGivenBack(group, moved);
        }
        return moved;
    }

    /** Puts it where its delivery time says, behind those of the same time; the search begins at both ends. */
    private void link(long pending) {
        long delivered = Pending.delivered(pending);
        long fromNewest = address(Group.newest(group));
        long fromOldest = address(Group.lastGivenBack(group));
        long lastGivenBack = fromOldest;
        while (fromNewest != lastGivenBack && Pending.delivered(fromNewest) > delivered) {
            long candidate = fromOldest == 0 ? oldest() : newer(fromOldest);
            if (Pending.delivered(candidate) > delivered) {
                insertBehind(pending, fromOldest);
                return;
            }
            fromOldest = candidate;
            fromNewest = address(Pending.older(fromNewest));
        }
        insertBehind(pending, fromNewest);
    }

    /** Puts it into the chain behind another one, first of all if that is 0. */
    private void insertBehind(long pending, long older) {
        long newer = older == 0 ? Group.oldest(group) : Pending.newer(older);
        long reference = reference(pending);
        Pending.putOlder(pending, reference(older));
        Pending.putNewer(pending, newer);
        if (older == 0) {
            Group.putOldest(group, reference);
        } else {
            Pending.putNewer(older, reference);
        }
        if (newer == 0) {
            Group.putNewest(group, reference);
        } else {
            Pending.putOlder(slabs.toAddress(newer), reference);
        }
    }

    private void unlink(long pending) {
        long reference = reference(pending);
        long older = Pending.older(pending);
        long newer = Pending.newer(pending);
        if (older == 0) {
            Group.putOldest(group, newer);
        } else {
            Pending.putNewer(slabs.toAddress(older), newer);
        }
        if (newer == 0) {
            Group.putNewest(group, older);
        } else {
            Pending.putOlder(slabs.toAddress(newer), older);
        }
        if (Pending.consumer(pending) == 0) {
            if (Group.lastGivenBack(group) == reference) {
                Group.putLastGivenBack(group, older);
            }
            Group.addGivenBack(group, -1);
        }
    }
}
