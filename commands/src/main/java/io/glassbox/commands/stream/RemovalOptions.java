package io.glassbox.commands.stream;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.structure.stream.StreamId;
import org.jspecify.annotations.Nullable;

/** {@code [KEEPREF | DELREF | ACKED] IDS n id …} in either order, as XDELEX and XACKDEL take it. */
final class RemovalOptions {
    static final CommandError NUMIDS_NOT_POSITIVE = CommandError.of("ERR Number of IDs must be a positive integer");
    static final CommandError NUMIDS_MISMATCH =
            CommandError.of("ERR The `numids` parameter must match the number of arguments");

    private final StreamId id = new StreamId();
    private EntryRemoval.Policy policy = EntryRemoval.Policy.KEEPREF;
    private int first;
    private int count;

    /** The policy that an argument names; null if it names none. */
    static EntryRemoval.@Nullable Policy policy(Args args, int index) {
        if (args.is(index, "KEEPREF")) {
            return EntryRemoval.Policy.KEEPREF;
        }
        if (args.is(index, "DELREF")) {
            return EntryRemoval.Policy.DELREF;
        }
        return args.is(index, "ACKED") ? EntryRemoval.Policy.ACKED : null;
    }

    EntryRemoval.Policy policy() {
        return policy;
    }

    /** Where the first ID is. */
    int first() {
        return first;
    }

    int count() {
        return count;
    }

    /** Reads all options from an index on, and makes sure that all IDs are such. */
    void read(Args args, int from) {
        boolean hasPolicy = false;
        policy = EntryRemoval.Policy.KEEPREF;
        count = 0;
        int at = from;
        while (at < args.count()) {
            EntryRemoval.Policy read = policy(args, at);
            if (read != null && !hasPolicy) {
                hasPolicy = true;
                policy = read;
                at++;
            } else if (read == null && count == 0 && args.is(at, "IDS") && at + 1 < args.count()) {
                at = readIds(args, at);
            } else if (read == null && count > 0) {
                throw NUMIDS_MISMATCH;
            } else {
                throw CommandError.SYNTAX;
            }
        }
        if (count == 0) {
            throw CommandError.SYNTAX;
        }
        checkIds(args, first, count, id);
    }

    private int readIds(Args args, int at) {
        count = idCount(args, at + 1);
        first = at + 2;
        return first + count;
    }

    /** The number of IDs that an argument says, which follow it. */
    static int idCount(Args args, int index) {
        long said = args.longAt(index, NUMIDS_NOT_POSITIVE);
        if (said <= 0) {
            throw NUMIDS_NOT_POSITIVE;
        }
        if (said > args.count() - index - 1) {
            throw NUMIDS_MISMATCH;
        }
        return (int) said;
    }

    static void checkIds(Args args, int first, int count, StreamId scratch) {
        for (int i = first; i < first + count; i++) {
            StreamIdText.readStrict(args, i, 0, scratch);
        }
    }
}
