package io.glassbox.foundation.setting.value;

/** The value of {@code replicaof}: whose replica the server is. */
public record PrimaryAddress(String host, int port) {
    /** Nobody's replica. */
    public static final PrimaryAddress NONE = new PrimaryAddress("", 0);

    public boolean isNone() {
        return host.isEmpty();
    }
}
