package io.glassbox.durability.command;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;

/** What stands behind the payload of RESTORE. */
final class RestoreOptions {
    static final int NONE = -1;
    private static final int FIRST = 4;
    private static final int MOST_FREQUENCY = 255;
    private static final CommandError BAD_IDLE = CommandError.of("ERR Invalid IDLETIME value, must be >= 0");
    private static final CommandError BAD_FREQUENCY =
            CommandError.of("ERR Invalid FREQ value, must be >= 0 and <= 255");

    boolean replaces;
    boolean isAbsolute;
    long idleSeconds;
    long frequency;

    /** Reads them; throws what RESTORE answers if they are wrong. */
    RestoreOptions read(Args args) {
        replaces = false;
        isAbsolute = false;
        idleSeconds = NONE;
        frequency = NONE;
        for (int i = FIRST; i < args.count(); i++) {
            boolean hasMore = i + 1 < args.count();
            if (args.is(i, "REPLACE")) {
                replaces = true;
            } else if (args.is(i, "ABSTTL")) {
                isAbsolute = true;
            } else if (args.is(i, "IDLETIME") && hasMore && frequency == NONE) {
                idleSeconds = args.longAt(++i);
                if (idleSeconds < 0) {
                    throw BAD_IDLE;
                }
            } else if (args.is(i, "FREQ") && hasMore && idleSeconds == NONE) {
                frequency = args.longAt(++i);
                if (frequency < 0 || frequency > MOST_FREQUENCY) {
                    throw BAD_FREQUENCY;
                }
            } else {
                throw CommandError.SYNTAX;
            }
        }
        return this;
    }
}
