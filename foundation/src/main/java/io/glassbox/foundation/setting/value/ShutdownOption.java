package io.glassbox.foundation.setting.value;

/** Values of {@code shutdown-on-sigint} and {@code shutdown-on-sigterm}; several may be combined. */
public enum ShutdownOption {
    /** No option: save if save points are set. */
    DEFAULT,
    SAVE,
    NOSAVE,
    NOW,
    FORCE
}
