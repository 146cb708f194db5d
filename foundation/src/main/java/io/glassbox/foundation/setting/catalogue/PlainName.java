package io.glassbox.foundation.setting.catalogue;

import org.jspecify.annotations.Nullable;

/** Names of files that must lie in {@code dir} itself. */
final class PlainName {
    private PlainName() {}

    static @Nullable String objection(String setting, String kind, String name) {
        return name.indexOf('/') < 0 ? null : setting + " can't be a path, just a " + kind;
    }

    static @Nullable String requiredObjection(String setting, String kind, String name) {
        return name.isEmpty() ? setting + " can't be empty" : objection(setting, kind, name);
    }
}
