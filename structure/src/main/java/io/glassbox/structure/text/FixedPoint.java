package io.glassbox.structure.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with a fixed count of digits behind the point, as C's {@code %.2f} prints them. For reports such as INFO. */
public final class FixedPoint {
    private FixedPoint() {}

    /** {@code value} rounded exactly, ties to even, to {@code digits} digits behind the point. */
    public static String text(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        String text =
                new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
        boolean lostItsSign = Double.doubleToRawLongBits(value) < 0 && text.charAt(0) != '-';
        return lostItsSign ? "-" + text : text;
    }

    /** {@code part} of {@code whole} as in {@code 98.53%}; of nothing, 0. */
    public static String percent(double part, double whole) {
        return text(whole == 0 ? 0 : part * 100 / whole, 2) + "%";
    }
}
