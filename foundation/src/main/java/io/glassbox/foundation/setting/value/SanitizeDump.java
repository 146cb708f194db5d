package io.glassbox.foundation.setting.value;

/** Values of {@code sanitize-dump-payload}: whose serialized values are checked in full when loaded. */
public enum SanitizeDump {
    NO,
    YES,
    CLIENTS
}
