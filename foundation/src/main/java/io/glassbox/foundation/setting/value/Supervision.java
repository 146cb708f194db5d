package io.glassbox.foundation.setting.value;

/** Values of {@code supervised}: which service manager is told that the server is ready. */
public enum Supervision {
    UPSTART,
    SYSTEMD,
    AUTO,
    NO
}
