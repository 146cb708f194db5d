package io.glassbox.commands.hash;

import static io.glassbox.command.declare.AclCategory.HASH;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.HashValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.hash.ByteMap;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hashes of the same fields by the million: a connection prepares the fields once and sends only values from then on. */
public final class HashImportCommands {
    private static final CommandError NO_SUCH_SET = CommandError.of("ERR no such fieldset");
    private static final CommandError DUPLICATE = CommandError.of("ERR duplicate field name in fieldset");
    private static final CommandError OTHER_COUNT =
            CommandError.of("ERR value count does not match fieldset field count");
    private static final String REQUEST_POLICY = "request_policy:all_shards";

    /** HIMPORT, the container. */
    private final Command himport =
            command("HIMPORT").arity(-2).since("8.10.0").acl(HASH).container();

    /** HIMPORT PREPARE name field [field …]: keeps the fields under a name, in the place of others of that name. */
    private final Command prepare = command("HIMPORT|PREPARE")
            .arity(-4)
            .since("8.10.0")
            .flags(DENYOOM)
            .acl(HASH)
            .tips(REQUEST_POLICY)
            .handledBy(this::prepare);

    /** HIMPORT SET key name value [value …]: makes the key a hash of these values and the prepared fields, and of no others. */
    private final Command set = command("HIMPORT|SET")
            .arity(-5)
            .since("8.10.0")
            .flags(WRITE, DENYOOM)
            .acl(HASH)
            .key(at(2, OW, UPDATE))
            .handledBy(this::set);

    /** HIMPORT DISCARD name: 1 if there was such a list, 0 if not. */
    private final Command discard = command("HIMPORT|DISCARD")
            .arity(3)
            .since("8.10.0")
            .acl(HASH)
            .tips(REQUEST_POLICY)
            .handledBy(this::discard);

    /** HIMPORT DISCARDALL: how many lists there were. */
    private final Command discardAll = command("HIMPORT|DISCARDALL")
            .arity(2)
            .since("8.10.0")
            .acl(HASH)
            .tips(REQUEST_POLICY)
            .handledBy(this::discardAll);

    private final Slabs slabs;
    private final Map<Session, ByteMap<FieldSet>> prepared = new HashMap<>();
    private final ByteView field = new ByteView();

    public HashImportCommands(Server server) {
        slabs = server.slabs();
        server.sessions().onRelease(this::forget);
    }

    public List<Command> commands() {
        return List.of(himport, prepare, set, discard, discardAll);
    }

    private void prepare(Args args, Session session, ReplyWriter reply) {
        requireDifferent(args, 3);
        FieldSet fields = FieldSet.of(slabs, args, 3);
        ByteMap<FieldSet> sets = prepared.computeIfAbsent(session, any -> new ByteMap<>(slabs));
        drop(session, sets, args.at(2));
        sets.getOrAdd(args.at(2), name -> fields);
        session.keep(fields.bytes(slabs));
        reply.ok();
    }

    private void requireDifferent(Args args, int from) {
        try (ByteMap<Boolean> seen = new ByteMap<>(slabs)) {
            for (int i = from; i < args.count(); i++) {
                seen.getOrAdd(args.at(i), any -> true);
            }
            if (seen.size() < args.count() - from) {
                throw DUPLICATE;
            }
        }
    }

    private void set(Args args, Session session, ReplyWriter reply) {
        ByteMap<FieldSet> sets = prepared.get(session);
        FieldSet fields = sets == null ? null : sets.get(args.at(3));
        if (fields == null) {
            throw NO_SUCH_SET;
        }
        if (fields.count() != args.count() - 4) {
            throw OTHER_COUNT;
        }
        Keyspace keys = session.keys();
        ByteView key = args.at(2);
        HashValue hash = keys.open(HashValue.KIND, key);
        boolean isReplaced = hash.exists();
        if (isReplaced) {
            keys.overwriting(hash.slot(), ValueType.HASH);
            keys.unlink(hash.slot());
        }
        fields.rewind();
        for (int i = 4; i < args.count(); i++) {
            hash.put(fields.next(field), args.at(i));
        }
        fields.rewind();
        for (int i = 0; i < fields.count() && keys.notesSubkeys(); i++) {
            keys.subkey(fields.next(field));
        }
        keys.changed(key, KeyEvent.HSET, fields.count());
        if (keys.effects().isWanted()) {
            tell(keys, args, fields.rewind(), isReplaced);
        }
        reply.ok();
    }

    private void tell(Keyspace keys, Args args, FieldSet fields, boolean isReplaced) {
        if (isReplaced) {
            keys.effects().instead("DEL", args.at(2));
        }
        byte[][] command = new byte[2 + 2 * fields.count()][];
        command[0] = HashEffects.ascii("HSET");
        command[1] = args.bytes(2);
        for (int i = 0; i < fields.count(); i++) {
            command[2 + 2 * i] = fields.next(field).toBytes();
            command[3 + 2 * i] = args.bytes(4 + i);
        }
        keys.effects().instead(command);
    }

    private void discard(Args args, Session session, ReplyWriter reply) {
        reply.integer(drop(session, prepared.get(session), args.at(2)) ? 1 : 0);
    }

    private boolean drop(Session session, @Nullable ByteMap<FieldSet> sets, ByteView name) {
        FieldSet fields = sets == null ? null : sets.get(name);
        if (sets == null || fields == null) {
            return false;
        }
        sets.remove(name);
        session.keep(-fields.bytes(slabs));
        fields.free(slabs);
        return true;
    }

    private void discardAll(Args args, Session session, ReplyWriter reply) {
        ByteMap<FieldSet> sets = prepared.get(session);
        reply.integer(sets == null ? 0 : sets.size());
        forget(session);
    }

    private void forget(Session session) {
        ByteMap<FieldSet> sets = prepared.remove(session);
        if (sets != null) {
            sets.forEach((name, fields) -> {
                session.keep(-fields.bytes(slabs));
                fields.free(slabs);
            });
            sets.close();
        }
    }
}
