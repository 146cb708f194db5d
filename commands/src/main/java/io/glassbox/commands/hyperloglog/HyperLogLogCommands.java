package io.glassbox.commands.hyperloglog;

import static io.glassbox.command.declare.AclCategory.HYPERLOGLOG;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.MAY_REPLICATE;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.INSERT;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.type.StringValue;
import io.glassbox.foundation.setting.catalogue.EncodingSettings;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.SpareBytes;
import io.glassbox.structure.sketch.HyperLogLog;
import io.glassbox.structure.sketch.HyperLogLogSelfTest;
import io.glassbox.structure.sketch.HyperLogLogUnion;
import java.util.List;

/**
 * About how many distinct elements were added to a key, with an error of about 0.8 %.
 *
 * <p>One object per server: it keeps the registers that sketches are counted and united in.
 */
public final class HyperLogLogCommands {
    private static final CommandError CORRUPT = CommandError.of("INVALIDOBJ Corrupted HLL object detected");
    private static final CommandError NO_SUCH_KEY = CommandError.of("ERR The specified key does not exist");
    private static final CommandError NOT_SPARSE = CommandError.of("ERR HLL encoding is not sparse");

    private static final int SELF_TEST_ELEMENTS = 10_000_000;

    private final StoredSketch stored = new StoredSketch();
    private final HyperLogLogUnion union = new HyperLogLogUnion();

    /** PFADD key [element …]: 1 if the estimate may have changed. */
    private final Command pfadd = command("PFADD")
            .arity(-2)
            .since("2.8.9")
            .flags(WRITE, DENYOOM, FAST)
            .acl(HYPERLOGLOG)
            .key(at(1, RW, INSERT))
            .handledBy(this::pfadd);

    /** PFCOUNT key [key …]: the estimate for all of them together. */
    private final Command pfcount = command("PFCOUNT")
            .arity(-2)
            .since("2.8.9")
            .flags(READONLY, MAY_REPLICATE)
            .acl(HYPERLOGLOG)
            .key(range(1, -1, 1, RW, ACCESS)
                    .note("RW because it may change the internal representation of the key, and propagate to replicas"))
            .handledBy(this::pfcount);

    /** PFMERGE destkey [sourcekey …]: the union of all of them, the destination included. */
    private final Command pfmerge = command("PFMERGE")
            .arity(-2)
            .since("2.8.9")
            .flags(WRITE, DENYOOM)
            .acl(HYPERLOGLOG)
            .key(at(1, RW, ACCESS, INSERT))
            .key(range(2, -1, 1, RO, ACCESS))
            .handledBy(this::pfmerge);

    /** PFDEBUG GETREG | DECODE | ENCODING | TODENSE key. */
    private final Command pfdebug = command("PFDEBUG")
            .arity(3)
            .since("2.8.9")
            .flags(WRITE, DENYOOM, ADMIN)
            .acl(HYPERLOGLOG)
            .key(at(2, RW, ACCESS))
            .handledBy(this::pfdebug);

    /** PFSELFTEST: counts ten million elements. */
    private final Command pfselftest = command("PFSELFTEST")
            .arity(1)
            .since("2.8.9")
            .flags(ADMIN)
            .acl(HYPERLOGLOG)
            .handledBy(HyperLogLogCommands::pfselftest);

    public List<Command> commands() {
        return List.of(pfadd, pfcount, pfmerge, pfdebug, pfselftest);
    }

    private void pfadd(Args args, Session session, ReplyWriter reply) {
        ByteView key = args.at(1);
        Keyspace keys = session.keys();
        StringValue value = keys.openString(key);
        long changes = value.exists() ? 0 : 1;
        HyperLogLog sketch = stored.open(value);
        long sparseMaxBytes = sparseMaxBytes(session);
        for (int i = 2; i < args.count(); i++) {
            ByteView element = args.at(i);
            switch (sketch.add(element.address(), element.length(), sparseMaxBytes)) {
                case CHANGED -> changes++;
                case UNCHANGED -> {}
                case CORRUPT -> throw CORRUPT;
            }
        }
        if (changes > 0) {
            sketch.invalidateCount();
        }
        keys.changed(key, KeyEvent.PFADD, changes);
        reply.integer(changes > 0 ? 1 : 0);
    }

