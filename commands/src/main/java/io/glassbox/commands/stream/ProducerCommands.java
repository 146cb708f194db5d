package io.glassbox.commands.stream;

import static io.glassbox.command.declare.AclCategory.STREAM;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
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
import io.glassbox.structure.stream.Producers;
import io.glassbox.structure.stream.StreamId;
import java.util.List;

/** What a stream remembers of its producers' messages. */
public final class ProducerCommands {
    private static final CommandError INVALID_DURATION = CommandError.of("ERR invalid duration");
    private static final CommandError INVALID_MAXSIZE = CommandError.of("ERR invalid maxsize");
    private static final CommandError EMPTY_PRODUCER = CommandError.of("ERR producer ID must not be empty");
    private static final CommandError EMPTY_MESSAGE = CommandError.of("ERR idempotent ID must not be empty");
    private static final CommandError NO_ENTRY = CommandError.of("ERR the stream has no entry with that ID");
    private static final CommandError OTHER_ENTRY =
            CommandError.of("ERR the idempotent ID is recorded with another stream ID");

    private static final long MOST_SECONDS = 86_400;
    private static final long MOST_MESSAGES = 10_000;

    /** XCFGSET key [IDMP-DURATION seconds] [IDMP-MAXSIZE n]: for how long, and how many for each producer. */
    private final Command xcfgset = command("XCFGSET")
            .arity(-2)
            .since("8.6.0")
            .flags(WRITE, FAST)
            .acl(STREAM)
            .key(at(1, RW, UPDATE))
            .handledBy(this::xcfgset);

    /** XIDMPRECORD key producer message id: a message has become this entry. */
    private final Command xidmprecord = command("XIDMPRECORD")
            .arity(5)
            .since("8.6.2")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STREAM)
            .key(at(1, RW, UPDATE))
            .handledBy(this::xidmprecord);

    private final TypeContext types;
    private final StreamId id = new StreamId();
    private final StreamId known = new StreamId();

    public ProducerCommands(TypeContext types) {
        this.types = types;
    }

    public List<Command> commands() {
        return List.of(xcfgset, xidmprecord);
    }

    private void xcfgset(Args args, Keyspace keys, ReplyWriter reply) {
        long seconds = 0;
        long most = 0;
        for (int i = 2; i < args.count(); i += 2) {
            boolean hasMore = i + 1 < args.count();
            if (hasMore && seconds == 0 && args.is(i, "IDMP-DURATION")) {
                seconds = bounded(args, i + 1, MOST_SECONDS, INVALID_DURATION);
            } else if (hasMore && most == 0 && args.is(i, "IDMP-MAXSIZE")) {
                most = bounded(args, i + 1, MOST_MESSAGES, INVALID_MAXSIZE);
            } else {
                throw CommandError.SYNTAX;
            }
        }
        if (seconds == 0 && most == 0) {
            throw CommandError.SYNTAX;
        }
        ByteView key = args.at(1);
        StreamValue stream = open(keys, key);
        ProducerOptions.ensure(stream, types.limits());
        Producers producers = stream.producers();
        seconds = seconds == 0 ? producers.seconds() : seconds;
        most = most == 0 ? producers.maxMessages() : most;
        if (seconds != producers.seconds() || most != producers.maxMessages()) {
            producers.configure(seconds, most);
        }
        keys.changed(key, KeyEvent.XCFGSET);
        reply.ok();
    }

    private static long bounded(Args args, int index, long most, CommandError otherwise) {
        long number = args.longAt(index, otherwise);
        if (number < 1 || number > most) {
            throw otherwise;
        }
        return number;
    }

    private static StreamValue open(Keyspace keys, ByteView key) {
        StreamValue stream = keys.open(StreamValue.KIND, key);
        if (!stream.exists()) {
            throw CommandError.NO_SUCH_KEY;
        }
        return stream;
    }

    private void xidmprecord(Args args, Keyspace keys, ReplyWriter reply) {
        if (args.length(2) == 0) {
            throw EMPTY_PRODUCER;
        }
        if (args.length(3) == 0) {
            throw EMPTY_MESSAGE;
        }
        StreamIdText.readStrict(args, 4, 0, id);
        ByteView key = args.at(1);
        StreamValue stream = open(keys, key);
        if (!stream.contains(id)) {
            throw NO_ENTRY;
        }
        ProducerOptions.ensure(stream, types.limits());
        Producers producers = stream.producers();
        if (producers.find(args.at(2), args.at(3), keys.clock().unixMillis(), known)) {
            if (!known.isSame(id)) {
                throw OTHER_ENTRY;
            }
        } else {
            producers.record(args.at(2), args.at(3), id);
            keys.databases().changes().count(1);
        }
        reply.ok();
    }
}
