package io.glassbox.structure.geohash;

/**
 * A position as one number: longitude and latitude are each halved {@code step} times, and the bits of both are interleaved,
 * latitude in the even ones. With 26 steps it has 52 bits, as many as a score keeps exactly, and names a cell of 0.6 m.
 *
 * <p>Latitudes end at those of the Mercator projection, ±85.05112878 degrees; {@link #text} alone goes to the poles, because the
 * 11 letters of a common geohash do.
 */
public final class Geohash {
    /** Halvings in a score. */
    public static final int MAX_STEP = 26;

    public static final double MAX_LONGITUDE = 180;
    public static final double MAX_LATITUDE = 85.05112878;

    /** Letters of {@link #text}. */
    public static final int TEXT_LENGTH = 11;

    private static final double TWO_TO_THE_63RD = 0x1p63;
    private static final double POLE = 90;
    private static final String ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";
    private static final int LETTER_BITS = 5;

    private Geohash() {}

    /** Whether a position can be kept; NaN cannot. */
    public static boolean isValid(double longitude, double latitude) {
        return Math.abs(longitude) <= MAX_LONGITUDE && Math.abs(latitude) <= MAX_LATITUDE;
    }

    /** The 52-bit number of a valid position. */
    public static long encode(double longitude, double latitude) {
        return interleave(column(longitude, MAX_STEP), row(latitude, MAX_STEP));
    }

    /** The number that a score stands for, which may be any score: as C converts a double to 64 bits on x86-64. */
    public static long ofScore(double score) {
        if (score < TWO_TO_THE_63RD) {
            return (long) score;
        }
        double rest = score - TWO_TO_THE_63RD;
        return rest < TWO_TO_THE_63RD ? (long) rest ^ Long.MIN_VALUE : 0;
    }

    /** The longitude of the middle of a 52-bit number's cell; of any other number, some place on the map. */
    public static double longitude(long hash) {
        long column = deinterleave(hash >>> 1);
        double middle = (west(column, MAX_STEP) + west(column + 1, MAX_STEP)) / 2;
        return Math.clamp(middle, -MAX_LONGITUDE, MAX_LONGITUDE);
    }

    public static double latitude(long hash) {
        long row = deinterleave(hash);
        double middle = (south(row, MAX_STEP) + south(row + 1, MAX_STEP)) / 2;
        return Math.clamp(middle, -MAX_LATITUDE, MAX_LATITUDE);
    }

    /** Which of 2^step columns a longitude lies in. */
    static int column(double longitude, int step) {
        return cell(longitude, MAX_LONGITUDE, step);
    }

    static int row(double latitude, int step) {
        return cell(latitude, MAX_LATITUDE, step);
    }

    /** The western edge of a column. */
    static double west(long column, int step) {
        return -MAX_LONGITUDE + column * 1.0 / (1L << step) * (2 * MAX_LONGITUDE);
    }

    /** The southern edge of a row. */
    static double south(long row, int step) {
        return -MAX_LATITUDE + row * 1.0 / (1L << step) * (2 * MAX_LATITUDE);
    }

    private static int cell(double degrees, double most, int step) {
        double fraction = (degrees + most) / (2 * most);
        return (int) (long) (fraction * (1L << step));
    }

    static long interleave(int column, int row) {
        return spread(column) << 1 | spread(row);
    }

    private static long spread(int value) {
        long bits = value & 0xFFFF_FFFFL;
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFFL;
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FFL;
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333L;
        return (bits | bits << 1) & 0x5555_5555_5555_5555L;
    }

    private static long deinterleave(long interleaved) {
        long bits = interleaved & 0x5555_5555_5555_5555L;
        bits = (bits | bits >>> 1) & 0x3333_3333_3333_3333L;
        bits = (bits | bits >>> 2) & 0x0F0F_0F0F_0F0F_0F0FL;
        bits = (bits | bits >>> 4) & 0x00FF_00FF_00FF_00FFL;
        bits = (bits | bits >>> 8) & 0x0000_FFFF_0000_FFFFL;
        return (bits | bits >>> 16) & 0xFFFF_FFFFL;
    }

    /**
     * The letter at {@code index} of the common text form of a 52-bit number, whose latitudes reach to the poles. Its eleventh
     * letter would take three bits more than there are and is always the first of the alphabet.
     */
    public static char letter(long hash, int index) {
        long toPoles = interleave(column(longitude(hash), MAX_STEP), cell(latitude(hash), POLE, MAX_STEP));
        int rest = 2 * MAX_STEP - (index + 1) * LETTER_BITS;
        return rest < 0 ? ALPHABET.charAt(0) : ALPHABET.charAt((int) (toPoles >>> rest) & (1 << LETTER_BITS) - 1);
    }

    /** The common text form, {@link #TEXT_LENGTH} letters. */
    public static String text(long hash) {
        StringBuilder text = new StringBuilder(TEXT_LENGTH);
        for (int i = 0; i < TEXT_LENGTH; i++) {
            text.append(letter(hash, i));
        }
        return text.toString();
    }
}
