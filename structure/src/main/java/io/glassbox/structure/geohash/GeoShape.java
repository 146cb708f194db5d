package io.glassbox.structure.geohash;

import java.util.Arrays;

/**
 * Where a search looks: a circle, a box or a polygon. Re-used: one of {@link #circle}, {@link #box} and {@link #polygon} gives it
 * its form and {@link #center} the first two their place. All lengths are in metres.
 */
public final class GeoShape {
    private enum Kind {
        CIRCLE,
        BOX,
        POLYGON
    }

    private static final int INITIAL_VERTICES = 16;

    /** What is farther than this many times a distance is so in spite of all rounding. */
    private static final double SURELY = 1 + 1e-9;

    private Kind kind = Kind.CIRCLE;
    private double longitude;
    private double latitude;

    /** Half of width and height of a box; both the radius of a circle. */
    private double reachWide;

    private double reachHigh;

    /** Of the centre's latitude. */
    private double cosine;

    /** Haversines above belong to points outside of a circle. */
    private double limit;

    private double[] longitudes = new double[INITIAL_VERTICES];
    private double[] latitudes = new double[INITIAL_VERTICES];
    private int vertices;

    private double west;
    private double south;
    private double east;
    private double north;

    public void circle(double radius) {
        kind = Kind.CIRCLE;
        reachWide = radius;
        reachHigh = radius;
        limit = Earth.haversine(radius) * SURELY;
    }

    /** A box whose sides run north and west, as long as told at its centre's height. */
    public void box(double width, double height) {
        kind = Kind.BOX;
        reachWide = width / 2;
        reachHigh = height / 2;
        limit = Earth.NO_LIMIT;
    }

    /** A polygon that has no vertex yet. */
    public void polygon() {
        kind = Kind.POLYGON;
        vertices = 0;
        limit = Earth.NO_LIMIT;
    }

    public void vertex(double vertexLongitude, double vertexLatitude) {
        if (vertices == longitudes.length) {
            longitudes = Arrays.copyOf(longitudes, vertices * 2);
            latitudes = Arrays.copyOf(latitudes, vertices * 2);
        }
        longitudes[vertices] = vertexLongitude;
        latitudes[vertices] = vertexLatitude;
        vertices++;
    }

    public boolean isPolygon() {
        return kind == Kind.POLYGON;
    }

    /** Places a circle or a box. */
    public void center(double centerLongitude, double centerLatitude) {
        longitude = centerLongitude;
        latitude = centerLatitude;
        cosine = Math.cos(Earth.radians(latitude));
        double high = Earth.degrees(reachHigh / Earth.RADIUS_METERS);
        // A degree of longitude is shortest at the edge that is nearer to a pole.
        double narrowest = latitude < 0 ? latitude - high : latitude + high;
        double wide = Earth.degrees(reachWide / Earth.RADIUS_METERS / Math.cos(Earth.radians(narrowest)));
        west = longitude - wide;
        east = longitude + wide;
        south = latitude - high;
        north = latitude + high;
    }

    /** A polygon has all its vertices: its centre is the mean of them. */
    public void close() {
        west = Double.POSITIVE_INFINITY;
        south = Double.POSITIVE_INFINITY;
        east = Double.NEGATIVE_INFINITY;
        north = Double.NEGATIVE_INFINITY;
        double sumOfLongitudes = 0;
        double sumOfLatitudes = 0;
        for (int i = 0; i < vertices; i++) {
            sumOfLongitudes += longitudes[i];
            sumOfLatitudes += latitudes[i];
            west = Math.min(west, longitudes[i]);
            east = Math.max(east, longitudes[i]);
            south = Math.min(south, latitudes[i]);
            north = Math.max(north, latitudes[i]);
        }
        longitude = sumOfLongitudes / vertices;
        latitude = sumOfLatitudes / vertices;
        cosine = Math.cos(Earth.radians(latitude));
    }

    double longitude() {
        return longitude;
    }

    double latitude() {
        return latitude;
    }

    double west() {
        return west;
    }

    double south() {
        return south;
    }

    double east() {
        return east;
    }

    double north() {
        return north;
    }

    /** How far the shape reaches from its centre at most. */
    double radius() {
        return switch (kind) {
            case CIRCLE -> reachWide;
            case BOX -> Math.sqrt(reachWide * reachWide + reachHigh * reachHigh);
            case POLYGON -> farthestVertex();
        };
    }

    private double farthestVertex() {
        double most = 0;
        for (int i = 0; i < vertices; i++) {
            most = Math.max(most, Earth.distance(longitude, latitude, longitudes[i], latitudes[i]));
        }
        return most;
    }

    /** The distance of a point inside from the centre; NaN for a point outside. */
    public double distanceIfInside(double pointLongitude, double pointLatitude) {
        return switch (kind) {
            case CIRCLE -> {
                // Most points of the cells around a circle are too far north or south, which is known without a sine.
                if (Earth.alongMeridian(pointLatitude, latitude) > reachWide * SURELY) {
                    yield Double.NaN;
                }
                double distance = distance(pointLongitude, pointLatitude);
                yield distance <= reachWide ? distance : Double.NaN;
            }
            case BOX -> isInBox(pointLongitude, pointLatitude) ? distance(pointLongitude, pointLatitude) : Double.NaN;
            case POLYGON ->
                isInPolygon(pointLongitude, pointLatitude) ? distance(pointLongitude, pointLatitude) : Double.NaN;
        };
    }

    private double distance(double pointLongitude, double pointLatitude) {
        return Earth.distance(longitude, latitude, cosine, pointLongitude, pointLatitude, limit);
    }

    private boolean isInBox(double pointLongitude, double pointLatitude) {
        return Earth.alongMeridian(pointLatitude, latitude) <= reachHigh
                && Earth.distance(pointLongitude, pointLatitude, longitude, pointLatitude) <= reachWide;
    }

    /** Whether a ray to the east crosses an odd number of sides. */
    private boolean isInPolygon(double pointLongitude, double pointLatitude) {
        boolean isInside = false;
        int previous = vertices - 1;
        for (int i = 0; i < vertices; previous = i++) {
            if (latitudes[i] > pointLatitude != latitudes[previous] > pointLatitude) {
                double slope = (longitudes[previous] - longitudes[i]) / (latitudes[previous] - latitudes[i]);
                if (pointLongitude < longitudes[i] + slope * (pointLatitude - latitudes[i])) {
                    isInside = !isInside;
                }
            }
        }
        return isInside;
    }
}
