package io.glassbox.commands.string;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.LongDouble;

/**
 * One call of INCREX: an increment, integer or floating point, that must stay within bounds, and what becomes of the due time.
 *
 * <p>A result out of bounds leaves everything as it was, unless it is to be clipped to the bound. The limits of the number
 * format are the bounds where none are given.
 */
final class BoundedIncrement {
    private static final CommandError NOT_AN_INCREMENT =
            CommandError.of("ERR Increment is not an integer or out of range");
    private static final CommandError NOT_A_FLOAT_INCREMENT = CommandError.of("ERR Increment is not a valid float");
    private static final CommandError BOUNDS_CROSSED = CommandError.of("ERR LBOUND can't be greater than UBOUND");
    private static final CommandError ENX_ALONE =
            CommandError.of("ERR ENX flag requires an expiration (EX, PX, EXAT or PXAT)");
    private static final CommandError NOT_FINITE =
            CommandError.of("ERR value or increment would produce Infinity or NaN");
    private static final CommandError INVALID_TIME = CommandError.invalidExpireTime("increx");

    private final Args args;
    private final long now;
    private boolean isFloat;
    private boolean saturates;
    private boolean persists;
    private boolean onlyWithoutDue;
    /** Indexes of arguments, 0 for none. */
    private int increment;

    private int lowest;
    private int highest;
    private boolean hasTime;
    private long due = EntryStore.KEEP_DUE;

    private BoundedIncrement(Args args, long now) {
        this.args = args;
        this.now = now;
    }

    static BoundedIncrement read(Args args, long now) {
        BoundedIncrement call = new BoundedIncrement(args, now);
        for (int i = 2; i < args.count(); i++) {
            i += call.option(i);
        }
        if (call.onlyWithoutDue && call.persists) {
            throw CommandError.SYNTAX;
        }
        if (call.onlyWithoutDue && !call.hasTime) {
            throw ENX_ALONE;
        }
        return call;
    }

    /** Reads one option and returns how many arguments it has behind it. */
    private int option(int i) {
        if (args.is(i, "SATURATE") && !saturates) {
            saturates = true;
            return 0;
        }
        if (args.is(i, "ENX") && !onlyWithoutDue) {
            onlyWithoutDue = true;
            return 0;
        }
        if (args.is(i, "PERSIST") && !persists && !hasTime) {
            persists = true;
            due = EntryStore.NO_DUE;
            return 0;
        }
        int operand = i + 1;
        if (operand == args.count()) {
            throw CommandError.SYNTAX;
        }
        if (increment == 0 && (args.is(i, "BYINT") || args.is(i, "BYFLOAT"))) {
            isFloat = args.is(i, "BYFLOAT");
            increment = operand;
        } else if (lowest == 0 && args.is(i, "LBOUND")) {
            lowest = operand;
        } else if (highest == 0 && args.is(i, "UBOUND")) {
            highest = operand;
        } else {
            time(i, operand);
        }
        return 1;
    }

    private void time(int option, int operand) {
        boolean inSeconds = args.is(option, "EX") || args.is(option, "EXAT");
        boolean isRelative = args.is(option, "EX") || args.is(option, "PX");
        if (!inSeconds && !isRelative && !args.is(option, "PXAT") || hasTime || persists) {
            throw CommandError.SYNTAX;
        }
        hasTime = true;
        long amount = args.longAt(operand);
        long base = isRelative ? now : 0;
        due = inSeconds
                ? DueTimes.ofSeconds(amount, base, INVALID_TIME)
                : DueTimes.ofMillis(amount, base, INVALID_TIME);
    }

    void apply(Keyspace keys, ByteView key, ReplyWriter reply) {
        if (isFloat) {
            applyFloat(keys, key, reply);
        } else {
            applyInteger(keys, key, reply);
        }
    }

