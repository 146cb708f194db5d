package io.glassbox.engine.info;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * A part of what INFO prints. The writer is called whenever somebody asks, on the engine thread.
 *
 * @param title the heading; in lower case, the name by which it is asked for
 */
public record InfoSection(String title, Asked asked, Consumer<InfoWriter> writer) {
    /** When a section is printed. */
    public enum Asked {
        /** Also by an INFO that names nothing. */
        BY_DEFAULT,
        /** By {@code INFO all} and {@code INFO everything}. */
        WITH_ALL,
        /** By its name alone. */
        BY_NAME
    }

    public String name() {
        return title.toLowerCase(Locale.ROOT);
    }
}
