package io.glassbox.foundation.setting.value;

/** Values of {@code enable-debug-command} and its kin: who may do what could harm the server. */
public enum ProtectedAction {
    NO,
    YES,
    /** Connections from this machine only. */
    LOCAL
}