    private void applyInteger(Keyspace keys, ByteView key, ReplyWriter reply) {
        long step = increment == 0 ? 1 : args.longAt(increment, NOT_AN_INCREMENT);
        long least = lowest == 0 ? Long.MIN_VALUE : args.longAt(lowest);
        long most = highest == 0 ? Long.MAX_VALUE : args.longAt(highest);
        if (least > most) {
            throw BOUNDS_CROSSED;
        }
        StringValue value = keys.openString(key);
        long old = CounterCommands.integerOf(value);
        long sum = old + step;
        boolean overflows = ((old ^ sum) & (step ^ sum)) < 0;
        if (overflows) {
            sum = step < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        long result = Math.max(least, Math.min(most, sum));
        long applied = result - old;
        if ((overflows || result != sum) && !saturates) {
            result = old;
            applied = 0;
        } else {
            if (((result ^ old) & (result ^ applied)) < 0) {
                throw CommandError.OVERFLOW;
            }
            value.setInteger(result);
            settle(keys, key, value, KeyEvent.INCRBY);
        }
        reply.array(2);
        reply.integer(result);
        reply.integer(applied);
    }

    private void applyFloat(Keyspace keys, ByteView key, ReplyWriter reply) {
        LongDouble step = finite(CounterCommands.required(LongDouble.parse(args.at(increment)), NOT_A_FLOAT_INCREMENT));
        LongDouble least = lowest == 0 ? LongDouble.MAX.negate() : bound(lowest);
        LongDouble most = highest == 0 ? LongDouble.MAX : bound(highest);
        if (least.compareTo(most) > 0) {
            throw BOUNDS_CROSSED;
        }
        StringValue value = keys.openString(key);
        LongDouble old = finite(CounterCommands.floatOf(value));
        LongDouble sum = old.plus(step);
        boolean isTooSmall = sum.compareTo(least) < 0;
        boolean isTooLarge = sum.compareTo(most) > 0;
        LongDouble result = isTooSmall ? least : isTooLarge ? most : sum;
        LongDouble applied = isTooSmall || isTooLarge ? result.minus(old) : step;
        if ((isTooSmall || isTooLarge) && !saturates) {
            result = old;
            applied = LongDouble.ZERO;
        } else {
            finite(result);
            finite(applied);
            value.setText(StringEffects.ascii(result.toString()));
            settle(keys, key, value, KeyEvent.INCRBYFLOAT);
        }
        reply.array(2);
        reply.number(result.toString());
        reply.number(applied.toString());
    }

    /** What comes after the new value was written: the due time, the announcement, the effect. */
    private void settle(Keyspace keys, ByteView key, StringValue value, KeyEvent event) {
        long oldDue = keys.due(value.slot());
        boolean keepsDue = due == EntryStore.KEEP_DUE || onlyWithoutDue && oldDue != EntryStore.NO_DUE;
        keys.changed(key, event);
        if (keepsDue) {
            propagate(keys, key, value, EntryStore.KEEP_DUE);
        } else if (hasTime && due <= now) {
            keys.delete(value.slot());
            keys.also(key, KeyEvent.DEL);
            if (keys.effects().isWanted()) {
                StringEffects.delete(keys, key);
            }
        } else {
            if (due != oldDue) {
                keys.setDue(value.slot(), due);
            }
            if (hasTime) {
                keys.also(key, KeyEvent.EXPIRE);
            } else if (oldDue != EntryStore.NO_DUE) {
                keys.also(key, KeyEvent.PERSIST);
            }
            propagate(keys, key, value, due);
        }
    }

    private static void propagate(Keyspace keys, ByteView key, StringValue value, long newDue) {
        if (keys.effects().isWanted()) {
            StringEffects.set(keys, key, value.bytes().toBytes(), newDue);
        }
    }

    private LongDouble bound(int index) {
        return CounterCommands.required(LongDouble.parse(args.at(index)), CommandError.NOT_A_FLOAT);
    }

    private static LongDouble finite(LongDouble number) {
        if (!number.isFinite()) {
            throw NOT_FINITE;
        }
        return number;
    }
}
