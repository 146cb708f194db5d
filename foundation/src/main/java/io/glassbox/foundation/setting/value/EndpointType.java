package io.glassbox.foundation.setting.value;

/** Values of {@code cluster-preferred-endpoint-type}: how nodes are named to clients. */
public enum EndpointType {
    IP,
    HOSTNAME,
    UNKNOWN_ENDPOINT
}
