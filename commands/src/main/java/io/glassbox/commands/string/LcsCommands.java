package io.glassbox.commands.string;

import static io.glassbox.command.declare.AclCategory.STRING;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.StringValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.LongestCommonSubsequence;
import java.util.List;

/** What two strings have in common. */
public final class LcsCommands {
    /** LCS key1 key2 [LEN] [IDX] [MINMATCHLEN length] [WITHMATCHLEN]: a longest common subsequence, its length, or where it is. */
    static final Command LCS = command("LCS")
            .arity(-3)
            .since("7.0.0")
            .flags(READONLY)
            .acl(STRING)
            .key(range(1, 1, 1, RO, ACCESS))
            .handledBy(LcsCommands::lcs);

    public static final List<Command> COMMANDS = List.of(LCS);

    private static final CommandError NOT_STRINGS =
            CommandError.of("ERR The specified keys must contain string values");
    private static final CommandError BOTH_FORMS =
            CommandError.of("ERR If you want both the length and indexes, please just use IDX.");
    private static final CommandError TOO_MUCH_MEMORY =
            CommandError.of("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");

    private LcsCommands() {}

    private static void lcs(Args args, Session session, ReplyWriter reply) {
        Keyspace keys = session.keys();
        ByteView a = read(keys, args.at(1), 0);
        ByteView b = read(keys, args.at(2), 1);
        Form form = Form.read(args);
        if (LongestCommonSubsequence.tableBytes(a.length(), b.length())
                > session.server().longestString()) {
            throw TOO_MUCH_MEMORY;
        }
        Slabs slabs = session.server().slabs();
        if (form.onlyLength) {
            reply.integer(LongestCommonSubsequence.lengthOf(slabs, a, b));
            return;
        }
        try (LongestCommonSubsequence common = LongestCommonSubsequence.of(slabs, a, b)) {
            if (form.indexes) {
                writeMatches(common, form, reply);
            } else {
                writeText(common, slabs, reply);
            }
        }
    }

    /** Both keys are looked up, and found to be strings, before the options are read. */
    private static ByteView read(Keyspace keys, ByteView key, int cursor) {
        return keys.read(StringValue.KIND, key, cursor, NOT_STRINGS).bytes();
    }

    private static void writeText(LongestCommonSubsequence common, Slabs slabs, ReplyWriter reply) {
        long text = slabs.allocate(common.length());
        common.copyTo(text);
        reply.bulk(text, common.length());
        slabs.free(text);
    }

    /** The stretches from the last to the first, of those that are long enough. */
    private static void writeMatches(LongestCommonSubsequence common, Form form, ReplyWriter reply) {
        int count = 0;
        while (common.nextMatch()) {
            count += common.matchLength() >= form.minMatchLength ? 1 : 0;
        }
        reply.map(2);
        reply.bulk("matches");
        reply.array(count);
        common.rewind();
        while (common.nextMatch()) {
            if (common.matchLength() >= form.minMatchLength) {
                writeMatch(common, form, reply);
            }
        }
        reply.bulk("len");
        reply.integer(common.length());
    }

    private static void writeMatch(LongestCommonSubsequence common, Form form, ReplyWriter reply) {
        reply.array(form.withMatchLength ? 3 : 2);
        reply.array(2);
        reply.integer(common.aStart());
        reply.integer(common.aEnd());
        reply.array(2);
        reply.integer(common.bStart());
        reply.integer(common.bEnd());
        if (form.withMatchLength) {
            reply.integer(common.matchLength());
        }
    }

    /** What the reply is to look like. */
    private record Form(boolean onlyLength, boolean indexes, boolean withMatchLength, long minMatchLength) {

        static Form read(Args args) {
            boolean onlyLength = false;
            boolean indexes = false;
            boolean withMatchLength = false;
            long minMatchLength = 0;
            for (int i = 3; i < args.count(); i++) {
                if (args.is(i, "IDX")) {
                    indexes = true;
                } else if (args.is(i, "LEN")) {
                    onlyLength = true;
                } else if (args.is(i, "WITHMATCHLEN")) {
                    withMatchLength = true;
                } else if (args.is(i, "MINMATCHLEN") && i + 1 < args.count()) {
                    i++;
                    minMatchLength = args.longAt(i);
                } else {
                    throw CommandError.SYNTAX;
                }
            }
            if (onlyLength && indexes) {
                throw BOTH_FORMS;
            }
            return new Form(onlyLength, indexes, withMatchLength, minMatchLength);
        }
    }
}
