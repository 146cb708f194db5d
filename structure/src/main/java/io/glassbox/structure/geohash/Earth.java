package io.glassbox.structure.geohash;

/** Distances on a globe, in metres, by the haversine formula; wrong by half a percent at most, since the earth is none. */
public final class Earth {
    static final double RADIUS_METERS = 6372797.560856;

    private static final double RADIANS_PER_DEGREE = Math.PI / 180;

    /** No haversine is above. */
    static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    private Earth() {}

    static double radians(double degrees) {
        return degrees * RADIANS_PER_DEGREE;
    }

    static double degrees(double radians) {
        return radians / RADIANS_PER_DEGREE;
    }

    /** Between two points of one meridian. */
    static double alongMeridian(double latitude1, double latitude2) {
        return RADIUS_METERS * Math.abs(radians(latitude2) - radians(latitude1));
    }

    public static double distance(double longitude1, double latitude1, double longitude2, double latitude2) {
        return distance(longitude1, latitude1, Math.cos(radians(latitude1)), longitude2, latitude2, NO_LIMIT);
    }

    /**
     * The haversine of an angle at the centre of the earth: no distance up to this one, in metres, has one that is noticeably
     * above, and those above have no lower one.
     */
    static double haversine(double meters) {
        double half = meters / RADIUS_METERS / 2;
        double sine = Math.sin(half);
        return half < Math.PI / 2 ? sine * sine : NO_LIMIT;
    }

    /**
     * From a point whose latitude has this cosine; NaN if its haversine is above the limit, which takes half the time to find out.
     */
    static double distance(
            double longitude1, double latitude1, double cosine1, double longitude2, double latitude2, double limit) {
        double v = Math.sin((radians(longitude2) - radians(longitude1)) / 2);
        if (v == 0) {
            return alongMeridian(latitude1, latitude2);
        }
        double radians2 = radians(latitude2);
        double u = Math.sin((radians2 - radians(latitude1)) / 2);
        double a = u * u + cosine1 * Math.cos(radians2) * v * v;
        return a > limit ? Double.NaN : 2 * RADIUS_METERS * Math.asin(Math.sqrt(a));
    }
}
