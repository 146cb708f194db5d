package io.glassbox.commands.string;

import static io.glassbox.command.declare.AclCategory.STRING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.MOVABLEKEYS;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.countedAt;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;

/** Several strings at once. */
public final class StringBatchCommands {
    /** MGET key [key …]: the values, nil for a key that is missing or no string. */
    static final Command MGET = command("MGET")
            .arity(-2)
            .since("1.0.0")
            .flags(READONLY, FAST)
            .acl(STRING)
            .key(range(1, -1, 1, RO, ACCESS))
            .tips("request_policy:multi_shard")
            .handledBy(StringBatchCommands::mget);

    /** MSET key value [key value …]; of a key that comes twice the last value stays. */
    static final Command MSET = command("MSET")
            .arity(-3)
            .since("1.0.1")
            .flags(WRITE, DENYOOM)
            .acl(STRING)
            .key(range(1, -1, 2, OW, UPDATE))
            .tips("request_policy:multi_shard", "response_policy:all_succeeded")
            .handledBy(StringBatchCommands::mset);

    /** MSETNX key value [key value …]: sets all if none of the keys exists. */
    static final Command MSETNX = command("MSETNX")
            .arity(-3)
            .since("1.0.1")
            .flags(WRITE, DENYOOM)
            .acl(STRING)
            .key(range(1, -1, 2, OW, INSERT))
            .handledBy(StringBatchCommands::msetnx);

    /**
     * MSETEX numkeys key value [key value …] [NX | XX] [EX seconds | PX milliseconds | EXAT unix-seconds |
     * PXAT unix-milliseconds | KEEPTTL]: sets all or none.
     */
    static final Command MSETEX = command("MSETEX")
            .arity(-4)
            .since("8.4.0")
            .flags(WRITE, DENYOOM, MOVABLEKEYS)
            .acl(STRING)
            .key(countedAt(1, 2, OW, UPDATE))
            .tips("request_policy:multi_shard", "response_policy:all_succeeded")
            .handledBy(StringBatchCommands::msetex);

    public static final List<Command> COMMANDS = List.of(MGET, MSET, MSETNX, MSETEX);

    private static final long OPTIONS_OF_MSETEX =
            StringOptions.NX | StringOptions.XX | StringOptions.TIMES | StringOptions.KEEPTTL;

    private static final CommandError INVALID_COUNT = CommandError.of("ERR invalid numkeys value");
    private static final CommandError WRONG_PAIRS = CommandError.of("ERR wrong number of key-value pairs");
    private static final CommandError INVALID_TIME = CommandError.invalidExpireTime("msetex");

    private StringBatchCommands() {}

    private static void mget(Args args, Keyspace keys, ReplyWriter reply) {
        int count = args.count();
        reply.array(count - 1);
        for (int i = 1; i < count; i++) {
            StringReadCommands.writeTo(reply, keys.readIf(StringValue.KIND, args.at(i)));
        }
    }

    private static void mset(Args args, Keyspace keys, ReplyWriter reply) {
        requirePairs(args, "mset");
        setAll(args, keys, 1, args.count());
        reply.ok();
    }

    private static void msetnx(Args args, Keyspace keys, ReplyWriter reply) {
        requirePairs(args, "msetnx");
        if (countExisting(args, keys, 1, args.count()) > 0) {
            reply.integer(0);
            return;
        }
        setAll(args, keys, 1, args.count());
        reply.integer(1);
    }

    private static void msetex(Args args, Keyspace keys, ReplyWriter reply) {
        int pairs = args.intAt(1, INVALID_COUNT);
        if (pairs <= 0) {
            throw INVALID_COUNT;
        }
        if (pairs > (args.count() - 2) / 2) {
            throw WRONG_PAIRS;
        }
        int end = 2 + 2 * pairs;
        long options = StringOptions.read(args, end, OPTIONS_OF_MSETEX);
        long due = StringOptions.due(args, options, keys.clock().unixMillis(), INVALID_TIME);
        if (!admits(options, countExisting(args, keys, 2, end), pairs)) {
            reply.integer(0);
            return;
        }
        boolean hasTime = StringOptions.has(options, StringOptions.TIMES);
        for (int i = 2; i < end; i += 2) {
            ByteView key = args.at(i);
            keys.overwrite(keys.replaceString(key), args.at(i + 1), due);
            if (hasTime) {
                // Before the event of the change, the other way round than SET: as Redis has it.
                keys.also(key, KeyEvent.EXPIRE);
            }
            keys.changed(key, KeyEvent.SET);
        }
        if (hasTime && keys.effects().isWanted()) {
            propagate(args, keys, end, due);
        }
        reply.integer(1);
    }

    private static boolean admits(long options, int existing, int pairs) {
        return switch ((int) (options & (StringOptions.NX | StringOptions.XX))) {
            case (int) StringOptions.NX -> existing == 0;
            case (int) StringOptions.XX -> existing == pairs;
            default -> true;
        };
    }

    /** The time becomes absolute; a condition was met and is left out. */
    private static void propagate(Args args, Keyspace keys, int end, long due) {
        byte[][] effect = new byte[end + 2][];
        for (int i = 0; i < end; i++) {
            effect[i] = args.bytes(i);
        }
        effect[end] = StringEffects.ascii("PXAT");
        effect[end + 1] = StringEffects.decimal(due);
        keys.effects().instead(effect);
    }

    private static void requirePairs(Args args, String command) {
        if ((args.count() & 1) == 0) {
            throw CommandError.wrongArity(command);
        }
    }

    private static void setAll(Args args, Keyspace keys, int from, int end) {
        for (int i = from; i < end; i += 2) {
            ByteView key = args.at(i);
            keys.overwrite(keys.replaceString(key), args.at(i + 1), EntryStore.NO_DUE);
            keys.changed(key, KeyEvent.SET);
        }
    }

    private static int countExisting(Args args, Keyspace keys, int from, int end) {
        int existing = 0;
        for (int i = from; i < end; i += 2) {
            existing += keys.write(args.at(i)).exists() ? 1 : 0;
        }
        return existing;
    }
}
