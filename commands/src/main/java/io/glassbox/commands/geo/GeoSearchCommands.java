package io.glassbox.commands.geo;

import static io.glassbox.command.declare.AclCategory.GEO;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.MOVABLEKEYS;
import static io.glassbox.command.declare.CommandFlag.READONLY;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.INCOMPLETE;
import static io.glassbox.command.declare.KeyFlag.OW;
import static io.glassbox.command.declare.KeyFlag.RO;
import static io.glassbox.command.declare.KeyFlag.UPDATE;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.command.declare.KeySpec.behind;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.commands.geo.GeoQuery.Form;
import io.glassbox.commands.geo.GeoQuery.Order;
import io.glassbox.commands.sortedset.SortedSetStore;
import io.glassbox.engine.change.KeyEvent;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.SortedSetResult;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.geohash.GeoCover;
import io.glassbox.structure.geohash.Geohash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.ordered.Bound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches for positions within a circle, a box or a polygon. O(log n) plus the number of positions in some cells around it. */
public final class GeoSearchCommands {
    /**
     * GEORADIUS key longitude latitude radius M | KM | FT | MI [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]]
     * [ASC | DESC] [STORE key | STOREDIST key].
     */
    private final Command georadius = command("GEORADIUS")
            .arity(-6)
            .since("3.2.0")
            .flags(WRITE, DENYOOM, MOVABLEKEYS)
            .acl(GEO)
            .key(at(1, RO, ACCESS))
            .key(behind("STORE", 6, 0, 1, 0, OW, UPDATE, INCOMPLETE))
            .key(behind("STOREDIST", 6, 0, 1, 0, OW, UPDATE, INCOMPLETE))
            .keysFoundBy((args, keys) -> findKeys(args, 6, keys))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> around(args, keys, reply, Form.RADIUS));

    /** GEORADIUS_RO: the same, but stores nothing. */
    private final Command georadiusReadOnly = command("GEORADIUS_RO")
            .arity(-6)
            .since("3.2.10")
            .flags(READONLY)
            .acl(GEO)
            .key(at(1, RO, ACCESS))
            .handledBy(
                    (Args args, Keyspace keys, ReplyWriter reply) -> around(args, keys, reply, Form.RADIUS_READONLY));

    /** GEORADIUSBYMEMBER key member radius M | KM | FT | MI …: GEORADIUS around a member. */
    private final Command georadiusbymember = command("GEORADIUSBYMEMBER")
            .arity(-5)
            .since("3.2.0")
            .flags(WRITE, DENYOOM, MOVABLEKEYS)
            .acl(GEO)
            .key(at(1, RO, ACCESS))
            .key(behind("STORE", 5, 0, 1, 0, OW, UPDATE, INCOMPLETE))
            .key(behind("STOREDIST", 5, 0, 1, 0, OW, UPDATE, INCOMPLETE))
            .keysFoundBy((args, keys) -> findKeys(args, 5, keys))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) -> aroundMember(args, keys, reply, Form.RADIUS));

    /** GEORADIUSBYMEMBER_RO. */
    private final Command georadiusbymemberReadOnly = command("GEORADIUSBYMEMBER_RO")
            .arity(-5)
            .since("3.2.10")
            .flags(READONLY)
            .acl(GEO)
            .key(at(1, RO, ACCESS))
            .handledBy((Args args, Keyspace keys, ReplyWriter reply) ->
                    aroundMember(args, keys, reply, Form.RADIUS_READONLY));

    /**
     * GEOSEARCH key FROMMEMBER member | FROMLONLAT longitude latitude BYRADIUS radius unit | BYBOX width height unit [ASC | DESC]
     * [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]; or, in place of centre and shape,
     * BYPOLYGON vertices longitude latitude [longitude latitude …].
     */
    private final Command geosearch = command("GEOSEARCH")
            .arity(-7)
            .since("6.2.0")
            .flags(READONLY)
            .acl(GEO)
            .key(at(1, RO, ACCESS))
            .handledBy(this::geosearch);

    /** GEOSEARCHSTORE destination source … [STOREDIST]: how many were stored, with geohashes or distances for scores. */
    private final Command geosearchstore = command("GEOSEARCHSTORE")
            .arity(-8)
            .since("6.2.0")
            .flags(WRITE, DENYOOM)
            .acl(GEO)
            .key(at(1, OW, UPDATE))
            .key(at(2, RO, ACCESS))
            .handledBy(this::geosearchstore);

    private final TypeContext types;
    private final SortedSetResult gathered;
    private final GeoQuery query = new GeoQuery();
    private final GeoCover cover = new GeoCover();
    private final Bound bound = new Bound();

    public GeoSearchCommands(TypeContext types) {
        this.types = types;
        this.gathered = new SortedSetResult(types);
    }

    public List<Command> commands() {
        return List.of(
                georadius, georadiusReadOnly, georadiusbymember, georadiusbymemberReadOnly, geosearch, geosearchstore);
    }

    private void around(Args args, Keyspace keys, ReplyWriter reply, Form form) {
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
        query.begin(form);
        query.readPosition(args, 2);
        query.readCircle(args, 4);
        query.readOptions(args, 6, set, "GEORADIUS");
        finish(keys, reply, set, query.storeKey(), KeyEvent.GEORADIUSSTORE);
    }

    private void aroundMember(Args args, Keyspace keys, ReplyWriter reply, Form form) {
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
        query.begin(form);
        query.readMember(args, 2, set);
        if (set.exists()) {
            query.readCircle(args, 3);
        }
        query.readOptions(args, 5, set, "GEORADIUSBYMEMBER");
        finish(keys, reply, set, query.storeKey(), KeyEvent.GEORADIUSSTORE);
    }

    private void geosearch(Args args, Keyspace keys, ReplyWriter reply) {
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(1));
        query.begin(Form.SEARCH).readOptions(args, 2, set, "GEOSEARCH");
        finish(keys, reply, set, null, KeyEvent.GEOSEARCHSTORE);
    }

    private void geosearchstore(Args args, Keyspace keys, ReplyWriter reply) {
        SortedSetValue set = keys.read(SortedSetValue.KIND, args.at(2));
        query.begin(Form.SEARCH_STORE).readOptions(args, 3, set, "GEOSEARCHSTORE");
        finish(keys, reply, set, args.at(1), KeyEvent.GEOSEARCHSTORE);
    }

    private void finish(
            Keyspace keys, ReplyWriter reply, SortedSetValue set, @Nullable ByteView storeKey, KeyEvent event) {
        try (FoundPoints found = new FoundPoints(types.slabs())) {
            if (set.exists()) {
                search(set, found);
            }
            long count = query.count() == 0 ? found.size() : Math.min(query.count(), found.size());
            Order order = query.order();
            if (order != Order.NONE) {
                found.sort(order == Order.DESCENDING, count);
            }
            if (storeKey == null) {
                write(reply, set, found, count);
            } else {
                store(keys, set, found, count, storeKey, event);
                reply.integer(count);
            }
        }
    }

    private void search(SortedSetValue set, FoundPoints found) {
        cover.of(query.shape);
        long enough = query.enough();
        for (int i = 0; i < cover.count() && (enough == 0 || found.size() < enough); i++) {
            searchRange(set, cover.first(i), cover.end(i), found, enough);
        }
    }

    private void searchRange(SortedSetValue set, long first, long end, FoundPoints found, long enough) {
        long rank = set.countBefore(bound.ofScore(first, false));
        if (rank == set.size()) {
            return;
        }
        set.seek(rank);
        boolean more = true;
        while (more && set.score() < end && (enough == 0 || found.size() < enough)) {
            long hash = Geohash.ofScore(set.score());
            double distance = query.shape.distanceIfInside(Geohash.longitude(hash), Geohash.latitude(hash));
            if (!Double.isNaN(distance)) {
                found.add(set.element(), set.score(), distance);
            }
            more = set.next();
        }
    }

    private void write(ReplyWriter reply, SortedSetValue set, FoundPoints found, long count) {
        reply.array(count);
        int details =
                1 + (query.isWithDistance() ? 1 : 0) + (query.isWithHash() ? 1 : 0) + (query.isWithPosition() ? 1 : 0);
        for (long i = 0; i < count; i++) {
            set.choose(found.element(i));
            if (details > 1) {
                reply.array(details);
            }
            reply.bulk(set.member());
            if (query.isWithDistance()) {
                reply.bulkFixed(found.distance(i) / query.unitMeters(), GeoCommands.DISTANCE_DIGITS);
            }
            if (query.isWithHash()) {
                reply.integer(asInteger(found.score(i)));
            }
            if (query.isWithPosition()) {
                GeoCommands.position(reply, Geohash.ofScore(found.score(i)));
            }
        }
    }

    /** As C converts on x86-64, where what is too large becomes the least integer. */
    private static long asInteger(double score) {
        return score < 0x1p63 ? (long) score : Long.MIN_VALUE;
    }

    private void store(
            Keyspace keys, SortedSetValue set, FoundPoints found, long count, ByteView target, KeyEvent event) {
        try (SortedSetResult result = gathered) {
            for (long i = 0; i < count; i++) {
                set.choose(found.element(i));
                double distance = found.distance(i) / query.unitMeters();
                result.add(query.isStoringDistance() ? distance : found.score(i), set.member());
            }
            SortedSetStore.store(keys, target, result, event);
        }
    }

    /** The last place to store to is the one that counts, so it, and not the first, is the one to ask permission for. */
    private static void findKeys(Args args, int firstOption, KeyFinder.Sink keys) {
        keys.key(1, RO.bit() | ACCESS.bit());
        int store = 0;
        for (int i = firstOption; i + 1 < args.count(); i++) {
            if (args.is(i, "STORE") || args.is(i, "STOREDIST")) {
                store = ++i;
            }
        }
        if (store > 0) {
            keys.key(store, OW.bit() | UPDATE.bit());
        }
    }
}
