package io.glassbox.commands.string;

import static io.glassbox.command.declare.AclCategory.STRING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.LongDouble;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Strings as numbers. A key that does not exist counts as 0; a due time stays. */
public final class CounterCommands {
    /** INCR key: the value plus 1. */
    static final Command INCR = command("INCR")
            .arity(2)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STRING)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(CounterCommands::incr);

    /** DECR key: the value minus 1. */
    static final Command DECR = command("DECR")
            .arity(2)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STRING)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(CounterCommands::decr);

    /** INCRBY key increment. */
    static final Command INCRBY = command("INCRBY")
            .arity(3)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STRING)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(CounterCommands::incrBy);

    /** DECRBY key decrement. */
    static final Command DECRBY = command("DECRBY")
            .arity(3)
            .since("1.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STRING)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(CounterCommands::decrBy);

    /** INCRBYFLOAT key increment: added up as C's long double, so that the digits are those of Redis. */
    static final Command INCRBYFLOAT = command("INCRBYFLOAT")
            .arity(3)
            .since("2.6.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STRING)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(CounterCommands::incrByFloat);

    /**
     * INCREX key [BYFLOAT increment | BYINT increment] [LBOUND lowest] [UBOUND highest] [SATURATE] [EX seconds |
     * PX milliseconds | EXAT unix-seconds | PXAT unix-milliseconds | PERSIST] [ENX]: the new value and what was really added.
     */
    static final Command INCREX = command("INCREX")
            .arity(-2)
            .since("8.8.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(STRING)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(CounterCommands::increx);

    public static final List<Command> COMMANDS = List.of(INCR, DECR, INCRBY, DECRBY, INCRBYFLOAT, INCREX);

    private static final CommandError DECREMENT_OVERFLOWS = CommandError.of("ERR decrement would overflow");
    private static final CommandError NOT_FINITE = CommandError.of("ERR increment would produce NaN or Infinity");

    private CounterCommands() {}

    private static void incr(Args args, Keyspace keys, ReplyWriter reply) {
        add(args, keys, reply, 1);
    }

    private static void decr(Args args, Keyspace keys, ReplyWriter reply) {
        add(args, keys, reply, -1);
    }

    private static void incrBy(Args args, Keyspace keys, ReplyWriter reply) {
        add(args, keys, reply, args.longAt(2));
    }

    private static void decrBy(Args args, Keyspace keys, ReplyWriter reply) {
        long decrement = args.longAt(2);
        if (decrement == Long.MIN_VALUE) {
            throw DECREMENT_OVERFLOWS;
        }
        add(args, keys, reply, -decrement);
    }

    private static void add(Args args, Keyspace keys, ReplyWriter reply, long increment) {
        ByteView key = args.at(1);
        StringValue value = keys.openString(key);
        long old = integerOf(value);
        long sum = old + increment;
        if (((old ^ sum) & (increment ^ sum)) < 0) {
            throw CommandError.OVERFLOW;
        }
        value.setInteger(sum);
        keys.changed(key, KeyEvent.INCRBY);
        reply.integer(sum);
    }

    private static void incrByFloat(Args args, Keyspace keys, ReplyWriter reply) {
        ByteView key = args.at(1);
        StringValue value = keys.openString(key);
        LongDouble sum = floatOf(value).plus(required(LongDouble.parse(args.at(2)), CommandError.NOT_A_FLOAT));
        if (!sum.isFinite()) {
            throw NOT_FINITE;
        }
        byte[] text = StringEffects.ascii(sum.toString());
        value.setText(text);
        keys.changed(key, KeyEvent.INCRBYFLOAT);
        if (keys.effects().isWanted()) {
            StringEffects.set(keys, key, text, EntryStore.KEEP_DUE);
        }
        reply.bulk(text);
    }

    private static void increx(Args args, Keyspace keys, ReplyWriter reply) {
        BoundedIncrement.read(args, keys.clock().unixMillis()).apply(keys, args.at(1), reply);
    }

    /** The value as an integer, 0 if the key does not exist. */
    static long integerOf(StringValue value) {
        if (!value.exists()) {
            return 0;
        }
        if (!value.readsAsInteger()) {
            throw CommandError.NOT_AN_INTEGER;
        }
        return value.parsedInteger();
    }

    /** The value as a floating point number, 0 if the key does not exist. */
    static LongDouble floatOf(StringValue value) {
        return value.exists() ? required(LongDouble.parse(value.bytes()), CommandError.NOT_A_FLOAT) : LongDouble.ZERO;
    }

    static LongDouble required(@Nullable LongDouble number, CommandError otherwise) {
        if (number == null) {
            throw otherwise;
        }
        return number;
    }
}
