package io.glassbox.structure.geohash;

/** Distances on a globe, in metres, by the haversine formula; wrong by half a percent at most, since the earth is none. */
public final class Earth {
    static final double RADIUS_METERS = 6372797.560856;

    private static final double RADIANS_PER_DEGREE = Math.PI / 180;

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
        double v = Math.sin((radians(longitude2) - radians(longitude1)) / 2);
        if (v == 0) {
            return alongMeridian(latitude1, latitude2);
        }
        double radians1 = radians(latitude1);
        double radians2 = radians(latitude2);
        double u = Math.sin((radians2 - radians1) / 2);
        double a = u * u + Math.cos(radians1) * Math.cos(radians2) * v * v;
        return 2 * RADIUS_METERS * Math.asin(Math.sqrt(a));
    }
}
