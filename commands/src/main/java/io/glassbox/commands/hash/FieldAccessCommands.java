package io.glassbox.commands.hash;

import static io.glassbox.command.declare.AclCategory.HASH;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
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

/** Fields read or set together with their due times. */
public final class FieldAccessCommands {
    private static final CommandError INVALID_HGETEX = CommandError.invalidExpireTime("hgetex");
    private static final CommandError INVALID_HSETEX = CommandError.invalidExpireTime("hsetex");

    /** HGETDEL key FIELDS numfields field [field …]: the values of fields, which are deleted. */
    private final Command hgetdel = command("HGETDEL")
            .arity(-5)
            .since("8.0.0")
            .flags(WRITE, FAST)
            .acl(HASH)
            .key(at(1, RW, ACCESS, DELETE))
            .handledBy(this::hgetdel);

    /**
     * HGETEX key [EX seconds | PX milliseconds | EXAT unix-seconds | PXAT unix-milliseconds | PERSIST] FIELDS numfields field
     * [field …]: the values of fields, which get this due time, or lose theirs.
     */
    private final Command hgetex = command("HGETEX")
            .arity(-5)
            .since("8.0.0")
            .flags(WRITE, FAST)
            .acl(HASH)
            .key(at(1, RW, ACCESS, UPDATE))
            .handledBy(this::hgetex);

    /**
     * HSETEX key [FNX | FXX] [EX seconds | PX milliseconds | EXAT unix-seconds | PXAT unix-milliseconds | KEEPTTL] FIELDS numfields
     * field value [field value …]: 1 if all are set, 0 if none is, because one exists or is missing.
     */
    private final Command hsetex = command("HSETEX")
            .arity(-6)
            .since("8.0.0")
            .flags(WRITE, DENYOOM, FAST)
            .acl(HASH)
            .key(at(1, RW, UPDATE))
            .handledBy(this::hsetex);

    private final FieldArguments fields = new FieldArguments();
    private final FieldChanges changes = new FieldChanges();

    public List<Command> commands() {
        return List.of(hgetdel, hgetex, hsetex);
    }

    private void hgetdel(Args args, Keyspace keys, ReplyWriter reply) {
        fields.readBlock(args, 2);
        ByteView key = args.at(1);
        HashValue hash = keys.open(HashValue.KIND, key);
        changes.begin(keys, key);
        reply.array(fields.count());
        for (int i = 0; i < fields.count(); i++) {
            int field = fields.field(i);
            if (HashReadCommands.value(hash, args, field, reply)) {
                changes.delete(hash, args.at(field));
            }
        }
        changes.announce(hash, EntryStore.NO_DUE);
    }

    private void hgetex(Args args, Keyspace keys, ReplyWriter reply) {
        fields.read(args, 2, FieldArguments.TIMES | FieldArguments.PERSIST, false);
        long due = fields.due(args, keys.clock().unixMillis(), INVALID_HGETEX);
        boolean hasTime = fields.has(FieldArguments.TIMES);
        ByteView key = args.at(1);
        HashValue hash = keys.open(HashValue.KIND, key);
        changes.begin(keys, key);
        reply.array(fields.count());
        for (int i = 0; i < fields.count(); i++) {
            int field = fields.field(i);
            boolean isThere = HashReadCommands.value(hash, args, field, reply);
            boolean losesDue = fields.has(FieldArguments.PERSIST) && isThere && hash.due() != EntryStore.NO_DUE;
            if (losesDue || isThere && hasTime) {
                changes.setDue(hash, args.at(field), due);
            }
        }
        changes.announce(hash, due);
    }

    private void hsetex(Args args, Keyspace keys, ReplyWriter reply) {
        int allowed = FieldArguments.FNX | FieldArguments.FXX | FieldArguments.TIMES | FieldArguments.KEEPTTL;
        fields.read(args, 2, allowed, true);
        long due = fields.due(args, keys.clock().unixMillis(), INVALID_HSETEX);
        ByteView key = args.at(1);
        HashValue hash = keys.open(HashValue.KIND, key);
        if (!isAllowed(args, hash)) {
            reply.integer(0);
            return;
        }
        for (int i = 0; i < fields.count(); i++) {
            put(args, keys, hash, fields.field(i));
        }
        for (int i = 0; i < fields.count(); i++) {
            keys.subkey(args.at(fields.field(i)));
        }
        keys.changed(key, KeyEvent.HSET, fields.count());
        if (due != EntryStore.NO_DUE) {
            boolean hasPassed = keys.isPast(due);
            changes.begin(keys, key);
            for (int i = 0; i < fields.count(); i++) {
                ByteView field = args.at(fields.field(i));
                if (hash.find(field)) {
                    changes.setDue(hash, field, due);
                }
            }
            changes.noteSubkeys();
            keys.also(key, hasPassed ? KeyEvent.HDEL : KeyEvent.HEXPIRE);
            changes.tellDeleted();
            keys.removeIfEmpty(hash);
        }
        if (keys.effects().isWanted() && (due == EntryStore.NO_DUE || !keys.isPast(due))) {
            HashEffects.set(keys, args, fields, due);
        }
        reply.integer(1);
    }

    private void put(Args args, Keyspace keys, HashValue hash, int index) {
        ByteView field = args.at(index);
        keys.meetOverdue(hash, field);
        if (fields.has(FieldArguments.KEEPTTL)) {
            hash.putKeepingDue(field, args.at(index + 1));
        } else {
            hash.put(field, args.at(index + 1));
        }
    }

    /** Whether none of the fields is there with FNX, and all of them are with FXX. */
    private boolean isAllowed(Args args, HashValue hash) {
        if (!fields.has(FieldArguments.FNX | FieldArguments.FXX)) {
            return true;
        }
        for (int i = 0; i < fields.count(); i++) {
            if (hash.find(args.at(fields.field(i))) == fields.has(FieldArguments.FNX)) {
                return false;
            }
        }
        return true;
    }
}
