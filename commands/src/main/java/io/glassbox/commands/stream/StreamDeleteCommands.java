package io.glassbox.commands.stream;

import static io.glassbox.command.declare.AclCategory.STREAM;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.PendingList;
import io.glassbox.structure.stream.StreamId;
import java.util.List;

/** Deleting entries by their IDs. */
public final class StreamDeleteCommands {
    /** What the newer commands say of an ID. */
    private static final int NO_SUCH_ENTRY = -1;

    private static final int DONE = 1;
    private static final int STILL_NEEDED = 2;

    /** XDEL key id [id …]: how many were there. O(log n) each. */
    private final Command xdel = command("XDEL")
            .arity(-3)
            .since("5.0.0")
            .flags(WRITE, FAST)
            .acl(STREAM)
            .key(at(1, RW, DELETE))
            .handledBy(this::xdel);

    /** XDELEX key [KEEPREF | DELREF | ACKED] IDS n id [id …]: what became of each. */
    private final Command xdelex = command("XDELEX")
            .arity(-5)
            .since("8.2.0")
            .flags(WRITE, FAST)
            .acl(STREAM)
            .key(at(1, RW, DELETE))
            .handledBy(this::xdelex);

    /** XACKDEL key group [KEEPREF | DELREF | ACKED] IDS n id [id …]: acknowledged and deleted. */
    private final Command xackdel = command("XACKDEL")
            .arity(-6)
            .since("8.2.0")
            .flags(WRITE, FAST)
            .acl(STREAM)
            .key(at(1, RW, UPDATE, DELETE))
            .handledBy(this::xackdel);

    private final RemovalOptions options = new RemovalOptions();
    private final EntryRemoval removal = new EntryRemoval();
    private final StreamId id = new StreamId();
    private int deleted;
    private int acknowledged;

    public List<Command> commands() {
        return List.of(xdel, xdelex, xackdel);
    }

    private void xdel(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        if (!stream.exists()) {
            reply.integer(0);
            return;
        }
        RemovalOptions.checkIds(args, 2, args.count() - 2, id);
        long count = 0;
        for (int i = 2; i < args.count(); i++) {
            StreamIdText.readStrict(args, i, 0, id);
            count += stream.delete(id) ? 1 : 0;
        }
        keys.changed(key, KeyEvent.XDEL, count);
        reply.integer(count);
    }

    private void xdelex(Args args, Keyspace keys, ReplyWriter reply) {
        options.read(args, 2);
        ByteView key = args.at(1);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        deleted = 0;
        acknowledged = 0;
        reply.array(options.count());
        for (int i = options.first(); i < options.first() + options.count(); i++) {
            StreamIdText.readStrict(args, i, 0, id);
            reply.integer(stream.exists() ? delete(stream) : NO_SUCH_ENTRY);
        }
        announce(keys, key);
    }

    private int delete(StreamValue stream) {
        boolean isThere = stream.contains(id);
        if (isThere && !removal.allows(stream, options.policy(), id)) {
            return STILL_NEEDED;
        }
        if (options.policy() == EntryRemoval.Policy.DELREF) {
            acknowledged += EntryRemoval.forgetAll(stream, id);
        }
        if (!isThere) {
            return NO_SUCH_ENTRY;
        }
        stream.delete(id);
        deleted++;
        return DONE;
    }

    private void xackdel(Args args, Keyspace keys, ReplyWriter reply) {
        options.read(args, 3);
        ByteView key = args.at(1);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        long group = stream.exists() ? stream.groups().find(args.at(2)) : 0;
        deleted = 0;
        acknowledged = 0;
        reply.array(options.count());
        for (int i = options.first(); i < options.first() + options.count(); i++) {
            StreamIdText.readStrict(args, i, 0, id);
            reply.integer(group == 0 ? NO_SUCH_ENTRY : acknowledge(stream, group));
        }
        announce(keys, key);
    }

    private int acknowledge(StreamValue stream, long group) {
        PendingList pending = stream.groups().pending(group);
        long found = pending.find(id);
        if (found == 0) {
            return NO_SUCH_ENTRY;
        }
        pending.remove(found);
        acknowledged++;
        int outcome = delete(stream);
        return outcome == NO_SUCH_ENTRY ? DONE : outcome;
    }

    private void announce(Keyspace keys, ByteView key) {
        keys.changed(key, KeyEvent.XDEL, deleted);
        if (deleted == 0 && acknowledged > 0) {
            keys.databases().changes().count(acknowledged);
        }
    }
}
