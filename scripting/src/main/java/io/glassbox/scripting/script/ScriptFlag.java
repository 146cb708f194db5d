package io.glassbox.scripting.script;

import org.jspecify.annotations.Nullable;

/** What a script says of itself, in its first line or when it registers a function. */
public enum ScriptFlag {
    NO_WRITES("no-writes"),
    ALLOW_OOM("allow-oom"),
    ALLOW_STALE("allow-stale"),
    NO_CLUSTER("no-cluster"),
    ALLOW_CROSS_SLOT_KEYS("allow-cross-slot-keys");

    private final String word;

    ScriptFlag(String word) {
        this.word = word;
    }

    /** As scripts spell it. */
    public String word() {
        return word;
    }

    int bit() {
        return 1 << ordinal();
    }

    /** The flag of this name, null if there is none. */
    public static @Nullable ScriptFlag named(String word) {
        for (ScriptFlag flag : values()) {
            if (flag.word.equals(word)) {
                return flag;
            }
        }
        return null;
    }
}
