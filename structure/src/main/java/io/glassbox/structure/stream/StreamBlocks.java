package io.glassbox.structure.stream;

import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.memory.WalkPosition;

/** All blocks of a stream together: how they are freed, copied and counted. */
public final class StreamBlocks {
    private static final int SAMPLES = 32;

    /** What a walk goes through; behind these, by turns, the pending entries of a group and its consumers. */
    private static final int LOG = 0;

    private static final int FIRST_GROUP = 1;

    private final StreamLog log;
    private final StreamLog otherLog;
    private final StreamGroups groups;
    private final StreamGroups otherGroups;
    private final Producers producers;
    private final Producers otherProducers;

    /** @param scratch of {@link io.glassbox.structure.listpack.Listpack#SCRATCH_BYTES} */
    public StreamBlocks(Slabs slabs, SipHash hashing, long scratch) {
        log = new StreamLog(slabs, scratch);
        otherLog = new StreamLog(slabs, scratch);
        groups = new StreamGroups(slabs);
        otherGroups = new StreamGroups(slabs);
        producers = new Producers(slabs, hashing);
        otherProducers = new Producers(slabs, hashing);
    }

    /** Nodes, pending entries, consumers, groups. O(groups). */
    public long elements(long root) {
        return log.open(root).nodeCount() + groups.open(root).elements();
    }

    /** Frees about {@code budget} elements; returns how many are left. */
    public long drain(long root, int budget) {
        producers.open(root).drain();
        log.open(root);
        groups.open(root);
        long left = budget;
        while (left > 0 && log.nodeCount() > 0) {
            left -= log.drain((int) left);
        }
        while (left > 0 && groups.count() > 0) {
            left -= groups.drain((int) left);
        }
        return elements(root);
    }

    /** Makes {@code target}, whose bytes are zero, the root of a copy. */
    public void copy(long source, long target) {
        Memory.copy(source, target, StreamRoot.BYTES);
        Memory.fill(StreamRoot.nodes(target), IdTree.ROOT_BYTES, 0);
        Memory.fill(StreamRoot.groups(target), NameIndex.ROOT_BYTES, 0);
        StreamRoot.putProducers(target, 0);
        otherLog.open(target).copyOf(log.open(source));
        otherGroups.open(target).copyOf(groups.open(source));
        otherProducers.open(target).copyOf(producers.open(source));
    }

    /**
     * Moves what comes next out of slabs that are to be emptied, a leaf of one of the trees and what it leads to; true when that was all.
     * What is kept of producers stays.
     */
    public boolean relocate(long root, WalkPosition at, Relocation relocation) {
        if (at.part() == LOG) {
            if (!log.open(root).relocate(at, relocation)) {
                at.set(FIRST_GROUP, 0);
            }
            return false;
        }
        groups.open(root);
        int index = (int) (at.part() - FIRST_GROUP) / 2;
        if (index >= groups.count()) {
            return true;
        }
        boolean isPending = (at.part() - FIRST_GROUP) % 2 == 0;
        if (isPending) {
            if (!groups.relocatePending(index, at, relocation)) {
                at.set(at.part() + 1, 0);
            }
        } else if (at.item() >= groups.consumerCount(groups.at(index))) {
            at.set(at.part() + 1, 0);
        } else if (!groups.relocateConsumer(index, (int) at.item(), at, relocation)) {
            at.set(at.part(), at.item() + 1, 0, 0);
        }
        return false;
    }

    /** Memory of all blocks, estimated where they are many. */
    public long bytes(long root) {
        return log.open(root).bytes(SAMPLES)
                + groups.open(root).bytes()
                + producers.open(root).bytes();
    }
}
