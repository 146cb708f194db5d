package io.glassbox.commands.stream;

import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.Group;
import io.glassbox.structure.stream.Pending;
import io.glassbox.structure.stream.StreamId;

/** What replicas and the append-only file are told of reading and claiming: who has what now, rather than what was asked for. */
final class GroupEffects {
    private static final byte[] XCLAIM = TrimOptions.ascii("XCLAIM");
    private static final byte[] XGROUP = TrimOptions.ascii("XGROUP");
    private static final byte[] CREATECONSUMER = TrimOptions.ascii("CREATECONSUMER");
    private static final byte[] SETID = TrimOptions.ascii("SETID");
    private static final byte[] ENTRIESREAD = TrimOptions.ascii("ENTRIESREAD");
    private static final byte[] NO_IDLE_TIME = TrimOptions.ascii("0");
    private static final byte[] TIME = TrimOptions.ascii("TIME");
    private static final byte[] RETRYCOUNT = TrimOptions.ascii("RETRYCOUNT");
    private static final byte[] FORCE = TrimOptions.ascii("FORCE");
    private static final byte[] JUSTID = TrimOptions.ascii("JUSTID");
    private static final byte[] LASTID = TrimOptions.ascii("LASTID");

    private final StreamReply replies;
    private final StreamId id = new StreamId();

    GroupEffects(StreamReply replies) {
        this.replies = replies;
    }

    /** An entry is pending at a consumer; if the stream has no such entry, it is pending no more. */
    void claimed(Keyspace keys, ByteView key, ByteView groupName, long group, ByteView consumer, long pending) {
        if (!keys.effects().isWanted()) {
            return;
        }
        keys.effects()
                .instead(
                        XCLAIM,
                        key.toBytes(),
                        groupName.toBytes(),
                        consumer.toBytes(),
                        NO_IDLE_TIME,
                        replies.bytes(Pending.id(pending, id)),
                        TIME,
                        number(Pending.delivered(pending)),
                        RETRYCOUNT,
                        number(Pending.deliveries(pending)),
                        FORCE,
                        JUSTID,
                        LASTID,
                        replies.bytes(Group.lastId(group, id)));
    }

    /** A group has got on, with nothing pending for it. */
    void moved(Keyspace keys, ByteView key, ByteView groupName, long group) {
        if (keys.effects().isWanted()) {
            keys.effects()
                    .instead(
                            XGROUP,
                            SETID,
                            key.toBytes(),
                            groupName.toBytes(),
                            replies.bytes(Group.lastId(group, id)),
                            ENTRIESREAD,
                            number(Group.entriesRead(group)));
        }
    }

    void consumerCreated(Keyspace keys, ByteView key, ByteView groupName, ByteView consumer) {
        if (keys.effects().isWanted()) {
            keys.effects().instead(XGROUP, CREATECONSUMER, key.toBytes(), groupName.toBytes(), consumer.toBytes());
        }
    }

    private static byte[] number(long value) {
        return TrimOptions.ascii(Long.toString(value));
    }
}
