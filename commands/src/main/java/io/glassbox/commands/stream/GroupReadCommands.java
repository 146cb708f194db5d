package io.glassbox.commands.stream;

import static io.glassbox.command.declare.AclCategory.STREAM;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.BLOCKING;
import static io.glassbox.command.declare.CommandFlag.MOVABLEKEYS;
import static io.glassbox.command.declare.CommandFlag.WRITE;
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
import io.glassbox.engine.server.KeyWaits;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.StreamId;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reading as a consumer of a group: new entries become the consumer's until it acknowledges them. */
public final class GroupReadCommands {
    private static final CommandError LAST_OF_GROUP = CommandError.of(
            "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by"
                    + " specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty"
                    + " result set.");
    private static final CommandError PLUS_OF_GROUP = CommandError.of(
            "ERR The + ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by"
                    + " specifying a proper ID, or use the > ID to get new messages. The + ID would just return an empty"
                    + " result set.");
    /**
     * Other consumers' deliveries wake nobody, so a wait that claims looks again as soon as one from now on could be idle enough;
     * not more often than this, and not at all if that is years away.
     */
    private static final long LEAST_RETRY_MILLIS = 20;

    private static final long FARTHEST_RETRY_MILLIS = TimeUnit.DAYS.toMillis(3650);
    private static final CommandError KEY_GONE = CommandError.of("UNBLOCKED the stream key no longer exists");
    private static final CommandError GROUP_GONE =
            CommandError.of("NOGROUP the consumer group this client was blocked on no longer exists");

    /**
     * XREADGROUP GROUP group consumer [COUNT n] [MAXCOUNT n] [MAXSIZE n] [BLOCK millis] [CLAIM min-idle] [NOACK] STREAMS key
     * [key …] id [id …]: new entries for {@code >}, otherwise what the consumer has pending above the ID.
     */
    private final Command xreadgroup = command("XREADGROUP")
            .arity(-7)
            .since("5.0.0")
            .flags(WRITE, BLOCKING, MOVABLEKEYS)
            .acl(STREAM)
            .key(behind("STREAMS", 4, -1, 1, 2, RO, ACCESS, INCOMPLETE))
            .keysFoundBy(ReadOptions::findKeys)
            .handledBy(this::xreadgroup);

    private final ReadOptions options = new ReadOptions();
    private final ReadBudget budget = new ReadBudget();
    private final GroupDelivery delivery;

    /** When there may be something to claim in one of the streams, if nothing else happens. */
    private long retryMillis;

    private final StreamId id = new StreamId();

    public GroupReadCommands(TypeContext types) {
        delivery = new GroupDelivery(new StreamReply(types), budget);
    }

    public List<Command> commands() {
        return List.of(xreadgroup);
    }

    private void xreadgroup(Args args, Session session, ReplyWriter reply) {
        Keyspace keys = session.keys();
        options.read(args, keys.clock(), true);
        boolean isAgain = session.server().keyWaits().isServing(session);
        checkStreams(args, keys, isAgain);
        keys.effects().none();
        budget.begin(options);
        retryMillis = Long.MAX_VALUE;
        int served = 0;
        for (int i = 0; i < options.streams() && !budget.isUsedUpForAll(); i++) {
            served += serve(args, i, keys, reply, served == 0) ? 1 : 0;
        }
        if (served > 0) {
            StreamReadCommands.close(reply, served);
        } else if (options.deadline() == ReadOptions.NONE) {
            reply.nilArray();
        } else {
            await(args, session);
        }
    }

    /** All keys and groups exist, and all IDs are such. */
    private void checkStreams(Args args, Keyspace keys, boolean isAgain) {
        for (int i = 0; i < options.streams(); i++) {
            ByteView key = args.at(options.firstKey() + i);
            if (isAgain && keys.typeOf(key) != ValueType.STREAM) {
                throw KEY_GONE;
            }
            StreamValue stream = keys.read(StreamValue.KIND, key);
            if (!stream.exists() || stream.groups().find(args.at(options.group())) == 0) {
                throw isAgain ? GROUP_GONE : noGroup(args, key);
            }
            int at = options.firstKey() + options.streams() + i;
            if (args.is(at, "$")) {
                throw LAST_OF_GROUP;
            }
            if (args.is(at, "+")) {
                throw PLUS_OF_GROUP;
            }
            if (!args.is(at, ">")) {
                StreamIdText.readStrict(args, at, 0, id);
            }
        }
    }

    private CommandError noGroup(Args args, ByteView key) {
        return CommandError.of("NOGROUP No such key '"
                + key.toCString() + "' or consumer group '"
                + args.at(options.group()).toCString() + "' in XREADGROUP with GROUP option");
    }

    /** Serves one stream, if there is anything; before the first one begins the reply. */
    private boolean serve(Args args, int index, Keyspace keys, ReplyWriter reply, boolean isFirst) {
        ByteView key = args.at(options.firstKey() + index);
        int idAt = options.firstKey() + options.streams() + index;
        id.setGreatest();
        if (!args.is(idAt, ">")) {
            StreamIdText.readStrict(args, idAt, 0, id);
        }
        boolean isHistory = !id.isGreatest();
        StreamValue stream = keys.open(StreamValue.KIND, key);
        delivery.begin(
                keys, stream, key, args.at(options.group()), args.at(options.group() + 1), options.isUnacknowledged());
        budget.beginStream();
        if (!isHistory && !delivery.hasAny(options.leastIdle())) {
            if (options.leastIdle() != ReadOptions.NONE) {
                retryMillis = Math.min(retryMillis, delivery.millisUntilIdle(options.leastIdle()));
            }
            return false;
        }
        if (isFirst) {
            reply.open();
        }
        if (!reply.isResp3()) {
            reply.array(2);
        }
        reply.bulk(key);
        reply.open();
        if (isHistory) {
            delivery.repeat(reply, id);
        } else {
            if (options.leastIdle() != ReadOptions.NONE) {
                delivery.claimIdle(reply, options.leastIdle());
            }
            delivery.deliver(reply, options.leastIdle() != ReadOptions.NONE);
        }
        reply.closeArray(delivery.count());
        delivery.end();
        return true;
    }

    private void await(Args args, Session session) {
        var wish = new KeyWait.Wish(ValueType.STREAM, options.deadline(), KeyWait.Nothing.NIL_ARRAY, true);
        KeyWaits waits = session.server().keyWaits();
        waits.await(session, args, options.firstKey(), options.streams(), wish);
        if (retryMillis < FARTHEST_RETRY_MILLIS) {
            long nanos = TimeUnit.MILLISECONDS.toNanos(Math.max(retryMillis, LEAST_RETRY_MILLIS));
            waits.retryAt(session, session.server().clock().nanos() + nanos);
        }
    }
}
