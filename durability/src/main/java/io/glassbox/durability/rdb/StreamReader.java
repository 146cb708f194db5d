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

    StreamReader(TypeContext types, KeptBytes kept) {
        super(StreamValue.KIND.newValue(types));
        this.check = new StreamNodeCheck();
        this.kept = kept;
    }

    @Override
    void fill(int type, RdbInput in) {
        value.create();
        readNodes(in);
        long length = in.readLength();
        if (length != value.length()) {
            throw damaged("a length that is not the number of its entries");
        }
        readId(in, last);
        if (length > 0 && last.isBelow(check.lastId())) {
            throw damaged("an entry above its last ID");
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
        for (long left = in.readCount(); left > 0; left--) {
            readGroup(in, type);
        }
    }

    private void readNodes(RdbInput in) {
        check.begin();
        for (long left = in.readCount(); left > 0; left--) {
            in.readString(view);
            if (view.length() != ID_BYTES) {
                throw damaged("a node without an ID");
            }
            bigEndianId(view.address(), master);
            in.readString(view);
            check.check(view.address(), view.length(), master);
            value.adoptNode(master, view);
        }
        value.adopted();
    }

    private void readGroup(RdbInput in, int type) {
        StreamGroups groups = value.groups();
        ByteView name = kept.keep(in.readString(view));
        readId(in, id);
        long read = type == RdbType.STREAM_LISTPACKS ? value.entriesUpTo(id) : in.readLength();
        if (groups.find(name) != 0) {
            throw damaged("a group twice");
        }
        long group = groups.create(name, id, read < 0 ? Group.UNKNOWN : read);
        for (long left = in.readCount(); left > 0; left--) {
            readPending(in, groups.pending(group));
        }
        for (long left = in.readCount(); left > 0; left--) {
            readConsumer(in, groups, group, type);
        }
        if (Group.givenBackCount(group) > 0) {
            throw damaged("a pending entry that no consumer has");
        }
    }

    /** Notes it as given back for now; whose it is follows with the consumers. */
    private void readPending(RdbInput in, PendingList list) {
        bigEndianId(in.take(ID_BYTES), id);
        long delivered = in.readLong();
        long deliveries = in.readLength();
        if (list.find(id) != 0) {
            throw damaged("a pending entry twice");
        }
        long pending = list.addGivenBack(id);
        Pending.putDelivered(pending, Math.max(0, delivered));
        Pending.putDeliveries(pending, deliveries);
    }

    private void readConsumer(RdbInput in, StreamGroups groups, long group, int type) {
        ByteView name = kept.keep(in.readString(view));
        long seen = in.readLong();
        long active = type == RdbType.STREAM_LISTPACKS_3 ? in.readLong() : seen;
        if (groups.findConsumer(group, name) != 0) {
            throw damaged("a consumer twice (Duplicate stream consumer detected)");
        }
        long consumer = groups.createConsumer(group, name, seen);
        Consumer.putActive(consumer, active);
        PendingList list = groups.pending(group);
        for (long left = in.readCount(); left > 0; left--) {
            bigEndianId(in.take(ID_BYTES), id);
            long pending = list.find(id);
            if (pending == 0 || list.consumer(pending) != 0) {
                throw damaged("a consumer with a pending entry that its group does not have, or another has");
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

    private static DamagedRdb damaged(String what) {
        return new DamagedRdb("has a stream with " + what);
    }
}
