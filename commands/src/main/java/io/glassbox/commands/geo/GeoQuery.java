package io.glassbox.commands.geo;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.structure.geohash.GeoShape;
import io.glassbox.structure.geohash.Geohash;
import io.glassbox.structure.memory.ByteView;
import org.jspecify.annotations.Nullable;

/** The arguments of a search: where, in which shape, in which order, how many, and what is told of each. Re-used. */
final class GeoQuery {
    /** Which words a command knows. */
    enum Form {
        /** GEORADIUS and GEORADIUSBYMEMBER: STORE key and STOREDIST key. */
        RADIUS,
        /** Their read-only variants. */
        RADIUS_READONLY,
        /** GEOSEARCH: shapes and centres. */
        SEARCH,
        /** GEOSEARCHSTORE: the same, and STOREDIST without a key. */
        SEARCH_STORE
    }

    enum Order {
        NONE,
        ASCENDING,
        DESCENDING
    }

    private static final int LEAST_VERTICES = 3;

    private static final CommandError NOT_A_RADIUS = CommandError.of("ERR need numeric radius");
    private static final CommandError NOT_A_WIDTH = CommandError.of("ERR need numeric width");
    private static final CommandError NOT_A_HEIGHT = CommandError.of("ERR need numeric height");
    private static final CommandError NEGATIVE_RADIUS = CommandError.of("ERR radius cannot be negative");
    private static final CommandError NEGATIVE_BOX = CommandError.of("ERR height or width cannot be negative");
    private static final CommandError NO_SUCH_MEMBER = CommandError.of("ERR could not decode requested zset member");
    private static final CommandError INVALID_COUNT = CommandError.of("ERR COUNT must be > 0");
    private static final CommandError ANY_WITHOUT_COUNT =
            CommandError.of("ERR the ANY argument requires COUNT argument");
    private static final CommandError TOO_FEW_VERTICES = CommandError.of("ERR BYPOLYGON must have at least 3 vertices");

    final GeoShape shape = new GeoShape();
    private final ByteView storeKey = new ByteView();
    private Form form = Form.SEARCH;
    private double longitude;
    private double latitude;
    private boolean isFromMember;
    private boolean isFromPosition;
    private boolean hasShape;
    private boolean isCircle;
    private boolean isBox;
    private double unitMeters;
    private boolean withDistance;
    private boolean withHash;
    private boolean withPosition;
    private boolean storesDistance;
    private boolean hasStoreKey;
    private boolean any;
    private long count;
    private Order order = Order.NONE;

    /** Begins with nothing said. */
    GeoQuery begin(Form newForm) {
        form = newForm;
        isFromMember = false;
        isFromPosition = false;
        hasShape = false;
        isCircle = false;
        isBox = false;
        unitMeters = 1;
        withDistance = false;
        withHash = false;
        withPosition = false;
        storesDistance = false;
        hasStoreKey = false;
        any = false;
        count = 0;
        order = Order.NONE;
        return this;
    }

    /** The centre as longitude and latitude at this place and the next. */
    void readPosition(Args args, int index) {
        GeoArgs.check(args, index);
        longitude = GeoArgs.numberAt(args, index);
        latitude = GeoArgs.numberAt(args, index + 1);
        isFromPosition = true;
    }

    /** The centre as a member, which must be there if the set is. */
    void readMember(Args args, int index, SortedSetValue set) {
        isFromMember = true;
        if (!set.exists()) {
            return;
        }
        if (!set.find(args.at(index))) {
            throw NO_SUCH_MEMBER;
        }
        long hash = Geohash.ofScore(set.score());
        longitude = Geohash.longitude(hash);
        latitude = Geohash.latitude(hash);
    }

    /** Radius and unit at this place and the next. */
    void readCircle(Args args, int index) {
        double radius = GeoArgs.numberAt(args, index, NOT_A_RADIUS);
        if (radius < 0) {
            throw NEGATIVE_RADIUS;
        }
        unitMeters = GeoUnit.at(args, index + 1).meters();
        shape.circle(radius * unitMeters);
        isCircle = true;
        hasShape = true;
    }

    private void readBox(Args args, int index) {
        double width = GeoArgs.numberAt(args, index, NOT_A_WIDTH);
        double height = GeoArgs.numberAt(args, index + 1, NOT_A_HEIGHT);
        if (width < 0 || height < 0) {
            throw NEGATIVE_BOX;
        }
        unitMeters = GeoUnit.at(args, index + 2).meters();
        shape.box(width * unitMeters, height * unitMeters);
        isBox = true;
        hasShape = true;
    }

    /** Returns the position behind the last vertex. */
    private int readPolygon(Args args, int index) {
        long vertices = args.longAt(index);
        if (vertices < LEAST_VERTICES) {
            throw TOO_FEW_VERTICES;
        }
        if (vertices > (args.count() - index - 1) / 2) {
            throw CommandError.SYNTAX;
        }
        shape.polygon();
        int end = index + 1 + 2 * (int) vertices;
        for (int i = index + 1; i < end; i += 2) {
            GeoArgs.check(args, i);
            shape.vertex(GeoArgs.numberAt(args, i), GeoArgs.numberAt(args, i + 1));
        }
        unitMeters = 1;
        hasShape = true;
        return end;
    }

