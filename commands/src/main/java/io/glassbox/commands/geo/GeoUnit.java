package io.glassbox.commands.geo;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;

/** Units of length. */
enum GeoUnit {
    M(1),
    KM(1000),
    FT(0.3048),
    MI(1609.34);

    private static final CommandError UNSUPPORTED =
            CommandError.of("ERR unsupported unit provided. please use M, KM, FT, MI");

    private final double meters;

    GeoUnit(double meters) {
        this.meters = meters;
    }

    double meters() {
        return meters;
    }

    static GeoUnit at(Args args, int index) {
        if (args.is(index, "M")) {
            return M;
        }
        if (args.is(index, "KM")) {
            return KM;
        }
        if (args.is(index, "FT")) {
            return FT;
        }
        if (args.is(index, "MI")) {
            return MI;
        }
        throw UNSUPPORTED;
    }
}
