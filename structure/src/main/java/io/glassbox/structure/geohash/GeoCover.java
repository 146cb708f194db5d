package io.glassbox.structure.geohash;

/**
 * The ranges of 52-bit numbers that hold everything within a shape: the cell of its centre and those around it, of a size such
 * that nine suffice. Their order is that in which results are found: centre, north, south, east, west, then the corners.
 */
public final class GeoCover {
    private static final int CELLS = 9;

    /** Steps to the east and to the north, cell by cell. */
    private static final int[] EAST = {0, 0, 0, 1, -1, 1, -1, 1, -1};

    private static final int[] NORTH = {0, 1, -1, 0, 0, 1, 1, -1, -1};

    /** The largest radius that cells of the first step are made for. */
    private static final double WHOLE_EARTH_METERS = 20037726.37;

    /** Cells become narrow near the poles. */
    private static final double NARROW_LATITUDE = 66;

    private static final double VERY_NARROW_LATITUDE = 80;

    private final long[] first = new long[CELLS];
    private final long[] end = new long[CELLS];
    private int count;

    private int step;
    private int column;
    private int row;

    public int count() {
        return count;
    }

    /** The lowest number in a range. */
    public long first(int index) {
        return first[index];
    }

    /** The lowest number behind a range. */
    public long end(int index) {
        return end[index];
    }

    /** Covers the shape, which has its place. */
    public void of(GeoShape shape) {
        enter(shape, stepFor(shape.radius(), shape.latitude()));
        if (step > 1 && !reachesAround(shape)) {
            enter(shape, step - 1);
        }
        collect(shape);
    }

    private void enter(GeoShape shape, int newStep) {
        step = newStep;
        column = Geohash.column(shape.longitude(), step);
        row = Geohash.row(shape.latitude(), step);
    }

    /** How often earth is halved into cells that are at least half as wide as the radius. */
    private static int stepFor(double radius, double latitude) {
        if (radius == 0) {
            return Geohash.MAX_STEP;
        }
        int step = -1;
        for (double reach = radius; reach < WHOLE_EARTH_METERS; reach *= 2) {
            step++;
        }
        if (Math.abs(latitude) > NARROW_LATITUDE) {
            step--;
            if (Math.abs(latitude) > VERY_NARROW_LATITUDE) {
                step--;
            }
        }
        return Math.clamp(step, 1, Geohash.MAX_STEP);
    }

    /** Whether the cells around the centre's reach as far as the shape; beyond the edge of the map they begin at the other. */
    private boolean reachesAround(GeoShape shape) {
        return Geohash.south(wrap(row + 1) + 1, step) >= shape.north()
                && Geohash.south(wrap(row - 1), step) <= shape.south()
                && Geohash.west(wrap(column + 1) + 1, step) >= shape.east()
                && Geohash.west(wrap(column - 1), step) <= shape.west();
    }

    private int wrap(int index) {
        return index & (1 << step) - 1;
    }

    private void collect(GeoShape shape) {
        boolean isFine = step >= 2;
        boolean endsInSouth = isFine && Geohash.south(row, step) < shape.south();
        boolean endsInNorth = isFine && Geohash.south(row + 1, step) > shape.north();
        boolean endsInWest = isFine && Geohash.west(column, step) < shape.west();
        boolean endsInEast = isFine && Geohash.west(column + 1, step) > shape.east();
        count = 0;
        long last = -1;
        for (int i = 0; i < CELLS; i++) {
            if (NORTH[i] < 0 && endsInSouth
                    || NORTH[i] > 0 && endsInNorth
                    || EAST[i] < 0 && endsInWest
                    || EAST[i] > 0 && endsInEast) {
                continue;
            }
            // The eastern and northern edges of the map are cells of their own, which a step along the edge does not
            // leave.
            int x = EAST[i] == 0 ? column : wrap(column + EAST[i]);
            int y = NORTH[i] == 0 ? row : wrap(row + NORTH[i]);
            long hash = Geohash.interleave(x, y);
            // On a map of few cells the one to the west is also the one to the east.
            if (hash != last) {
                int shift = 2 * (Geohash.MAX_STEP - step);
                first[count] = hash << shift;
                end[count] = hash + 1 << shift;
                count++;
                last = hash;
            }
        }
    }
}
