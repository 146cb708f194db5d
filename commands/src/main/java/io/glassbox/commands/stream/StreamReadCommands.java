package io.glassbox.commands.stream;

import static io.glassbox.command.declare.AclCategory.STREAM;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.BLOCKING;
import static io.glassbox.command.declare.CommandFlag.MOVABLEKEYS;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.INCOMPLETE;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.behind;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.KeyWait;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.stream.StreamId;
import java.util.Arrays;
import java.util.List;

/** Reading several streams at once, as it comes. */
public final class StreamReadCommands {
    private static final int INITIAL_STREAMS = 16;

    private static final CommandError NEW_OF_XREAD =
            CommandError.of("ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
                    + " <consumer> option.");

    /** XREAD [COUNT n] [MAXCOUNT n] [MAXSIZE n] [BLOCK millis] STREAMS key [key …] id [id …]: entries above the IDs. */
    private final Command xread = command("XREAD")
            .arity(-4)
            .since("5.0.0")
            .flags(READONLY, BLOCKING, MOVABLEKEYS)
            .acl(STREAM)
            .key(behind("STREAMS", 1, -1, 1, 2, RO, ACCESS, INCOMPLETE))
            .keysFoundBy(ReadOptions::findKeys)
            .handledBy(this::xread);

    private final TypeContext types;
    private final StreamReply replies;
    private final ReadOptions options = new ReadOptions();
    private final ReadBudget budget = new ReadBudget();
    private final StreamId id = new StreamId();
    private final StreamId end = new StreamId().setGreatest();
    private long[] millis = new long[INITIAL_STREAMS];
    private long[] sequences = new long[INITIAL_STREAMS];

    public StreamReadCommands(TypeContext types) {
        this.types = types;
        replies = new StreamReply(types);
    }

    public List<Command> commands() {
        return List.of(xread);
    }

    private void xread(Args args, Session session, ReplyWriter reply) {
        Keyspace keys = session.keys();
        options.read(args, keys.clock(), false);
        readIds(args, keys);
        budget.begin(options);
        int served = 0;
        for (int i = 0; i < options.streams() && !budget.isUsedUpForAll(); i++) {
            id.set(millis[i], sequences[i]);
            StreamValue stream = keys.again(StreamValue.KIND, args.at(options.firstKey() + i), 0);
            budget.beginStream();
            if (id.increment() && stream.seek(id, end, false) && budget.fits(stream.entry())) {
                if (served == 0) {
                    reply.open();
                }
                served++;
                if (!reply.isResp3()) {
                    reply.array(2);
                }
                reply.bulk(args.at(options.firstKey() + i));
                writeRest(reply, stream);
            }
        }
        if (served > 0) {
            close(reply, served);
        } else if (options.deadline() == ReadOptions.NONE) {
            reply.nilArray();
        } else {
            await(args, session);
        }
    }

    /** Ends the reply of several streams. */
    static void close(ReplyWriter reply, int served) {
        if (reply.isResp3()) {
            reply.closeMap(served);
        } else {
            reply.closeArray(served);
        }
    }

    private void writeRest(ReplyWriter reply, StreamValue stream) {
        reply.open();
        boolean more = true;
        while (more && !reply.isUnread() && budget.take(stream.entry())) {
            replies.entry(reply, stream.entry());
            more = !budget.isUsedUp() && stream.next();
        }
        reply.closeArray(budget.ofStream());
    }

    private void readIds(Args args, Keyspace keys) {
        int streams = options.streams();
        if (streams > millis.length) {
            millis = Arrays.copyOf(millis, streams);
            sequences = Arrays.copyOf(sequences, streams);
        }
        for (int i = 0; i < streams; i++) {
            StreamValue stream = keys.read(StreamValue.KIND, args.at(options.firstKey() + i));
            readId(args, options.firstKey() + streams + i, stream);
            millis[i] = id.millis();
            sequences[i] = id.sequence();
        }
    }

    private void readId(Args args, int at, StreamValue stream) {
        if (args.is(at, "$")) {
            stream.lastId(id);
        } else if (args.is(at, "+")) {
            if (stream.length() == 0) {
                stream.lastId(id);
            } else {
                stream.lastEntryId(id).decrement();
            }
        } else if (args.is(at, ">")) {
            throw NEW_OF_XREAD;
        } else {
            StreamIdText.readStrict(args, at, 0, id);
        }
    }

    /** Waits with the IDs as they are now, since {@code $} and {@code +} will mean others then. */
    private void await(Args args, Session session) {
        int streams = options.streams();
        int firstId = options.firstKey() + streams;
        Request request = new Request();
        for (int i = 0; i < firstId; i++) {
            request.add(args.request().address(i), args.request().length(i));
        }
        long texts = types.slabs().allocate((long) streams * StreamId.MAX_TEXT_LENGTH);
        long at = texts;
        for (int i = 0; i < streams; i++) {
            long behind = id.set(millis[i], sequences[i]).print(at);
            request.add(at, (int) (behind - at));
            at = behind;
        }
        try {
            var wish = new KeyWait.Wish(ValueType.STREAM, options.deadline(), KeyWait.Nothing.NIL_ARRAY, false);
            session.server().keyWaits().await(session, new Args().wrap(request), options.firstKey(), streams, wish);
        } finally {
            types.slabs().free(texts);
        }
    }
}