    private static long sparseMaxBytes(Session session) {
        return session.server().settings().get(EncodingSettings.HLL_SPARSE_MAX_BYTES);
    }

    private void pfcount(Args args, Keyspace keys, ReplyWriter reply) {
        if (args.count() > 2) {
            reply.integer(countUnion(args, keys));
            return;
        }
        ByteView key = args.at(1);
        StringValue value = keys.readString(key);
        if (!value.exists()) {
            reply.integer(0);
            return;
        }
        HyperLogLog sketch = stored.open(value);
        if (sketch.hasCachedCount()) {
            reply.integer(sketch.cachedCount());
            return;
        }
        long count = sketch.estimate();
        if (count == HyperLogLog.CORRUPT_COUNT) {
            throw CORRUPT;
        }
        sketch.cacheCount(count);
        keys.refreshed(key);
        reply.integer(count);
    }

    private long countUnion(Args args, Keyspace keys) {
        union.clear();
        for (int i = 1; i < args.count(); i++) {
            include(keys.readString(args.at(i)));
        }
        return union.estimate();
    }

    private void pfmerge(Args args, Session session, ReplyWriter reply) {
        ByteView key = args.at(1);
        Keyspace keys = session.keys();
        union.clear();
        for (int i = 1; i < args.count(); i++) {
            include(keys.readString(args.at(i)));
        }
        HyperLogLog target = stored.open(keys.openString(key));
        if (!union.storeInto(target, sparseMaxBytes(session))) {
            throw CORRUPT;
        }
        keys.changed(key, KeyEvent.PFADD);
        reply.ok();
    }

    private void include(StringValue value) {
        if (value.exists() && !union.add(stored.read(value))) {
            throw CORRUPT;
        }
    }

    private void pfdebug(Args args, Keyspace keys, ReplyWriter reply) {
        StringValue value = keys.openString(args.at(2));
        if (!value.exists()) {
            throw NO_SUCH_KEY;
        }
        HyperLogLog sketch = stored.open(value);
        if (args.is(1, "GETREG")) {
            toDense(sketch, keys);
            reply.array(HyperLogLog.REGISTERS);
            for (int i = 0; i < HyperLogLog.REGISTERS; i++) {
                reply.integer(sketch.register(i));
            }
        } else if (args.is(1, "DECODE")) {
            if (sketch.isDense()) {
                throw NOT_SPARSE;
            }
            reply.bulk(sketch.describeRuns());
        } else if (args.is(1, "ENCODING")) {
            reply.simple(sketch.isDense() ? "dense" : "sparse");
        } else if (args.is(1, "TODENSE")) {
            reply.integer(toDense(sketch, keys) ? 1 : 0);
        } else {
            throw CommandError.of(
                    "ERR Unknown PFDEBUG subcommand '" + args.at(1).toLatin1() + "'");
        }
    }

    /** Returns whether the sketch was sparse. The change is told to replicas, but to nobody else. */
    private static boolean toDense(HyperLogLog sketch, Keyspace keys) {
        if (sketch.isDense()) {
            return false;
        }
        if (!sketch.toDense()) {
            throw CORRUPT;
        }
        keys.databases().changes().count(1);
        return true;
    }

    private static void pfselftest(Args args, Session session, ReplyWriter reply) {
        try (SpareBytes dense = new SpareBytes(session.server().slabs());
                SpareBytes sparse = new SpareBytes(session.server().slabs())) {
            String failure = new HyperLogLogSelfTest(session.server().random(), dense, sparse)
                    .run(SELF_TEST_ELEMENTS, sparseMaxBytes(session));
            if (failure != null) {
                throw CommandError.of(failure);
            }
        }
        reply.ok();
    }
}
