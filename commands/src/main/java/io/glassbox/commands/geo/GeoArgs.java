package io.glassbox.commands.geo;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.structure.geohash.Geohash;
import io.glassbox.structure.text.DoubleText;
import io.glassbox.structure.text.FixedPoint;

/** Arguments that are positions. */
final class GeoArgs {
    private static final int ERROR_DIGITS = 6;

    private GeoArgs() {}

    /** A number, or an error of the caller's. */
    static double numberAt(Args args, int index, CommandError otherwise) {
        double number = DoubleText.parse(args.at(index));
        if (Double.isNaN(number)) {
            throw otherwise;
        }
        return number;
    }

    static double numberAt(Args args, int index) {
        return numberAt(args, index, CommandError.NOT_A_FLOAT);
    }

    /** Checks that longitude and latitude, at this place and the next, are numbers and on the map. */
    static void check(Args args, int index) {
        double longitude = numberAt(args, index);
        double latitude = numberAt(args, index + 1);
        if (!Geohash.isValid(longitude, latitude)) {
            throw CommandError.of("ERR invalid longitude,latitude pair " + FixedPoint.text(longitude, ERROR_DIGITS)
                    + "," + FixedPoint.text(latitude, ERROR_DIGITS));
        }
    }
}
