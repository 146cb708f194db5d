package io.glassbox.commands.stream;

import static io.glassbox.command.declare.AclCategory.STREAM;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.STALE;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.Consumer;
import io.glassbox.structure.stream.Group;
import io.glassbox.structure.stream.StreamId;
import java.util.List;

/** XGROUP: groups and their consumers. */
public final class GroupCommands {
    private static final CommandError NO_KEY = CommandError.of(
            "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM"
                    + " option to create an empty stream automatically.");
    private static final CommandError BUSY = CommandError.of("BUSYGROUP Consumer Group name already exists");
    private static final CommandError INVALID_ENTRIES_READ =
            CommandError.of("ERR value for ENTRIESREAD must be positive or -1");

    /** Arguments of CREATE and SETID that are not options, and those that options make of them at most. */
    private static final int FIRST_OPTION = 5;

    private static final int MOST_OF_CREATE = 8;
    private static final int MOST_OF_SETID = 7;

    /** XGROUP, the container. */
    private final Command container = command("XGROUP").arity(-2).since("5.0.0").container();

    /** XGROUP CREATE key group id | $ [MKSTREAM] [ENTRIESREAD n]. */
    private final Command create = command("XGROUP|CREATE")
            .arity(-5)
            .since("5.0.0")
            .flags(WRITE, DENYOOM)
            .acl(STREAM)
            .key(at(2, RW, INSERT))
            .handledBy(this::create);

    /** XGROUP SETID key group id | $ [ENTRIESREAD n]: what was delivered last. */
    private final Command setId = command("XGROUP|SETID")
            .arity(-5)
            .since("5.0.0")
            .flags(WRITE)
            .acl(STREAM)
            .key(at(2, RW, UPDATE))
            .handledBy(this::setId);

    /** XGROUP DESTROY key group: whether there was one. */
    private final Command destroy = command("XGROUP|DESTROY")
            .arity(4)
            .since("5.0.0")
            .flags(WRITE)
            .acl(STREAM)
            .key(at(2, RW, DELETE))
            .handledBy(GroupCommands::destroy);

    /** XGROUP CREATECONSUMER key group consumer: whether it is new. */
    private final Command createConsumer = command("XGROUP|CREATECONSUMER")
            .arity(5)
            .since("6.2.0")
            .flags(WRITE, DENYOOM)
            .acl(STREAM)
            .key(at(2, RW, INSERT))
            .handledBy(GroupCommands::createConsumer);

    /** XGROUP DELCONSUMER key group consumer: how many entries it had pending. */
    private final Command deleteConsumer = command("XGROUP|DELCONSUMER")
            .arity(5)
            .since("5.0.0")
            .flags(WRITE)
            .acl(STREAM)
            .key(at(2, RW, DELETE))
            .handledBy(GroupCommands::deleteConsumer);

    /** XGROUP HELP. */
    private final Command help = command("XGROUP|HELP")
            .arity(2)
            .since("5.0.0")
            .flags(LOADING, STALE)
            .acl(STREAM)
            .handledBy(GroupCommands::help);

    private final StreamId id = new StreamId();

    /** What the options of CREATE or SETID say. */
    private long entriesRead;

    private boolean isStreamMade;

    public List<Command> commands() {
        return List.of(container, create, setId, destroy, createConsumer, deleteConsumer, help);
    }

    private void create(Args args, Keyspace keys, ReplyWriter reply) {
        readOptions(args, true);
        ByteView key = args.at(2);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        if (!stream.exists() && !isStreamMade) {
            throw NO_KEY;
        }
        checkCount(args, MOST_OF_CREATE);
        if (!isLast(args, stream)) {
            StreamIdText.readStrict(args, 4, 0, id);
        }
        stream.create();
        if (stream.groups().find(args.at(3)) != 0) {
            throw BUSY;
        }
        stream.groups().create(args.at(3), id, entriesRead(stream));
        keys.changed(key, KeyEvent.XGROUP_CREATE);
        reply.ok();
    }

    private void setId(Args args, Keyspace keys, ReplyWriter reply) {
        readOptions(args, false);
        ByteView key = args.at(2);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        long group = findGroup(args, stream);
        checkCount(args, MOST_OF_SETID);
        if (!isLast(args, stream)) {
            StreamIdText.read(args, 4, 0, id);
        }
        Group.putLastId(group, id);
        Group.putEntriesRead(group, entriesRead(stream));
        keys.changed(key, KeyEvent.XGROUP_SETID);
        reply.ok();
    }

