package io.glassbox.commands.stream;

import static io.glassbox.command.declare.AclCategory.STREAM;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.Consumer;
import io.glassbox.structure.stream.Pending;
import io.glassbox.structure.stream.PendingList;
import io.glassbox.structure.stream.StreamGroups;
import io.glassbox.structure.stream.StreamId;
import java.util.List;

/** What was delivered and not acknowledged: looking at it, acknowledging it, giving it back. */
public final class PendingCommands {
    /** XACK key group id [id …]: how many were pending. O(log n) each. */
    private final Command xack = command("XACK")
            .arity(-4)
            .since("5.0.0")
            .flags(WRITE, FAST)
            .acl(STREAM)
            .key(at(1, RW, UPDATE))
            .handledBy(this::xack);

    /** XPENDING key group [[IDLE min] start end count [consumer]]: a summary, or entry by entry. */
    private final Command xpending = command("XPENDING")
            .arity(-3)
            .since("5.0.0")
            .flags(READONLY)
            .acl(STREAM)
            .key(at(1, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(this::xpending);

    /** XNACK key group SILENT | FAIL | FATAL IDS n id [id …] [RETRYCOUNT n] [FORCE]: how many were given back. */
    private final Command xnack = command("XNACK")
            .arity(-7)
            .since("8.8.0")
            .flags(WRITE, FAST)
            .acl(STREAM)
            .key(at(1, RW, UPDATE))
            .handledBy(this::xnack);

    /** Up to here XPENDING has been asked for a summary. */
    private static final int ARGS_OF_SUMMARY = 3;

    private static final int LEAST_ARGS_OF_RANGE = 6;
    private static final int LEAST_ARGS_WITH_IDLE = 8;
    private static final int MOST_ARGS_OF_RANGE = 9;

    /** How much the number of deliveries is set to by a fatal failure. */
    private static final long FATAL_DELIVERIES = Long.MAX_VALUE;

    private static final long NOT_IDLE = -1;

    private final StreamReply replies;
    private final ByteView name = new ByteView();
    private final StreamId id = new StreamId();
    private final StreamId start = new StreamId();
    private final StreamId end = new StreamId();

    public PendingCommands(TypeContext types) {
        replies = new StreamReply(types);
    }

    public List<Command> commands() {
        return List.of(xack, xpending, xnack);
    }

    /** There is no such key, or it has no such group; both are the first arguments. */
    static CommandError noGroup(Args args) {
        return CommandError.of("NOGROUP No such key '"
                + args.at(1).toCString() + "' or consumer group '"
                + args.at(2).toCString() + "'");
    }

    /** The group that the second argument names, of the key that the first one does. */
    static long findGroup(Args args, StreamValue stream) {
        long group = stream.exists() ? stream.groups().find(args.at(2)) : 0;
        if (group == 0) {
            throw noGroup(args);
        }
        return group;
    }

    private void xack(Args args, Keyspace keys, ReplyWriter reply) {
        StreamValue stream = keys.open(StreamValue.KIND, args.at(1));
        long group = stream.exists() ? stream.groups().find(args.at(2)) : 0;
        if (group == 0) {
            reply.integer(0);
            return;
        }
        int ids = args.count() - 3;
        if (ids > 1) {
            RemovalOptions.checkIds(args, 3, ids, id);
        }
        PendingList pending = stream.groups().pending(group);
        long count = 0;
        for (int i = 3; i < args.count(); i++) {
            StreamIdText.readStrict(args, i, 0, id);
            long found = pending.find(id);
            if (found != 0) {
                pending.remove(found);
                count++;
            }
        }
        keys.databases().changes().count(count);
        reply.integer(count);
    }

    private void xpending(Args args, Keyspace keys, ReplyWriter reply) {
        int count = args.count();
        boolean isSummary = count == ARGS_OF_SUMMARY;
        if (!isSummary && (count < LEAST_ARGS_OF_RANGE || count > MOST_ARGS_OF_RANGE)) {
            throw CommandError.SYNTAX;
        }
        long idle = 0;
        int from = 3;
        long most = 0;
        if (!isSummary) {
            if (args.is(3, "IDLE")) {
                idle = args.longAt(4);
                if (count < LEAST_ARGS_WITH_IDLE) {
                    throw CommandError.SYNTAX;
                }
                from = 5;
            }
            most = args.longAt(from + 2);
            StreamIdText.readStart(args, from, start);
            StreamIdText.readEnd(args, from + 1, end);
        }
        StreamValue stream = keys.read(StreamValue.KIND, args.at(1));
        long group = findGroup(args, stream);
        if (isSummary) {
            summarize(stream.groups(), group, reply);
            return;
        }
        PendingList pending = stream.groups().pending(group);
        long consumer = 0;
        if (from + 3 < count) {
            consumer = stream.groups().findConsumer(group, args.at(from + 3));
            if (consumer == 0) {
                reply.array(0);
                return;
            }
        }
        list(stream.groups(), pending, consumer, idle, most, keys.clock().unixMillis(), reply);
    }

    private void summarize(StreamGroups groups, long group, ReplyWriter reply) {
        PendingList pending = groups.pending(group);
        reply.array(4);
        reply.integer(pending.count());
        if (pending.count() == 0) {
            reply.nil();
            reply.nil();
            reply.nilArray();
            return;
        }
        replies.id(reply, Pending.id(pending.firstAtLeast(id.setLeast()), id));
        replies.id(reply, Pending.id(pending.last(), id));
        reply.open();
        int consumers = groups.consumerCount(group);
        int having = 0;
        for (int i = 0; i < consumers; i++) {
            long consumer = groups.consumerAt(group, i);
            if (Consumer.pendingCount(consumer) > 0) {
                reply.array(2);
                reply.bulk(groups.consumerName(consumer, name));
                reply.bulkInteger(Consumer.pendingCount(consumer));
                having++;
            }
        }
        reply.closeArray(having);
    }

    private void list(
            StreamGroups groups,
            PendingList pending,
            long consumer,
            long idle,
            long most,
            long now,
            ReplyWriter reply) {
        reply.open();
        long count = 0;
        long found = consumer == 0 ? pending.firstAtLeast(start) : pending.firstAtLeast(consumer, start);
        while (found != 0 && count < most && !Pending.id(found, id).isAbove(end)) {
            long owner = pending.consumer(found);
            long elapsed = owner == 0 ? NOT_IDLE : Math.max(0, now - Pending.delivered(found));
            boolean isLongEnough = owner == 0 || idle == 0 || now - Pending.delivered(found) >= idle;
            if (isLongEnough) {
                count++;
                reply.array(4);
                replies.id(reply, id);
                if (owner == 0) {
                    reply.emptyBulk();
                } else {
                    reply.bulk(groups.consumerName(owner, name));
                }
                reply.integer(elapsed);
                reply.integer(Pending.deliveries(found));
            }
            found = consumer == 0 ? pending.next() : pending.nextOfConsumer();
        }
        reply.closeArray(count);
    }

    /** How a failure counts. */
    private enum Mode {
        SILENT,
        FAIL,
        FATAL;

        long deliveries(long before) {
            return switch (this) {
                case SILENT -> Math.max(0, before - 1);
                case FAIL -> before;
                case FATAL -> FATAL_DELIVERIES;
            };
        }
    }

    private static Mode mode(Args args) {
        if (args.is(3, "SILENT")) {
            return Mode.SILENT;
        }
        if (args.is(3, "FAIL")) {
            return Mode.FAIL;
        }
        if (args.is(3, "FATAL")) {
            return Mode.FATAL;
        }
        throw CommandError.SYNTAX;
    }

    private void xnack(Args args, Keyspace keys, ReplyWriter reply) {
        Mode mode = mode(args);
        int first = 0;
        int ids = 0;
        long deliveries = -1;
        boolean isForced = false;
        int i = 4;
        while (i < args.count()) {
            boolean hasMore = i + 1 < args.count();
            if (hasMore && ids == 0 && args.is(i, "IDS")) {
                ids = RemovalOptions.idCount(args, i + 1);
                first = i + 2;
                i = first + ids;
            } else if (hasMore && args.is(i, "RETRYCOUNT")) {
                deliveries = args.longIn(i + 1, 0, Long.MAX_VALUE, CommandError.NOT_AN_INTEGER);
                i += 2;
            } else if (args.is(i, "FORCE")) {
                isForced = true;
                i++;
            } else {
                throw CommandError.SYNTAX;
            }
        }
        if (ids == 0) {
            throw CommandError.SYNTAX;
        }
        RemovalOptions.checkIds(args, first, ids, id);
        ByteView key = args.at(1);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        PendingList pending = stream.groups().pending(findGroup(args, stream));
        long count = 0;
        for (int j = first; j < first + ids; j++) {
            StreamIdText.readStrict(args, j, 0, id);
            count += giveBack(stream, pending, mode, deliveries, isForced) ? 1 : 0;
        }
        keys.changed(key, KeyEvent.XNACK, count);
        reply.integer(count);
    }

    private boolean giveBack(StreamValue stream, PendingList pending, Mode mode, long deliveries, boolean isForced) {
        long found = pending.find(id);
        if (found == 0) {
            if (!isForced || !stream.contains(id)) {
                return false;
            }
            found = pending.addGivenBack(id);
        } else {
            pending.giveBack(found);
        }
        Pending.putDeliveries(found, deliveries >= 0 ? deliveries : mode.deliveries(Pending.deliveries(found)));
        return true;
    }
}
