package io.glassbox.quality.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Finds TCP ports of the loopback address that nobody listens on. A port may be taken between the look and its use;
 * who can should listen on port 0 instead and ask which one it got.
 */
public final class FreePorts {
    private FreePorts() {}

    /** A port from the system's ephemeral range. */
    public static int next() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first port from {@code from} on that starts {@code count} free ones in a row. */
    public static int range(int from, int count) {
        int first = from;
        for (int port = from; port < first + count; port++) {
            if (!isFree(port)) {
                first = port + 1;
            }
            if (first + count > 65_536) {
                throw new IllegalStateException("no " + count + " free ports in a row from " + from);
            }
        }
        return first;
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
