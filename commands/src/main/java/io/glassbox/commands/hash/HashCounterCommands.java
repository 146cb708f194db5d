package io.glassbox.commands.hash;

import static io.glassbox.command.declare.AclCategory.HASH;
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
import io.glassbox.engine.type.HashValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DecimalInteger;
import io.glassbox.structure.text.LongDouble;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fields as numbers. A field that does not exist counts as 0; a due time stays. */
public final class HashCounterCommands {
    private static final CommandError NOT_AN_INTEGER = CommandError.of("ERR hash value is not an integer");
    private static final CommandError NOT_A_FLOAT = CommandError.of("ERR hash value is not a float");
    private static final CommandError ADDEND_NOT_FINITE = CommandError.of("ERR value is NaN or Infinity");
    private static final CommandError NOT_FINITE = CommandError.of("ERR increment would produce NaN or Infinity");

    /** As many digits as the sum of two long doubles can have when it is printed. */
    private static final int LONGEST_TEXT = 5 * 1024;

    /** HINCRBY key field increment. */
    private final Command hincrby = command("HINCRBY")
            .arity(4)
            .since("2.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(HASH)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(this::hincrby);

    /** HINCRBYFLOAT key field increment: added up as C's long double, so that the digits are those of Redis. */
    private final Command hincrbyfloat = command("HINCRBYFLOAT")
            .arity(4)
            .since("2.6.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(HASH)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(this::hincrbyfloat);

    /** Where results are printed. */
    private final long scratch;

    private final ByteView printed = new ByteView();

    public HashCounterCommands(TypeContext types) {
        scratch = types.scratch(LONGEST_TEXT);
    }

    public List<Command> commands() {
        return List.of(hincrby, hincrbyfloat);
    }

    private void hincrby(Args args, Keyspace keys, ReplyWriter reply) {
        long increment = args.longAt(3);
        ByteView key = args.at(1);
        ByteView field = args.at(2);
        HashValue hash = keys.open(HashValue.KIND, key);
        long old = hash.find(field) ? integerOf(hash.value()) : 0;
        long sum = old + increment;
        if (((old ^ sum) & (increment ^ sum)) < 0) {
            throw CommandError.OVERFLOW;
        }
        keys.meetOverdue(hash, field);
        hash.putKeepingDue(field, printed.set(scratch, (int) (DecimalInteger.write(scratch, sum) - scratch)));
        keys.subkey(field);
        keys.changed(key, KeyEvent.HINCRBY);
        reply.integer(sum);
    }

    private static long integerOf(ByteView value) {
        if (!DecimalInteger.isInteger(value)) {
            throw NOT_AN_INTEGER;
        }
        return DecimalInteger.parse(value);
    }

    private void hincrbyfloat(Args args, Keyspace keys, ReplyWriter reply) {
        LongDouble increment = LongDouble.parse(args.at(3));
        if (increment == null) {
            throw CommandError.NOT_A_FLOAT;
        }
        if (!increment.isFinite()) {
            throw ADDEND_NOT_FINITE;
        }
        ByteView key = args.at(1);
        ByteView field = args.at(2);
        HashValue hash = keys.open(HashValue.KIND, key);
        boolean isThere = hash.find(field);
        LongDouble old = isThere ? LongDouble.parse(hash.value()) : LongDouble.ZERO;
        if (old == null) {
            throw NOT_A_FLOAT;
        }
        LongDouble sum = old.plus(increment);
        if (!sum.isFinite()) {
            throw NOT_FINITE;
        }
        boolean hasDue = isThere && hash.due() != EntryStore.NO_DUE;
        byte[] text = sum.toString().getBytes(StandardCharsets.US_ASCII);
        Memory.copyIn(text, 0, scratch, text.length);
        keys.meetOverdue(hash, field);
        hash.putKeepingDue(field, printed.set(scratch, text.length));
        keys.subkey(field);
        keys.changed(key, KeyEvent.HINCRBYFLOAT);
        if (keys.effects().isWanted()) {
            HashEffects.set(keys, key, field, text, hasDue);
        }
        reply.bulk(text);
    }
}
