package io.glassbox.commands.stream;

import static io.glassbox.command.declare.AclCategory.STREAM;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.STALE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.Consumer;
import io.glassbox.structure.stream.Group;
import io.glassbox.structure.stream.Pending;
import io.glassbox.structure.stream.PendingList;
import io.glassbox.structure.stream.Producers;
import io.glassbox.structure.stream.StreamGroups;
import io.glassbox.structure.stream.StreamId;
import java.util.List;

/** XINFO: what a stream, its groups and their consumers are like. */
public final class StreamInfoCommands {
    /** Entries, and pending ones, that FULL shows unless told. */
    private static final long DEFAULT_COUNT = 10;

    private static final long COMMON_FIELDS = 7;

    /** Those that only a stream has whose producers name their messages. */
    private static final long PRODUCER_FIELDS = 6;

    /** XINFO, the container. */
    private final Command container = command("XINFO").arity(-2).since("5.0.0").container();

    /** XINFO STREAM key [FULL [COUNT n]]. */
    private final Command streamInfo = command("XINFO|STREAM")
            .arity(-3)
            .since("5.0.0")
            .flags(READONLY)
            .acl(STREAM)
            .key(at(2, RO, ACCESS))
            .handledBy(this::stream);

    /** XINFO GROUPS key. */
    private final Command groupsInfo = command("XINFO|GROUPS")
            .arity(3)
            .since("5.0.0")
            .flags(READONLY)
            .acl(STREAM)
            .key(at(2, RO, ACCESS))
            .handledBy(this::groups);

    /** XINFO CONSUMERS key group. */
    private final Command consumersInfo = command("XINFO|CONSUMERS")
            .arity(4)
            .since("5.0.0")
            .flags(READONLY)
            .acl(STREAM)
            .key(at(2, RO, ACCESS))
            .tips("nondeterministic_output")
            .handledBy(this::consumers);

    /** XINFO HELP. */
    private final Command help = command("XINFO|HELP")
            .arity(2)
            .since("5.0.0")
            .flags(LOADING, STALE)
            .acl(STREAM)
            .handledBy(StreamInfoCommands::help);

    private final StreamReply replies;
    private final ByteView name = new ByteView();
    private final StreamId id = new StreamId();
    private final StreamId least = new StreamId().setLeast();
    private final StreamId greatest = new StreamId().setGreatest();

    public StreamInfoCommands(TypeContext types) {
        replies = new StreamReply(types);
    }

    public List<Command> commands() {
        return List.of(container, streamInfo, groupsInfo, consumersInfo, help);
    }

    private static StreamValue read(Args args, Keyspace keys) {
        StreamValue stream = keys.read(StreamValue.KIND, args.at(2));
        if (!stream.exists()) {
            throw CommandError.NO_SUCH_KEY;
        }
        return stream;
    }

    private void stream(Args args, Keyspace keys, ReplyWriter reply) {
        boolean isFull = args.count() > 3;
        long count = DEFAULT_COUNT;
        if (isFull) {
            if (args.count() != 4 && args.count() != 6 || !args.is(3, "FULL")) {
                throw CommandError.SYNTAX;
            }
            if (args.count() == 6) {
                if (!args.is(4, "COUNT")) {
                    throw CommandError.SYNTAX;
                }
                count = args.longAt(5);
                count = count < 0 ? DEFAULT_COUNT : count;
            }
        }
        StreamValue stream = read(args, keys);
        boolean hasProducers = stream.producers().exist();
        reply.map(COMMON_FIELDS + (hasProducers ? PRODUCER_FIELDS : 0) + (isFull ? 2 : 3));
        describe(stream, reply);
        if (hasProducers) {
            describe(stream.producers(), keys.clock().unixMillis(), reply);
        }
        if (isFull) {
            reply.bulk("entries");
            replies.range(reply, stream, least, greatest, false, count);
            reply.bulk("groups");
            reply.array(stream.groups().count());
            for (int i = 0; i < stream.groups().count(); i++) {
                describeFully(stream, stream.groups().at(i), count, reply);
            }
        } else {
            field(reply, "groups", stream.groups().count());
            edge(reply, "first-entry", stream, false);
            edge(reply, "last-entry", stream, true);
        }
    }

    private static void field(ReplyWriter reply, String name, long value) {
        reply.bulk(name);
        reply.integer(value);
    }

    private void field(ReplyWriter reply, String name, StreamId value) {
        reply.bulk(name);
        replies.id(reply, value);
    }

    private static void unlessUnknown(ReplyWriter reply, String name, long value) {
        reply.bulk(name);
        if (value == StreamValue.UNKNOWN) {
            reply.nil();
        } else {
            reply.integer(value);
        }
    }

    private void edge(ReplyWriter reply, String name, StreamValue stream, boolean isLast) {
        reply.bulk(name);
        if (stream.seek(least, greatest, isLast)) {
            replies.entry(reply, stream.entry());
        } else {
            reply.nil();
        }
    }

