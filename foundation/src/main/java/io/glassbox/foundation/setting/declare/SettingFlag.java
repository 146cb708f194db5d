package io.glassbox.foundation.setting.declare;

/** What else is true of a setting. */
public enum SettingFlag {
    /** Only the start can set it. */
    IMMUTABLE,
    /** {@code CONFIG GET} shows it by its full name only. */
    HIDDEN,
    /** {@code CONFIG SET} needs {@code enable-protected-configs}. */
    PROTECTED,
    /** A secret: kept out of logs and of the slow log. */
    SENSITIVE,
    /** Worth reporting after a crash. */
    DEBUG,
    /** Cannot be set while data is loaded. */
    DENIED_WHILE_LOADING,
    /** Names a file whose content may have changed: setting the same value again is a change. */
    VOLATILE
}
