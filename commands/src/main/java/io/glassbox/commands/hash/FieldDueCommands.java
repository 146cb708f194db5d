package io.glassbox.commands.hash;

import static io.glassbox.command.declare.AclCategory.HASH;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
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
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;
import java.util.Locale;

/**
 * When fields go. The reply has a number for each field: -2 if there is no such field, 0 if the condition is not met, 1 if it is done,
 * 2 if the time has passed and the field was deleted.
 */
public final class FieldDueCommands {
    private static final int NO_FIELD = -2;
    private static final int NO_DUE = -1;
    private static final int REFUSED = 0;
    private static final int DONE = 1;
    private static final int DELETED = 2;

    /** HEXPIRE key seconds [NX | XX | GT | LT] FIELDS numfields field [field …]: seconds from now on. */
    private final Command hexpire = expiring("HEXPIRE", true, false);

    /** HPEXPIRE key milliseconds …: milliseconds from now on. */
    private final Command hpexpire = expiring("HPEXPIRE", false, false);

    /** HEXPIREAT key unix-time-seconds …. */
    private final Command hexpireat = expiring("HEXPIREAT", true, true);

    /** HPEXPIREAT key unix-time-milliseconds …. */
    private final Command hpexpireat = expiring("HPEXPIREAT", false, true);

    /** HPERSIST key FIELDS numfields field [field …]: the fields stay after all; -1 for those that would have stayed anyway. */
    private final Command hpersist = command("HPERSIST")
            .arity(-5)
            .since("7.4.0")
            .flags(WRITE, FAST)
            .acl(HASH)
            .key(at(1, RW, UPDATE))
            .handledBy(this::hpersist);

    private final FieldArguments fields = new FieldArguments();
    private final FieldChanges changes = new FieldChanges();

    public List<Command> commands() {
        return List.of(hexpire, hpexpire, hexpireat, hpexpireat, hpersist);
    }

    private Command expiring(String name, boolean isSeconds, boolean isAbsolute) {
        CommandError invalid = CommandError.invalidExpireTime(name.toLowerCase(Locale.ROOT));
        return command(name)
                .arity(-6)
                .since("7.4.0")
                .flags(WRITE, FAST)
                .acl(HASH)
                .key(at(1, RW, UPDATE))
                .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> {
                    fields.read(args, 3, FieldArguments.COMPARISONS, false);
                    long now = keys.clock().unixMillis();
                    expire(args, keys, FieldArguments.due(args.longAt(2), isSeconds, isAbsolute, now, invalid), reply);
                });
    }

    private void expire(Args args, Keyspace keys, long due, ReplyWriter reply) {
        ByteView key = args.at(1);
        HashValue hash = keys.open(HashValue.KIND, key);
        changes.begin(keys, key);
        reply.array(fields.count());
        for (int i = 0; i < fields.count(); i++) {
            ByteView field = args.at(fields.field(i));
            if (!hash.find(field)) {
                reply.integer(NO_FIELD);
            } else if (!fields.allows(hash.due(), due)) {
                reply.integer(REFUSED);
            } else {
                reply.integer(changes.setDue(hash, field, due) ? DONE : DELETED);
            }
        }
        changes.announce(hash, due);
    }

    private void hpersist(Args args, Keyspace keys, ReplyWriter reply) {
        fields.readBlock(args, 2);
        ByteView key = args.at(1);
        HashValue hash = keys.open(HashValue.KIND, key);
        reply.array(fields.count());
        int changed = 0;
        for (int i = 0; i < fields.count(); i++) {
            if (!hash.find(args.at(fields.field(i)))) {
                reply.integer(NO_FIELD);
            } else if (hash.due() == EntryStore.NO_DUE) {
                reply.integer(NO_DUE);
            } else {
                hash.putDue(EntryStore.NO_DUE);
                keys.subkey(args.at(fields.field(i)));
                reply.integer(DONE);
                changed++;
            }
        }
        keys.changed(key, KeyEvent.HPERSIST, changed);
    }
}
