package io.glassbox.structure.text;

/** Amounts of memory in the form that INFO gives people: {@code 512B}, {@code 1.05M}. */
public final class MemoryAmount {
    private static final String UNITS = "KMGTP";
    private static final int STEP_BITS = 10;

    private MemoryAmount() {}

    /** {@code bytes}, unsigned, in the largest unit of which there is at least one; past petabytes in bytes again. */
    public static String text(long bytes) {
        int unit = (Long.SIZE - 1 - Long.numberOfLeadingZeros(bytes | 1)) / STEP_BITS;
        if (unit == 0 || unit > UNITS.length()) {
            return Long.toUnsignedString(bytes) + "B";
        }
        return FixedPoint.text(bytes / (double) (1L << unit * STEP_BITS), 2) + UNITS.charAt(unit - 1);
    }
}
