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
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.stream.Group;
import io.glassbox.structure.stream.Pending;
import io.glassbox.structure.stream.PendingList;
import io.glassbox.structure.stream.StreamId;
import java.util.Arrays;
import java.util.List;

/** Taking over what others have pending. */
public final class ClaimCommands {
    private static final CommandError XCLAIM_IDLE_TIME =
            CommandError.of("ERR Invalid min-idle-time argument for XCLAIM");
    private static final CommandError XAUTOCLAIM_IDLE_TIME =
            CommandError.of("ERR Invalid min-idle-time argument for XAUTOCLAIM");
    private static final CommandError INVALID_IDLE = CommandError.of("ERR Invalid IDLE option argument for XCLAIM");
    private static final CommandError INVALID_TIME = CommandError.of("ERR Invalid TIME option argument for XCLAIM");
    private static final CommandError INVALID_RETRYCOUNT =
            CommandError.of("ERR Invalid RETRYCOUNT option argument for XCLAIM");
    private static final CommandError INVALID_COUNT = CommandError.of("ERR COUNT must be > 0");

    private static final long DEFAULT_COUNT = 100;

    /** Pending entries looked at for each that is asked for. */
    private static final long ATTEMPTS = 10;

    private static final long MOST_COUNT = Long.MAX_VALUE / StreamId.BYTES;

    /** XCLAIM key group consumer min-idle-time id [id …] [options]: the entries that are the consumer's now. */
    private final Command xclaim = command("XCLAIM")
            .arity(-6)
            .since("5.0.0")
            .flags(WRITE, FAST)
            .acl(STREAM)
            .key(at(1, RW, UPDATE))
            .tips("nondeterministic_output")
            .handledBy(this::xclaim);

    /** XAUTOCLAIM key group consumer min-idle-time start [COUNT n] [JUSTID]: where to go on, what was claimed, what is gone. */
    private final Command xautoclaim = command("XAUTOCLAIM")
            .arity(-6)
            .since("6.2.0")
            .flags(WRITE, FAST)
            .acl(STREAM)
            .key(at(1, RW, DELETE))
            .tips("nondeterministic_output")
            .handledBy(this::xautoclaim);

    private final StreamReply replies;
    private final GroupConsumer consumer;
    private final ClaimOptions options = new ClaimOptions();
    private final StreamId id = new StreamId();
    private final StreamId last = new StreamId();
    private long[] goneMillis = new long[16];
    private long[] goneSequences = new long[16];

    public ClaimCommands(TypeContext types) {
        replies = new StreamReply(types);
        consumer = new GroupConsumer(replies);
    }

    public List<Command> commands() {
        return List.of(xclaim, xautoclaim);
    }

    private void xclaim(Args args, Keyspace keys, ReplyWriter reply) {
        keys.read(StreamValue.KIND, args.at(1));
        StreamValue stream = keys.open(StreamValue.KIND, args.at(1));
        long group = PendingCommands.findGroup(args, stream);
        long idle = Math.max(0, args.longAt(4, XCLAIM_IDLE_TIME));
        long now = keys.clock().unixMillis();
        int behindIds = 5;
        while (behindIds < args.count() && StreamIdText.parse(args.at(behindIds), 0, id)) {
            behindIds++;
        }
        options.read(args, behindIds, now);
        keys.effects().none();
        boolean isGroupMoved = options.lastId().isAbove(Group.lastId(group, last));
        if (isGroupMoved) {
            Group.putLastId(group, options.lastId());
        }
        consumer.begin(keys, stream, group, args.at(1), args.at(2), args.at(3));
        long changes = keys.databases().changes().dirty();
        reply.open();
        long claimed = 0;
        for (int i = 5; i < behindIds; i++) {
            StreamIdText.readStrict(args, i, 0, id);
            claimed += claim(stream, group, idle, now, reply) ? 1 : 0;
        }
        reply.closeArray(claimed);
        if (isGroupMoved && keys.databases().changes().dirty() == changes) {
            consumer.groupMoved();
        }
    }

    private boolean claim(StreamValue stream, long group, long idle, long now, ReplyWriter reply) {
        PendingList pending = stream.groups().pending(group);
        long found = pending.find(id);
        if (!stream.seek(id, id, false)) {
            if (found != 0) {
                consumer.drop(pending, found);
            }
            return false;
        }
        if (found == 0 && !options.isForced()) {
            return false;
        }
        boolean isOwned = found != 0 && pending.consumer(found) != 0;
        if (isOwned && idle != 0 && now - Pending.delivered(found) < idle) {
            return false;
        }
        long taker = consumer.get();
        if (found == 0) {
            found = pending.add(id, taker, options.delivered());
        } else {
            pending.deliver(found, taker, options.delivered());
        }
        if (options.deliveries() >= 0) {
            Pending.putDeliveries(found, options.deliveries());
        } else if (!options.isJustId()) {
            consumer.countDelivery(found);
        }
        write(reply, stream);
        consumer.claimed(found);
        return true;
    }

