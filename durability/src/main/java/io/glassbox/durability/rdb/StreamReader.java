package io.glassbox.durability.rdb;

import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.stream.Consumer;
import io.glassbox.structure.stream.Group;
import io.glassbox.structure.stream.Pending;
import io.glassbox.structure.stream.PendingList;
import io.glassbox.structure.stream.StreamGroups;
import io.glassbox.structure.stream.StreamId;

/** Reads streams with their groups. */
final class StreamReader extends TypeReader<StreamValue> {
    private static final int ID_BYTES = 16;

    private final StreamNodeCheck check;
    private final KeptBytes kept;
    private final ByteView view = new ByteView();
    private final StreamId id = new StreamId();
    private final StreamId master = new StreamId();
    private final StreamId last = new StreamId();

    /** What Redis says if the bytes end here. */
    private String torn = "";

    StreamReader(TypeContext types, KeptBytes kept, ValueBound bound) {
        super(StreamValue.KIND.newValue(types), bound);
        this.check = new StreamNodeCheck();
        this.kept = kept;
    }

    @Override
    void fill(int type, RdbInput in) {
        value.create();
        long entries = readNodes(in);
        torn = "Stream object metadata loading failed.";
        long length = in.readLength();
        if (length != entries) {
            throw damaged(
                    "a length that is not the number of its entries", "Stream length inconsistent with rax entries");
        }
        readId(in, last);
        if (length > 0 && last.isBelow(check.lastId())) {
            throw damaged("an entry above its last ID", "");
        }
        value.putLastId(last);
        boolean tellsMore = type != RdbType.STREAM_LISTPACKS;
        if (tellsMore) {
            readId(in, id);
            value.putMaxDeletedId(readId(in, id));
            value.putEntriesAdded(in.readLength());
        } else {
            value.putEntriesAdded(length);
        }
        torn = "Stream cgroup count loading failed.";
        for (long left = in.readCount(); left > 0; left--) {
            readGroup(in, type);
        }
    }

    @Override
    long size() {
        return value.length();
    }

    @Override
    String torn() {
        return torn;
    }

    /** How many entries there are. */
    private long readNodes(RdbInput in) {
        check.begin();
        long entries = 0;
        torn = "Stream listpacks len loading failed.";
        for (long left = in.readCount(); left > 0; left--) {
            torn = "Stream master ID loading failed: invalid encoding or I/O error.";
            in.readString(view);
            if (view.length() != ID_BYTES) {
                throw damaged("a node without an ID", "Stream node key entry is not the size of a stream ID");
            }
            bigEndianId(view.address(), master);
            torn = "Stream listpacks loading failed.";
            in.readString(view);
            entries += check.check(view.address(), view.length(), master);
            value.adoptNode(master, view);
            if (dropIfLarge()) {
                value.create();
            }
        }
        value.adopted();
        return entries;
    }

    private void readGroup(RdbInput in, int type) {
        StreamGroups groups = value.groups();
        torn = "Error reading the consumer group name from Stream";
        ByteView name = kept.keep(in.readString(view));
        torn = "Stream cgroup ID loading failed.";
        readId(in, id);
        torn = "Stream cgroup offset loading failed.";
        long read = type == RdbType.STREAM_LISTPACKS ? value.entriesUpTo(id) : in.readLength();
        if (groups.find(name) != 0) {
            throw damaged("a group twice", "Duplicated consumer group name " + name.toLatin1());
        }
        long group = groups.create(name, id, read < 0 ? Group.UNKNOWN : read);
        boolean isWhole = true;
        torn = "Stream PEL size loading failed.";
        for (long left = in.readCount(); left > 0; left--) {
            isWhole &= !isFull();
            readPending(in, groups.pending(group), isWhole);
        }
        torn = "Stream consumers num loading failed.";
        for (long left = in.readCount(); left > 0; left--) {
            readConsumer(in, groups, group, type, isWhole);
        }
        if (isWhole && Group.givenBackCount(group) > 0) {
            throw damaged("a pending entry that no consumer has", "Stream CG PEL entry without consumer");
        }
    }

    /**
     * Notes it as given back for now; whose it is follows with the consumers. Not {@code isNoted}: reads over it, for there is no
     * more room for what is only looked at.
     */
    private void readPending(RdbInput in, PendingList list, boolean isNoted) {
        torn = "Stream PEL ID loading failed.";
        bigEndianId(in.take(ID_BYTES), id);
        torn = "Stream PEL NACK loading failed.";
        long delivered = in.readLong();
        long deliveries = in.readLength();
        if (!isNoted) {
            return;
        }
        if (list.find(id) != 0) {
            throw damaged("a pending entry twice", "Duplicated global PEL entry loading stream consumer group");
        }
        long pending = list.addGivenBack(id);
        Pending.putDelivered(pending, Math.max(0, delivered));
        Pending.putDeliveries(pending, deliveries);
    }

    private void readConsumer(RdbInput in, StreamGroups groups, long group, int type, boolean isWhole) {
        torn = "Error reading the consumer name from Stream group.";
        ByteView name = kept.keep(in.readString(view));
        torn = "Stream short read reading seen time.";
        long seen = in.readLong();
        long active = type == RdbType.STREAM_LISTPACKS_3 ? in.readLong() : seen;
        if (groups.findConsumer(group, name) != 0) {
            throw damaged(
                    "a consumer twice (Duplicate stream consumer detected)", "Duplicate stream consumer detected.");
        }
        long consumer = groups.createConsumer(group, name, seen);
        Consumer.putActive(consumer, active);
        PendingList list = groups.pending(group);
        torn = "Stream consumer PEL num loading failed.";
        for (long left = in.readCount(); left > 0; left--) {
            torn = "Stream short read reading PEL streamID.";
            bigEndianId(in.take(ID_BYTES), id);
            if (!isWhole) {
                continue;
            }
            long pending = list.find(id);
            if (pending == 0) {
                throw damaged(
                        "a consumer with a pending entry that its group does not have",
                        "Consumer entry not found in group global PEL");
            }
            if (list.consumer(pending) != 0) {
                throw damaged(
                        "a consumer with a pending entry that another has",
                        "Stream consumer PEL entry already has a consumer assigned");
            }
            list.deliver(pending, consumer, Pending.delivered(pending));
        }
    }

    private static StreamId readId(RdbInput in, StreamId target) {
        long millis = in.readLength();
        return target.set(millis, in.readLength());
    }

    private static StreamId bigEndianId(long address, StreamId target) {
        return target.set(
                Long.reverseBytes(Memory.getLong(address)), Long.reverseBytes(Memory.getLong(address + Long.BYTES)));
    }

    private static DamagedRdb damaged(String what, String reason) {
        return new DamagedRdb("has a stream with " + what, reason);
    }
}