    /** Reads the words from {@code from} on, and checks that all fit together. */
    void readOptions(Args args, int from, SortedSetValue set, String command) {
        int i = from;
        while (i < args.count()) {
            int next = readFlag(args, i);
            next = next > i ? next : readOrigin(args, i, set);
            next = next > i ? next : readShape(args, i);
            next = next > i ? next : readTarget(args, i);
            if (next == i) {
                throw CommandError.SYNTAX;
            }
            i = next;
        }
        check(command);
        if (shape.isPolygon() && isSearch()) {
            shape.close();
        } else {
            shape.center(longitude, latitude);
        }
    }

    /** Words for order, number and contents of the results. Returns the position behind, or the same if it is none. */
    private int readFlag(Args args, int i) {
        if (args.is(i, "WITHDIST")) {
            withDistance = true;
        } else if (args.is(i, "WITHHASH")) {
            withHash = true;
        } else if (args.is(i, "WITHCOORD")) {
            withPosition = true;
        } else if (args.is(i, "ANY")) {
            any = true;
        } else if (args.is(i, "ASC")) {
            order = Order.ASCENDING;
        } else if (args.is(i, "DESC")) {
            order = Order.DESCENDING;
        } else if (args.is(i, "COUNT") && i + 1 < args.count()) {
            count = args.longAt(i + 1);
            if (count <= 0) {
                throw INVALID_COUNT;
            }
            return i + 2;
        } else {
            return i;
        }
        return i + 1;
    }

    private int readOrigin(Args args, int i, SortedSetValue set) {
        if (!isSearch() || hasShape && shape.isPolygon()) {
            return i;
        }
        if (i + 1 < args.count() && !isFromPosition && args.is(i, "FROMMEMBER")) {
            readMember(args, i + 1, set);
            return i + 2;
        }
        if (i + 2 < args.count() && !isFromMember && args.is(i, "FROMLONLAT")) {
            readPosition(args, i + 1);
            return i + 3;
        }
        return i;
    }

    private int readShape(Args args, int i) {
        if (!isSearch() || hasShape && shape.isPolygon()) {
            return i;
        }
        if (i + 2 < args.count() && !isBox && args.is(i, "BYRADIUS")) {
            readCircle(args, i + 1);
            return i + 3;
        }
        if (i + 3 < args.count() && !isCircle && args.is(i, "BYBOX")) {
            readBox(args, i + 1);
            return i + 4;
        }
        boolean isFree = !hasShape && !isFromMember && !isFromPosition;
        return i + 1 < args.count() && isFree && args.is(i, "BYPOLYGON") ? readPolygon(args, i + 1) : i;
    }

    private int readTarget(Args args, int i) {
        if (form == Form.SEARCH_STORE && args.is(i, "STOREDIST")) {
            storesDistance = true;
            return i + 1;
        }
        if (form == Form.RADIUS && i + 1 < args.count()) {
            boolean asDistance = args.is(i, "STOREDIST");
            if (asDistance || args.is(i, "STORE")) {
                storesDistance = asDistance;
                hasStoreKey = true;
                storeKey.set(args.at(i + 1));
                return i + 2;
            }
        }
        return i;
    }

    private void check(String command) {
        boolean isStoring = form == Form.SEARCH_STORE || hasStoreKey;
        if (isStoring && hasDetails()) {
            String what = form == Form.SEARCH_STORE ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS";
            throw CommandError.of("ERR " + what + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
        }
        if (isSearch() && !isFromMember && !isFromPosition && !(hasShape && shape.isPolygon())) {
            throw CommandError.of("ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for " + command);
        }
        if (isSearch() && !hasShape) {
            throw CommandError.of("ERR exactly one of BYRADIUS and BYBOX can be specified for " + command);
        }
        if (any && count == 0) {
            throw ANY_WITHOUT_COUNT;
        }
    }

    private boolean isSearch() {
        return form == Form.SEARCH || form == Form.SEARCH_STORE;
    }

    boolean hasDetails() {
        return withDistance || withHash || withPosition;
    }

    boolean isWithDistance() {
        return withDistance;
    }

    boolean isWithHash() {
        return withHash;
    }

    boolean isWithPosition() {
        return withPosition;
    }

    boolean isStoringDistance() {
        return storesDistance;
    }

    /** The key behind STORE or STOREDIST; null if there was none. */
    @Nullable
    ByteView storeKey() {
        return hasStoreKey ? storeKey : null;
    }

    /** Metres in the unit of the shape. */
    double unitMeters() {
        return unitMeters;
    }

    /** How many results at most; 0 for all. */
    long count() {
        return count;
    }

    /** Where the search may stop: after any so many, or never (0). */
    long enough() {
        return any ? count : 0;
    }

    /** The nearest come first if there is a limit, unless any will do. */
    Order order() {
        return order == Order.NONE && count > 0 && !any ? Order.ASCENDING : order;
    }
}
