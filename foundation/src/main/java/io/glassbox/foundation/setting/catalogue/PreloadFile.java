package io.glassbox.foundation.setting.catalogue;

import org.jspecify.annotations.Nullable;

/** What to begin with instead of the usual files: {@code aof:} and the path of a manifest, or {@code rdb:} and that of a snapshot. */
public final class PreloadFile {
    public static final String MANIFEST = "aof:";
    public static final String SNAPSHOT = "rdb:";

    private PreloadFile() {}

    static @Nullable String objection(String value) {
        if (value.isEmpty()) {
            return null;
        }
        boolean isKnown = value.startsWith(MANIFEST) || value.startsWith(SNAPSHOT);
        if (!isKnown || value.length() == MANIFEST.length()) {
            return "argument must be in the format 'aof:<path of a manifest>' or 'rdb:<path of a snapshot>'";
        }
        String name = value.substring(value.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 || dot == name.length() - 1
                ? "preload-file must end with an extension, such as .manifest or .rdb"
                : null;
    }
}
