package io.glassbox.durability.command;

import static io.glassbox.command.declare.AclCategory.DANGEROUS;
import static io.glassbox.command.declare.AclCategory.KEYSPACE;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.durability.rdb.DumpPayload;
import io.glassbox.durability.rdb.PayloadInput;
import io.glassbox.durability.rdb.RdbOutput;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.durability.rdb.ValueWriter;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** DUMP and RESTORE: values as bytes that any server understands. */
public final class DumpCommands implements AutoCloseable {
    private static final CommandError NEGATIVE = CommandError.of("ERR Invalid TTL value, must be >= 0");
    private static final CommandError BUSY = CommandError.of("BUSYKEY Target key name already exists.");
    private static final CommandError WRONG_FOOTER = CommandError.of("ERR DUMP payload version or checksum are wrong");
    private static final CommandError BAD_FORMAT = CommandError.of("ERR Bad data format");

    private final Databases databases;
    private final Settings settings;
    private final Log log;
    private final ValueReader reader;
    private final ValueWriter writer;
    private final RdbOutput output;
    private final PayloadInput input;
    private final RestoreOptions options = new RestoreOptions();
    private final ByteView view = new ByteView();
    private final Slot replaced = new Slot();
    private boolean checksChecksums = true;

    public DumpCommands(Server server, ValueReader reader) {
        this.reader = reader;
        log = server.log();
        databases = server.databases();
        settings = server.settings();
        writer = ValueWriter.forPayloads(databases.types());
        output = RdbOutput.growing(server.slabs());
        input = new PayloadInput(server.slabs());
    }

    /** Whether payloads with a wrong checksum are refused; only tests of damaged ones want them. */
    public void checkChecksums(boolean on) {
        checksChecksums = on;
    }

    public List<Command> commands() {
        return List.of(
                command("DUMP")
                        .arity(2)
                        .since("2.6.0")
                        .flags(READONLY)
                        .acl(KEYSPACE)
                        .key(at(1, RO, ACCESS))
                        .tips("nondeterministic_output")
                        .handledBy(this::dump),
                command("RESTORE")
                        .arity(-4)
                        .since("2.6.0")
                        .flags(WRITE, DENYOOM)
                        .acl(KEYSPACE, DANGEROUS)
                        .key(at(1, OW, UPDATE))
                        .handledBy(this::restore));
    }

    /** DUMP key: its value as bytes, null if there is none. O(size of the value). */
    private void dump(Args args, Keyspace keys, ReplyWriter reply) {
        Slot slot = keys.read(args.at(1));
        if (!slot.exists()) {
            reply.nil();
            return;
        }
        output.compress(settings.get(PersistenceSettings.RDBCOMPRESSION));
        try {
            DumpPayload.write(slot.entry(), writer, output);
            reply.bulk(output.view(view));
        } finally {
            output.clear();
        }
    }

    /**
     * RESTORE key ttl payload [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ counter]: the value is built beside the data and takes
     * the place of an old one only when all of it was found in order.
     */
    private void restore(Args args, Keyspace keys, ReplyWriter reply) {
        options.read(args);
        ByteView key = args.at(1);
        if (!options.replaces && keys.exists(key)) {
            throw BUSY;
        }
        long due = args.longAt(2);
        if (due < 0) {
            throw NEGATIVE;
        }
        ByteView payload = args.at(3);
        long length = DumpPayload.valueBytes(payload.address(), payload.length(), checksChecksums);
        if (length < 0) {
            throw WRONG_FOOTER;
        }
        Slot built = build(input.on(payload.address(), length), key);
        boolean isReplaced = options.replaces && keys.delete(key);
        boolean hasDue = due != 0;
        if (hasDue && !options.isAbsolute) {
            due += keys.clock().unixMillis();
        }
        if (hasDue && due <= keys.clock().unixMillis()) {
            built.store().remove(built);
            leaveNothing(keys, key, isReplaced);
            reply.ok();
            return;
        }
        keys.move(built, keys, key);
        finish(keys, key, hasDue ? due : 0);
        tell(keys, args, due, hasDue && !options.isAbsolute);
        keys.changed(key, KeyEvent.RESTORE);
        reply.ok();
    }

    private Slot build(PayloadInput payload, ByteView key) {
        Slot built;
        try {
            built = reader.read(payload.readByte(), payload, databases.spareStore(), key);
        } catch (DamagedRdb damage) {
            log.warning("RESTORE refused a value: it " + damage.finding());
            throw BAD_FORMAT;
        }
        if (!built.exists()) {
            throw BAD_FORMAT;
        }
        return built;
    }

    /** The value is over before it has begun; what it was to replace is gone. */
    private static void leaveNothing(Keyspace keys, ByteView key, boolean isReplaced) {
        if (isReplaced) {
            keys.effects().instead("DEL", key);
            keys.changed(key, KeyEvent.DEL);
        }
    }

    private void finish(Keyspace keys, ByteView key, long due) {
        Slot slot = keys.store().find(key, replaced);
        if (due != 0) {
            keys.setDue(slot, due);
        }
        boolean isFrequency = keys.access().isFrequency();
        if (isFrequency && options.frequency != RestoreOptions.NONE) {
            keys.access().setFrequency(slot.entry(), (int) options.frequency);
        } else if (!isFrequency && options.idleSeconds != RestoreOptions.NONE) {
            keys.access().setIdleSeconds(slot.entry(), options.idleSeconds);
        }
    }

    /** Replicas and files get a time that means the same whenever they read it. */
    private static void tell(Keyspace keys, Args args, long due, boolean isRelative) {
        if (!isRelative || !keys.effects().isWanted()) {
            return;
        }
        byte[][] told = new byte[args.count() + 1][];
        for (int i = 0; i < args.count(); i++) {
            told[i] = args.bytes(i);
        }
        told[2] = Long.toString(due).getBytes(StandardCharsets.US_ASCII);
        told[args.count()] = "ABSTTL".getBytes(StandardCharsets.US_ASCII);
        keys.effects().instead(told);
    }

    @Override
    public void close() {
        output.close();
        input.close();
    }
}
