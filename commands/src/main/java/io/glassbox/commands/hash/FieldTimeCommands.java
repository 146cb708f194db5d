package io.glassbox.commands.hash;

import static io.glassbox.command.declare.AclCategory.HASH;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.HashValue;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** How long fields still live: -2 for each that is missing, -1 for each that stays. Seconds are rounded up. */
public final class FieldTimeCommands {
    private static final int NO_FIELD = -2;
    private static final int NO_DUE = -1;
    private static final long MILLIS = 1000;

    /** HTTL key FIELDS numfields field [field …]: in seconds. */
    private final Command httl = telling("HTTL", true, false);

    /** HPTTL key FIELDS numfields field [field …]: in milliseconds. */
    private final Command hpttl = telling("HPTTL", false, false);

    /** HEXPIRETIME key FIELDS numfields field [field …]: until when, in unix seconds. */
    private final Command hexpiretime = telling("HEXPIRETIME", true, true);

    /** HPEXPIRETIME key FIELDS numfields field [field …]: until when, in unix milliseconds. */
    private final Command hpexpiretime = telling("HPEXPIRETIME", false, true);

    private final FieldArguments fields = new FieldArguments();

    public List<Command> commands() {
        return List.of(httl, hpttl, hexpiretime, hpexpiretime);
    }

    private Command telling(String name, boolean inSeconds, boolean isAbsolute) {
        Command.Builder command = command(name)
                .arity(-5)
                .since("7.4.0")
                .flags(READONLY, FAST)
                .acl(HASH)
                .key(at(1, RO, ACCESS));
        return (isAbsolute ? command : command.tips("nondeterministic_output"))
                .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                        tell(args, keys, reply, inSeconds ? MILLIS : 1, isAbsolute));
    }

    private void tell(Args args, Keyspace keys, ReplyWriter reply, long unit, boolean isAbsolute) {
        fields.readBlock(args, 2);
        HashValue hash = keys.read(HashValue.KIND, args.at(1));
        long base = isAbsolute ? 0 : keys.clock().unixMillis();
        reply.array(fields.count());
        for (int i = 0; i < fields.count(); i++) {
            if (!hash.find(args.at(fields.field(i)))) {
                reply.integer(NO_FIELD);
            } else if (hash.due() == EntryStore.NO_DUE) {
                reply.integer(NO_DUE);
            } else {
                reply.integer((hash.due() - base + unit - 1) / unit);
            }
        }
    }
}