    private void readOptions(Args args, boolean ofCreate) {
        entriesRead = Group.UNKNOWN;
        isStreamMade = false;
        int i = FIRST_OPTION;
        while (i < args.count()) {
            if (ofCreate && args.is(i, "MKSTREAM")) {
                isStreamMade = true;
                i++;
            } else if (args.is(i, "ENTRIESREAD") && i + 1 < args.count()) {
                entriesRead = args.longAt(i + 1);
                if (entriesRead < 0 && entriesRead != Group.UNKNOWN) {
                    throw INVALID_ENTRIES_READ;
                }
                i += 2;
            } else {
                throw malformed(args);
            }
        }
    }

    private static void checkCount(Args args, int most) {
        if (args.count() > most) {
            throw malformed(args);
        }
    }

    private static CommandError malformed(Args args) {
        return CommandError.of("ERR unknown subcommand or wrong number of arguments for '"
                + args.at(1).toCString() + "'. Try XGROUP HELP.");
    }

    /** More than were ever added nobody can have read. */
    private long entriesRead(StreamValue stream) {
        return Math.min(entriesRead, stream.entriesAdded());
    }

    /** Whether the ID is that of the stream's last entry, whatever it is. */
    private boolean isLast(Args args, StreamValue stream) {
        boolean isLast = args.is(4, "$");
        if (isLast) {
            stream.lastId(id);
        }
        return isLast;
    }

    private static long findGroup(Args args, StreamValue stream) {
        if (!stream.exists()) {
            throw NO_KEY;
        }
        long group = stream.groups().find(args.at(3));
        if (group == 0) {
            throw noGroup(args, 2);
        }
        return group;
    }

    /** There is no group of the name that follows the key. */
    static CommandError noGroup(Args args, int keyIndex) {
        return CommandError.of("NOGROUP No such consumer group '"
                + args.at(keyIndex + 1).toCString() + "' for key name '"
                + args.at(keyIndex).toCString() + "'");
    }

    private static void destroy(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(2);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        if (!stream.exists()) {
            throw NO_KEY;
        }
        long group = stream.groups().find(args.at(3));
        if (group == 0) {
            reply.integer(0);
            return;
        }
        stream.groups().destroy(group);
        keys.changed(key, KeyEvent.XGROUP_DESTROY);
        reply.integer(1);
    }

    private static void createConsumer(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(2);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        long group = findGroup(args, stream);
        ByteView name = args.at(4);
        if (stream.groups().findConsumer(group, name) != 0) {
            reply.integer(0);
            return;
        }
        stream.groups().createConsumer(group, name, keys.clock().unixMillis());
        keys.changed(key, KeyEvent.XGROUP_CREATECONSUMER);
        reply.integer(1);
    }

    private static void deleteConsumer(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(2);
        StreamValue stream = keys.open(StreamValue.KIND, key);
        long group = findGroup(args, stream);
        long consumer = stream.groups().findConsumer(group, args.at(4));
        if (consumer == 0) {
            reply.integer(0);
            return;
        }
        long pending = Consumer.pendingCount(consumer);
        stream.groups().deleteConsumer(group, consumer);
        keys.changed(key, KeyEvent.XGROUP_DELCONSUMER);
        reply.integer(pending);
    }

    private static void help(Args args, Keyspace keys, ReplyWriter reply) {
        HelpText.write(
                reply,
                "XGROUP",
                "CREATE <key> <groupname> <id|$> [option]",
                "    Create a new consumer group. Options are:",
                "    * MKSTREAM",
                "      Create the empty stream if it does not exist.",
                "    * ENTRIESREAD entries_read",
                "      Set the group's entries_read counter (internal use).",
                "CREATECONSUMER <key> <groupname> <consumer>",
                "    Create a new consumer in the specified group.",
                "DELCONSUMER <key> <groupname> <consumer>",
                "    Remove the specified consumer.",
                "DESTROY <key> <groupname>",
                "    Remove the specified group.",
                "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
                "    Set the current group ID and entries_read counter.");
    }
}
