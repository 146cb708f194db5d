package io.glassbox.commands.stream;

import static io.glassbox.command.declare.AclCategory.STREAM;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.stream.StreamId;
import java.util.List;

/** The entries of a stream by their IDs. */
public final class StreamRangeCommands {
    /** XLEN key: how many entries there are. O(1). */
    private final Command xlen = command("XLEN")
            .arity(2)
            .since("5.0.0")
            .flags(READONLY, FAST)
            .acl(STREAM)
            .key(at(1, RO))
            .handledBy(StreamRangeCommands::xlen);

    /** XRANGE key start end [COUNT count]. O(log n) plus what is replied. */
    private final Command xrange = command("XRANGE")
            .arity(-4)
            .since("5.0.0")
            .flags(READONLY)
            .acl(STREAM)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> range(args, keys, reply, false));

    /** XREVRANGE key end start [COUNT count]. */
    private final Command xrevrange = command("XREVRANGE")
            .arity(-4)
            .since("5.0.0")
            .flags(READONLY)
            .acl(STREAM)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> range(args, keys, reply, true));

    private final StreamReply replies;
    private final StreamId start = new StreamId();
    private final StreamId end = new StreamId();

    public StreamRangeCommands(TypeContext types) {
        replies = new StreamReply(types);
    }

    public List<Command> commands() {
        return List.of(xlen, xrange, xrevrange);
    }

    private static void xlen(Args args, Keyspace keys, ReplyWriter reply) {
        reply.integer(keys.read(StreamValue.KIND, args.at(1)).length());
    }

    private void range(Args args, Keyspace keys, ReplyWriter reply, boolean backwards) {
        StreamIdText.readStart(args, backwards ? 3 : 2, start);
        StreamIdText.readEnd(args, backwards ? 2 : 3, end);
        long most = -1;
        for (int i = 4; i < args.count(); i += 2) {
            if (!args.is(i, "COUNT") || i + 1 == args.count()) {
                throw CommandError.SYNTAX;
            }
            most = Math.max(0, args.longAt(i + 1));
        }
        StreamValue stream = keys.read(StreamValue.KIND, args.at(1));
        if (!stream.exists()) {
            reply.array(0);
        } else if (most == 0) {
            reply.nilArray();
        } else {
            replies.range(reply, stream, start, end, backwards, most);
        }
    }
}