    private void describe(StreamValue stream, ReplyWriter reply) {
        field(reply, "length", stream.length());
        field(reply, "radix-tree-keys", stream.listpackCount());
        field(reply, "radix-tree-nodes", stream.treeNodeCount());
        field(reply, "last-generated-id", stream.lastId(id));
        field(reply, "max-deleted-entry-id", stream.maxDeletedId(id));
        field(reply, "entries-added", stream.entriesAdded());
        field(reply, "recorded-first-entry-id", stream.firstId(id));
    }

    private static void describe(Producers producers, long now, ReplyWriter reply) {
        producers.expireAll(now);
        field(reply, "idmp-duration", producers.seconds());
        field(reply, "idmp-maxsize", producers.maxMessages());
        field(reply, "pids-tracked", producers.count());
        field(reply, "iids-tracked", producers.messageCount());
        field(reply, "iids-added", producers.recorded());
        field(reply, "iids-duplicates", producers.repeated());
    }

    private void describeFully(StreamValue stream, long group, long most, ReplyWriter reply) {
        StreamGroups groups = stream.groups();
        reply.map(8);
        reply.bulk("name");
        reply.bulk(groups.name(group, name));
        field(reply, "last-delivered-id", Group.lastId(group, id));
        unlessUnknown(reply, "entries-read", Group.entriesRead(group));
        unlessUnknown(reply, "lag", stream.lag(group));
        field(reply, "pel-count", Group.pendingCount(group));
        field(reply, "nacked-count", Group.givenBackCount(group));
        reply.bulk("pending");
        PendingList pending = groups.pending(group);
        long left = most == 0 ? pending.count() : Math.min(most, pending.count());
        reply.array(left);
        for (long found = pending.firstAtLeast(least); left > 0; found = pending.next()) {
            reply.array(4);
            replies.id(reply, Pending.id(found, id));
            if (pending.consumer(found) == 0) {
                reply.emptyBulk();
            } else {
                reply.bulk(groups.consumerName(pending.consumer(found), name));
            }
            reply.integer(Pending.delivered(found));
            reply.integer(Pending.deliveries(found));
            left--;
        }
        reply.bulk("consumers");
        int consumers = groups.consumerCount(group);
        reply.array(consumers);
        for (int i = 0; i < consumers; i++) {
            describeFully(groups, group, groups.consumerAt(group, i), most, reply);
        }
    }

    private void describeFully(StreamGroups groups, long group, long consumer, long most, ReplyWriter reply) {
        reply.map(5);
        reply.bulk("name");
        reply.bulk(groups.consumerName(consumer, name));
        field(reply, "seen-time", Consumer.seen(consumer));
        field(reply, "active-time", Consumer.active(consumer));
        field(reply, "pel-count", Consumer.pendingCount(consumer));
        reply.bulk("pending");
        PendingList pending = groups.pending(group);
        long left = most == 0 ? Consumer.pendingCount(consumer) : Math.min(most, Consumer.pendingCount(consumer));
        reply.array(left);
        for (long found = pending.firstAtLeast(consumer, least); left > 0; found = pending.nextOfConsumer()) {
            reply.array(3);
            replies.id(reply, Pending.id(found, id));
            reply.integer(Pending.delivered(found));
            reply.integer(Pending.deliveries(found));
            left--;
        }
    }

    private void groups(Args args, Keyspace keys, ReplyWriter reply) {
        StreamValue stream = read(args, keys);
        StreamGroups groups = stream.groups();
        reply.array(groups.count());
        for (int i = 0; i < groups.count(); i++) {
            long group = groups.at(i);
            reply.map(6);
            reply.bulk("name");
            reply.bulk(groups.name(group, name));
            field(reply, "consumers", groups.consumerCount(group));
            field(reply, "pending", Group.pendingCount(group));
            field(reply, "last-delivered-id", Group.lastId(group, id));
            unlessUnknown(reply, "entries-read", Group.entriesRead(group));
            unlessUnknown(reply, "lag", stream.lag(group));
        }
    }

    private void consumers(Args args, Keyspace keys, ReplyWriter reply) {
        StreamValue stream = read(args, keys);
        StreamGroups groups = stream.groups();
        long group = groups.find(args.at(3));
        if (group == 0) {
            throw GroupCommands.noGroup(args, 2);
        }
        long now = keys.clock().unixMillis();
        int consumers = groups.consumerCount(group);
        reply.array(consumers);
        for (int i = 0; i < consumers; i++) {
            long consumer = groups.consumerAt(group, i);
            long active = Consumer.active(consumer);
            reply.map(4);
            reply.bulk("name");
            reply.bulk(groups.consumerName(consumer, name));
            field(reply, "pending", Consumer.pendingCount(consumer));
            field(reply, "idle", Math.max(0, now - Consumer.seen(consumer)));
            field(reply, "inactive", active < 0 ? -1 : Math.max(0, now - active));
        }
    }

    private static void help(Args args, Keyspace keys, ReplyWriter reply) {
        HelpText.write(
                reply,
                "XINFO",
                "CONSUMERS <key> <groupname>",
                "    Show consumers of <groupname>.",
                "GROUPS <key>",
                "    Show the stream consumer groups.",
                "STREAM <key> [FULL [COUNT <count>]",
                "    Show information about the stream.");
    }
}
