package io.glassbox.commands.stream;

import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.stream.EntryCursor;
import io.glassbox.structure.stream.StreamId;

/** Writes IDs and entries. */
final class StreamReply {
    private final long text;
    private final ByteView view = new ByteView();

    StreamReply(TypeContext types) {
        text = types.scratch(StreamId.MAX_TEXT_LENGTH);
    }

    void id(ReplyWriter reply, StreamId id) {
        reply.bulk(text, print(id));
    }

    /** Leaves room for an ID that is known only later. */
    void openId(ReplyWriter reply) {
        reply.openBulk(StreamId.MAX_TEXT_LENGTH);
    }

    void closeId(ReplyWriter reply, StreamId id) {
        reply.closeBulk(StreamId.MAX_TEXT_LENGTH, text, print(id));
    }

    /** The ID as bytes of its own. */
    byte[] bytes(StreamId id) {
        return Memory.toBytes(text, print(id));
    }

    private int print(StreamId id) {
        return (int) (id.print(text) - text);
    }

    /** The ID of the current entry and an array of its fields and values. */
    void entry(ReplyWriter reply, EntryCursor entry) {
        reply.array(2);
        id(reply, entry.id());
        fields(reply, entry);
    }

    void fields(ReplyWriter reply, EntryCursor entry) {
        int count = entry.fieldCount();
        reply.array(2L * count);
        entry.rewindFields();
        for (int i = 0; i < count; i++) {
            entry.nextField();
            reply.bulk(entry.field(view));
            reply.bulk(entry.value(view));
        }
    }

    /** All entries of a range, at most so many unless {@code most} is 0. */
    void range(ReplyWriter reply, StreamValue stream, StreamId from, StreamId to, boolean backwards, long most) {
        reply.open();
        long count = 0;
        boolean more = stream.seek(from, to, backwards);
        while (more && !reply.isUnread()) {
            entry(reply, stream.entry());
            count++;
            more = count != most && stream.next();
        }
        reply.closeArray(count);
    }
}
