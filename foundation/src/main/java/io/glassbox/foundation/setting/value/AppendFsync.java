package io.glassbox.foundation.setting.value;

/** Values of {@code appendfsync}: when the append-only file is forced to the medium. */
public enum AppendFsync {
    EVERYSEC,
    ALWAYS,
    NO
}