    private void write(ReplyWriter reply, StreamValue stream) {
        if (options.isJustId()) {
            replies.id(reply, stream.entry().id());
        } else {
            replies.entry(reply, stream.entry());
        }
    }

    private void xautoclaim(Args args, Keyspace keys, ReplyWriter reply) {
        long idle = Math.max(0, args.longAt(4, XAUTOCLAIM_IDLE_TIME));
        StreamIdText.readStart(args, 5, id);
        long count = readAutoOptions(args);
        keys.read(StreamValue.KIND, args.at(1));
        StreamValue stream = keys.open(StreamValue.KIND, args.at(1));
        long group = PendingCommands.findGroup(args, stream);
        keys.effects().none();
        consumer.begin(keys, stream, group, args.at(1), args.at(2), args.at(3));
        reply.array(3);
        replies.openId(reply);
        reply.open();
        long now = keys.clock().unixMillis();
        PendingList pending = stream.groups().pending(group);
        long attempts = count * ATTEMPTS;
        long claimed = 0;
        int gone = 0;
        long found = pending.firstAtLeast(id);
        while (found != 0 && attempts > 0 && claimed + gone < count) {
            attempts--;
            Pending.id(found, id);
            if (!stream.seek(id, id, false)) {
                consumer.drop(pending, found);
                noteGone(gone);
                gone++;
            } else if (pending.consumer(found) == 0 || now - Pending.delivered(found) >= idle) {
                take(stream, pending, found, now, reply);
                claimed++;
            }
            found = id.increment() ? stream.groups().pending(group).firstAtLeast(id) : 0;
        }
        reply.closeArray(claimed);
        replies.closeId(reply, found == 0 ? id.setLeast() : Pending.id(found, id));
        reply.array(gone);
        for (int i = 0; i < gone; i++) {
            replies.id(reply, id.set(goneMillis[i], goneSequences[i]));
        }
    }

    private void take(StreamValue stream, PendingList pending, long found, long now, ReplyWriter reply) {
        long taker = consumer.get();
        pending.deliver(found, taker, now);
        if (!options.isJustId()) {
            consumer.countDelivery(found);
        }
        write(reply, stream);
        consumer.claimed(found);
    }

    private long readAutoOptions(Args args) {
        options.clear();
        long count = DEFAULT_COUNT;
        int i = 6;
        while (i < args.count()) {
            if (i + 1 < args.count() && args.is(i, "COUNT")) {
                count = args.longAt(i + 1, INVALID_COUNT);
                if (count < 1 || count > MOST_COUNT) {
                    throw INVALID_COUNT;
                }
                i += 2;
            } else if (args.is(i, "JUSTID")) {
                options.justId();
                i++;
            } else {
                throw CommandError.SYNTAX;
            }
        }
        return count;
    }

    private void noteGone(int index) {
        if (index == goneMillis.length) {
            goneMillis = Arrays.copyOf(goneMillis, 2 * index);
            goneSequences = Arrays.copyOf(goneSequences, 2 * index);
        }
        goneMillis[index] = id.millis();
        goneSequences[index] = id.sequence();
    }

    /** The options of XCLAIM, some of which XAUTOCLAIM has too. */
    private static final class ClaimOptions {
        private final StreamId lastId = new StreamId();
        private long delivered;
        private long deliveries;
        private boolean isForced;
        private boolean isJustId;

        void clear() {
            lastId.setLeast();
            delivered = -1;
            deliveries = -1;
            isForced = false;
            isJustId = false;
        }

        void read(Args args, int from, long now) {
            clear();
            boolean isTimeGiven = false;
            int i = from;
            while (i < args.count()) {
                boolean hasMore = i + 1 < args.count();
                int taken = 2;
                if (args.is(i, "FORCE")) {
                    isForced = true;
                    taken = 1;
                } else if (args.is(i, "JUSTID")) {
                    isJustId = true;
                    taken = 1;
                } else if (hasMore && args.is(i, "IDLE")) {
                    delivered = now - args.longAt(i + 1, INVALID_IDLE);
                    isTimeGiven = true;
                } else if (hasMore && args.is(i, "TIME")) {
                    delivered = args.longAt(i + 1, INVALID_TIME);
                    isTimeGiven = true;
                } else if (hasMore && args.is(i, "RETRYCOUNT")) {
                    deliveries = args.longAt(i + 1, INVALID_RETRYCOUNT);
                } else if (hasMore && args.is(i, "LASTID")) {
                    StreamIdText.readStrict(args, i + 1, 0, lastId);
                } else {
                    throw CommandError.of(
                            "ERR Unrecognized XCLAIM option '" + args.at(i).toLatin1() + "'");
                }
                i += taken;
            }
            if (!isTimeGiven || delivered < 0 || delivered > now) {
                delivered = now;
            }
        }

        void justId() {
            isJustId = true;
        }

        StreamId lastId() {
            return lastId;
        }

        long delivered() {
            return delivered;
        }

        /** How often it is taken to be delivered; negative to count on. */
        long deliveries() {
            return deliveries;
        }

        boolean isForced() {
            return isForced;
        }

        boolean isJustId() {
            return isJustId;
        }
    }
}
