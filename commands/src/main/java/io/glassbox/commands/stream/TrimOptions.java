package io.glassbox.commands.stream;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.type.EncodingLimits;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.structure.stream.StreamId;
import io.glassbox.structure.stream.TrimRule;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code MAXLEN | MINID [= | ~] threshold [LIMIT n] [KEEPREF | DELREF | ACKED]}, as XADD and XTRIM take it. */
final class TrimOptions {
    private static final CommandError TWO_RULES =
            CommandError.of("ERR syntax error, MAXLEN and MINID options at the same time are not compatible");
    private static final CommandError NEGATIVE_LENGTH = CommandError.of("ERR The MAXLEN argument must be >= 0.");
    private static final CommandError NEGATIVE_LIMIT = CommandError.of("ERR The LIMIT argument must be >= 0.");
    private static final CommandError LIMIT_WITHOUT_RULE =
            CommandError.of("ERR syntax error, LIMIT cannot be used without specifying a trimming strategy");
    private static final CommandError NO_RULE =
            CommandError.of("ERR syntax error, XTRIM must be called with a trimming strategy");
    private static final CommandError LIMIT_OF_EXACT =
            CommandError.of("ERR syntax error, LIMIT cannot be used without the special ~ option");

    /** Nodes that a trim without a limit of its own goes through, the most entries, and those if nodes have no limit. */
    private static final long DEFAULT_NODES = 100;

    private static final long MOST_ENTRIES = 1_000_000;
    private static final long DEFAULT_ENTRIES = 10_000;

    private enum Kind {
        NONE,
        LENGTH,
        ID
    }

    private final TrimRule rule = new TrimRule();
    private final EntryRemoval removal = new EntryRemoval();
    private final StreamId least = new StreamId();
    private Kind kind = Kind.NONE;
    private boolean isApproximate;
    private boolean hasLimit;
    private long limit;
    private long length;
    private boolean hasPolicy;
    private EntryRemoval.Policy policy = EntryRemoval.Policy.KEEPREF;

    void clear() {
        kind = Kind.NONE;
        isApproximate = false;
        hasLimit = false;
        limit = 0;
        hasPolicy = false;
        policy = EntryRemoval.Policy.KEEPREF;
    }

    boolean isGiven() {
        return kind != Kind.NONE;
    }

    /** Reads the option at an index, if it is one of these; returns how many arguments it takes, 0 if it is another. */
    int read(Args args, int index) {
        boolean hasMore = index + 1 < args.count();
        if (hasMore && args.is(index, "MAXLEN")) {
            return readRule(args, index, Kind.LENGTH);
        }
        if (hasMore && args.is(index, "MINID")) {
            return readRule(args, index, Kind.ID);
        }
        if (hasMore && args.is(index, "LIMIT")) {
            limit = args.longAt(index + 1);
            if (limit < 0) {
                throw NEGATIVE_LIMIT;
            }
            hasLimit = true;
            return 2;
        }
        return readPolicy(args, index) ? 1 : 0;
    }

    private int readRule(Args args, int index, Kind newKind) {
        if (kind != Kind.NONE) {
            throw TWO_RULES;
        }
        boolean hasMore = index + 2 < args.count();
        isApproximate = hasMore && args.is(index + 1, "~");
        int threshold = isApproximate || hasMore && args.is(index + 1, "=") ? index + 2 : index + 1;
        if (newKind == Kind.LENGTH) {
            length = args.longAt(threshold);
            if (length < 0) {
                throw NEGATIVE_LENGTH;
            }
        } else {
            StreamIdText.readStrict(args, threshold, 0, least);
        }
        kind = newKind;
        return threshold - index + 1;
    }

    private boolean readPolicy(Args args, int index) {
        EntryRemoval.Policy read = RemovalOptions.policy(args, index);
        if (read == null) {
            return false;
        }
        if (hasPolicy) {
            throw CommandError.SYNTAX;
        }
        hasPolicy = true;
        policy = read;
        return true;
    }

    /** Checks what can only be said of all options together; to be called behind the last one. */
    void check() {
        checkLimitHasRule();
        checkLimitIsApproximate();
    }

    /** The same for a command that does nothing but trim. */
    void checkGiven() {
        checkLimitHasRule();
        if (!isGiven()) {
            throw NO_RULE;
        }
        checkLimitIsApproximate();
    }

    private void checkLimitHasRule() {
        if (limit != 0 && !isGiven()) {
            throw LIMIT_WITHOUT_RULE;
        }
    }

    private void checkLimitIsApproximate() {
        if (hasLimit && !isApproximate) {
            throw LIMIT_OF_EXACT;
        }
    }

    /** Removes what is too many; returns how many entries went. */
    long trim(StreamValue stream, EncodingLimits limits) {
        rule.wholeNodes(isApproximate);
        rule.limit(isApproximate && !hasLimit ? defaultLimit(limits) : limit);
        if (kind == Kind.LENGTH) {
            rule.byLength(length);
        } else {
            rule.byId(least);
        }
        return stream.trim(rule, removal.trimming(stream, policy));
    }

    private static long defaultLimit(EncodingLimits limits) {
        long entries = limits.streamNodeMaxEntries();
        return entries == 0 ? DEFAULT_ENTRIES : Math.min(MOST_ENTRIES, entries * DEFAULT_NODES);
    }

    /** Adds what has the same effect everywhere, however long the nodes are there. To be called after the trim. */
    void addEffect(List<byte[]> effect, StreamValue stream, StreamReply replies, StreamId scratch) {
        if (hasPolicy) {
            effect.add(ascii(policy.name()));
        }
        if (kind == Kind.LENGTH) {
            effect.add(ascii("MAXLEN"));
            effect.add(ascii("="));
            effect.add(ascii(Long.toString(isApproximate ? stream.length() : length)));
        } else if (kind == Kind.ID) {
            effect.add(ascii("MINID"));
            effect.add(ascii("="));
            boolean isReached = !isApproximate || stream.length() == 0;
            effect.add(replies.bytes(isReached ? least : stream.firstId(scratch)));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
