package io.glassbox.network.transport;

import java.nio.file.Path;

/** Where a server listens. */
public sealed interface ListenAddress {
    /** A TCP port on one local address: a literal or a name; {@code *} and {@code ::*} for all of IPv4 and of IPv6. */
    record Tcp(String host, int port) implements ListenAddress {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** A socket file with these permissions ({@code 0} leaves them to the umask). */
    record Unix(Path path, int permissions) implements ListenAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }
}
