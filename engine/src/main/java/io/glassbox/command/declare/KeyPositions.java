package io.glassbox.command.declare;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.KeySpec.AtIndex;
import io.glassbox.command.declare.KeySpec.AtKeyword;
import io.glassbox.command.declare.KeySpec.BeginUnknown;
import io.glassbox.command.declare.KeySpec.Counted;
import io.glassbox.command.declare.KeySpec.FindUnknown;
import io.glassbox.command.declare.KeySpec.Range;
import java.util.List;

/** Finds the keys of one call by the specs of its command, or by its own finder where specs do not suffice. */
public final class KeyPositions {
    private KeyPositions() {}

    /** Reports position and flags of every key. False if the call is malformed: a count that is none, or too few arguments. */
    public static boolean find(Command command, Args args, KeyFinder.Sink keys) {
        KeyFinder finder = command.keyFinder();
        if (finder != null) {
            finder.find(args, keys);
            return true;
        }
        boolean wellFormed = true;
        // By index, since an iterator would be garbage of every command of a user with rules.
        List<KeySpec> specs = command.keySpecs();
        for (int i = 0; i < specs.size(); i++) {
            wellFormed &= find(specs.get(i), args, keys);
        }
        return wellFormed;
    }

    private static boolean find(KeySpec spec, Args args, KeyFinder.Sink keys) {
        int begin = switch (spec.begin()) {
            case AtIndex at -> at.index();
            case AtKeyword at -> behindKeyword(at, args);
            case BeginUnknown unknown -> 0;
        };
        if (begin == 0) {
            return true;
        }
        return switch (spec.find()) {
            case Range range -> inRange(spec, range, begin, args, keys);
            case Counted counted -> counted(spec, counted, begin, args, keys);
            case FindUnknown unknown -> true;
        };
    }

    private static int behindKeyword(AtKeyword at, Args args) {
        boolean forward = at.startFrom() > 0;
        int index = forward ? at.startFrom() : args.count() + at.startFrom();
        int step = forward ? 1 : -1;
        for (; index >= 1 && index < args.count(); index += step) {
            if (args.is(index, at.keyword())) {
                return index + 1;
            }
        }
        return 0;
    }

    private static boolean inRange(KeySpec spec, Range range, int begin, Args args, KeyFinder.Sink keys) {
        int last;
        if (range.lastKey() >= 0) {
            last = begin + range.lastKey();
        } else if (range.limit() > 1) {
            last = begin + (args.count() - begin) / range.limit() + range.lastKey();
        } else {
            last = args.count() + range.lastKey();
        }
        if (last >= args.count()) {
            return false;
        }
        for (int i = begin; i <= last; i += range.step()) {
            keys.key(i, spec.flags());
        }
        return true;
    }

    private static boolean counted(KeySpec spec, Counted counted, int begin, Args args, KeyFinder.Sink keys) {
        int number = begin + counted.numberIndex();
        if (number >= args.count() || !args.isLong(number)) {
            return false;
        }
        long count = args.longAt(number);
        long first = (long) begin + counted.firstKey();
        if (count < 0 || count > args.count() || first + (count - 1) * counted.step() >= args.count()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            keys.key((int) first + i * counted.step(), spec.flags());
        }
        return true;
    }
}
