package io.glassbox.quality.conformance;

import java.util.Locale;

/** Who starts the server: in full mode the suite itself, in external mode we do, and the suite connects to it. */
enum Mode {
    EXTERNAL,
    FULL;

    /** The word of the command line and of file names. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
