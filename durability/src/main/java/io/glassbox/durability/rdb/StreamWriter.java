package io.glassbox.durability.rdb;

import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.Consumer;
import io.glassbox.structure.stream.Group;
import io.glassbox.structure.stream.Pending;
import io.glassbox.structure.stream.PendingList;
import io.glassbox.structure.stream.StreamGroups;
import io.glassbox.structure.stream.StreamId;
import io.glassbox.structure.stream.StreamLog;
import io.glassbox.structure.stream.StreamRoot;

/**
 * Writes streams by the addresses of their roots. The format knows no pending entries that were given back: they go to the first
 * consumer of their group, from which any other can claim them at once, and what is known of producers stays behind.
 */
final class StreamWriter {
    private static final int ID_BYTES = 16;

    private final StreamLog log;
    private final StreamGroups groups;
    private final ByteView name = new ByteView();
    private final StreamId id = new StreamId();
    private final StreamId least = new StreamId();

    StreamWriter(TypeContext types) {
        // Nothing is printed: listpacks are taken as they are.
        log = new StreamLog(types.slabs(), 0);
        groups = new StreamGroups(types.slabs());
        least.setLeast();
    }

    /** Whether a consumer was last active at another time than it was last seen, which the older form cannot say. */
    boolean needsActiveTimes(long root) {
        groups.open(root);
        for (int i = 0; i < groups.count(); i++) {
            long group = groups.at(i);
            for (int j = 0; j < groups.consumerCount(group); j++) {
                long consumer = groups.consumerAt(group, j);
                if (Consumer.active(consumer) != Consumer.seen(consumer)) {
                    return true;
                }
            }
        }
        return false;
    }

    void write(long root, boolean hasActiveTimes, RdbOutput out) {
        log.open(root);
        out.writeLength(log.nodeCount());
        log.forEachNode((millis, sequence, listpack) -> {
            out.writeLength(ID_BYTES);
            writeBigEndian(millis, sequence, out);
            out.writeString(listpack);
        });
        out.writeLength(StreamRoot.length(root));
        writeId(StreamRoot.lastId(root, id), out);
        writeId(StreamRoot.firstId(root, id), out);
        writeId(StreamRoot.maxDeletedId(root, id), out);
        out.writeLength(StreamRoot.entriesAdded(root));
        groups.open(root);
        out.writeLength(groups.count());
        for (int i = 0; i < groups.count(); i++) {
            writeGroup(groups.at(i), hasActiveTimes, out);
        }
    }

    private void writeGroup(long group, boolean hasActiveTimes, RdbOutput out) {
        out.writeString(groups.name(group, name));
        writeId(Group.lastId(group, id), out);
        out.writeLength(Group.entriesRead(group));
        int consumers = groups.consumerCount(group);
        long lost = consumers == 0 ? Group.givenBackCount(group) : 0;
        PendingList list = groups.pending(group);
        out.writeLength(list.count() - lost);
        for (long pending = list.firstAtLeast(least); pending != 0; pending = list.next()) {
            if (lost == 0 || list.consumer(pending) != 0) {
                Pending.id(pending, id);
                writeBigEndian(id.millis(), id.sequence(), out);
                out.writeLong(Pending.delivered(pending));
                out.writeLength(Pending.deliveries(pending));
            }
        }
        out.writeLength(consumers);
        for (int i = 0; i < consumers; i++) {
            writeConsumer(group, i, hasActiveTimes, out);
        }
    }

    private void writeConsumer(long group, int index, boolean hasActiveTimes, RdbOutput out) {
        long consumer = groups.consumerAt(group, index);
        out.writeString(groups.consumerName(consumer, name));
        out.writeLong(Consumer.seen(consumer));
        if (hasActiveTimes) {
            out.writeLong(Consumer.active(consumer));
        }
        long givenBack = index == 0 ? Group.givenBackCount(group) : 0;
        out.writeLength(Consumer.pendingCount(consumer) + givenBack);
        PendingList list = groups.pending(group);
        long pending = givenBack > 0 ? list.oldest() : 0;
        while (pending != 0 && list.consumer(pending) == 0) {
            writePending(pending, out);
            pending = list.newer(pending);
        }
        for (pending = list.firstAtLeast(consumer, least); pending != 0; pending = list.nextOfConsumer()) {
            writePending(pending, out);
        }
    }

    private void writePending(long pending, RdbOutput out) {
        Pending.id(pending, id);
        writeBigEndian(id.millis(), id.sequence(), out);
    }

    private static void writeId(StreamId written, RdbOutput out) {
        out.writeLength(written.millis());
        out.writeLength(written.sequence());
    }

    private static void writeBigEndian(long millis, long sequence, RdbOutput out) {
        out.writeLong(Long.reverseBytes(millis));
        out.writeLong(Long.reverseBytes(sequence));
    }
}
