package io.glassbox.commands.geo;

import static io.glassbox.command.declare.AclCategory.GEO;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.commands.sortedset.ZaddOptions;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.geohash.Earth;
import io.glassbox.structure.geohash.Geohash;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Positions: adding them, and what they and their distances are. */
public final class GeoCommands {
    static final int DISTANCE_DIGITS = 4;

    /** GEOADD key [NX | XX] [CH] longitude latitude member [longitude latitude member …]: ZADD of geohashes. */
    static final Command GEOADD = command("GEOADD")
            .arity(-5)
            .since("3.2.0")
            .flags(WRITE, DENYOOM)
            .acl(GEO)
            .key(at(1, RW, UPDATE))
            .handledBy(GeoCommands::geoadd);

    /** GEOPOS key [member …]: longitude and latitude, the middle of the cell that is kept. */
    static final Command GEOPOS = command("GEOPOS")
            .arity(-2)
            .since("3.2.0")
            .flags(READONLY)
            .acl(GEO)
            .key(at(1, RO, ACCESS))
            .handledBy(GeoCommands::geopos);

    /** GEODIST key member1 member2 [M | KM | FT | MI]. */
    static final Command GEODIST = command("GEODIST")
            .arity(-4)
            .since("3.2.0")
            .flags(READONLY)
            .acl(GEO)
            .key(at(1, RO, ACCESS))
            .handledBy(GeoCommands::geodist);

    /** GEOHASH key [member …]: the common text form, 11 letters. */
    static final Command GEOHASH = command("GEOHASH")
            .arity(-2)
            .since("3.2.0")
            .flags(READONLY)
            .acl(GEO)
            .key(at(1, RO, ACCESS))
            .handledBy(GeoCommands::geohash);

    public static final List<Command> COMMANDS = List.of(GEOADD, GEOPOS, GEODIST, GEOHASH);

    private GeoCommands() {}

    private static void geoadd(Args args, Keyspace keys, ReplyWriter reply) {
        int first = 2;
        int options = 0;
        for (int option = optionAt(args, first); option != 0; option = optionAt(args, first)) {
            options |= option;
            first++;
        }
        boolean contradicts = ZaddOptions.has(options, ZaddOptions.NX) && ZaddOptions.has(options, ZaddOptions.XX);
        if ((args.count() - first) % 3 != 0 || contradicts) {
            throw CommandError.SYNTAX;
        }
        for (int i = first; i < args.count(); i += 3) {
            GeoArgs.check(args, i);
        }
        ByteView key = args.at(1);
        SortedSetValue set = keys.open(SortedSetValue.KIND, key);
        int added = 0;
        int updated = 0;
        for (int i = first; i < args.count(); i += 3) {
            double score = Geohash.encode(GeoArgs.numberAt(args, i), GeoArgs.numberAt(args, i + 1));
            switch (ZaddOptions.put(set, options, score, args.at(i + 2))) {
                case ADDED -> added++;
                case UPDATED -> updated++;
                case UNCHANGED -> {}
            }
        }
        if (added + updated > 0) {
            keys.changed(key, KeyEvent.ZADD, (long) added + updated);
            if (keys.effects().isWanted()) {
                propagate(args, keys, first);
            }
        }
        reply.integer(ZaddOptions.has(options, ZaddOptions.CH) ? (long) added + updated : added);
    }

    /** As ZADD, so that whoever repeats it need not compute positions in the very same way. */
    private static void propagate(Args args, Keyspace keys, int first) {
        List<byte[]> effect = new ArrayList<>();
        effect.add("zadd".getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i < first; i++) {
            effect.add(args.bytes(i));
        }
        for (int i = first; i < args.count(); i += 3) {
            long score = Geohash.encode(GeoArgs.numberAt(args, i), GeoArgs.numberAt(args, i + 1));
            effect.add(Long.toString(score).getBytes(StandardCharsets.US_ASCII));
            effect.add(args.bytes(i + 2));
        }
        keys.effects().instead(effect.toArray(byte[][]::new));
    }

    private static int optionAt(Args args, int index) {
        if (index >= args.count() || args.length(index) != 2) {
            return 0;
        }
        if (args.is(index, "NX")) {
            return ZaddOptions.NX;
        }
        if (args.is(index, "XX")) {
            return ZaddOptions.XX;
        }
        return args.is(index, "CH") ? ZaddOptions.CH : 0;
    }

    private static void geopos(Args args, Keyspace keys, ReplyWriter reply) {
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
        reply.array(args.count() - 2);
        for (int i = 2; i < args.count(); i++) {
            if (set.find(args.at(i))) {
                position(reply, Geohash.ofScore(set.score()));
            } else {
                reply.nilArray();
            }
        }
    }

    /** Longitude and latitude of a geohash. */
    static void position(ReplyWriter reply, long hash) {
        reply.array(2);
        reply.plainNumber(Geohash.longitude(hash));
        reply.plainNumber(Geohash.latitude(hash));
    }

    private static void geodist(Args args, Keyspace keys, ReplyWriter reply) {
        if (args.count() > 5) {
            throw CommandError.SYNTAX;
        }
        GeoUnit unit = args.count() == 5 ? GeoUnit.at(args, 4) : GeoUnit.M;
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
        if (!set.find(args.at(2))) {
            reply.nil();
            return;
        }
        long first = Geohash.ofScore(set.score());
        if (!set.find(args.at(3))) {
            reply.nil();
            return;
        }
        long second = Geohash.ofScore(set.score());
        double meters = Earth.distance(
                Geohash.longitude(first), Geohash.latitude(first), Geohash.longitude(second), Geohash.latitude(second));
        reply.bulkFixed(meters / unit.meters(), DISTANCE_DIGITS);
    }

    private static void geohash(Args args, Keyspace keys, ReplyWriter reply) {
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
        reply.array(args.count() - 2);
        for (int i = 2; i < args.count(); i++) {
            if (set.find(args.at(i))) {
                reply.bulk(Geohash.text(Geohash.ofScore(set.score())));
            } else {
                reply.nil();
            }
        }
    }
}
