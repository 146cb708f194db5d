package io.glassbox.commands.stream;

import io.glassbox.engine.type.StreamValue;
import io.glassbox.structure.stream.StreamGroups;
import io.glassbox.structure.stream.StreamId;
import io.glassbox.structure.stream.StreamLog;
import org.jspecify.annotations.Nullable;

/** What becomes of the groups' pending entries when the entries themselves go. */
final class EntryRemoval {
    /** What a client may ask for. */
    enum Policy {
        /** The groups keep what they have pending, and find nothing behind it. */
        KEEPREF,
        /** The groups forget it too. */
        DELREF,
        /** An entry stays as long as any group needs it. */
        ACKED
    }

    private final StreamId scratch = new StreamId();
    private @Nullable StreamGroups groups;
    private final StreamLog.Trimming forgetting = this::forget;
    private final StreamLog.Trimming sparing = this::isNeededByNone;

    /** What a trim asks about each entry; null if it need not ask. */
    StreamLog.@Nullable Trimming trimming(StreamValue stream, Policy policy) {
        groups = stream.groups();
        if (stream.groups().count() == 0) {
            return null;
        }
        return switch (policy) {
            case KEEPREF -> null;
            case DELREF -> forgetting;
            case ACKED -> sparing;
        };
    }

    private boolean forget(StreamId entry) {
        if (groups != null) {
            groups.forget(entry);
        }
        return true;
    }

    private boolean isNeededByNone(StreamId entry) {
        return groups == null || !groups.needAny(entry, scratch);
    }

    /** Whether a policy lets an entry go that is asked to by name. */
    boolean allows(StreamValue stream, Policy policy, StreamId entry) {
        return policy != Policy.ACKED || !stream.groups().needAny(entry, scratch);
    }

    /** Makes all groups forget an entry; returns how many had it pending. */
    static int forgetAll(StreamValue stream, StreamId entry) {
        return stream.groups().forget(entry);
    }
}
