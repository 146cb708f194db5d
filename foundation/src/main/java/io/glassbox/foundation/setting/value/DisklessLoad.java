package io.glassbox.foundation.setting.value;

/** Values of {@code repl-diskless-load}: when a replica loads a snapshot straight from the connection. */
public enum DisklessLoad {
    DISABLED,
    ON_EMPTY_DB,
    SWAPDB,
    FLUSHDB
}
