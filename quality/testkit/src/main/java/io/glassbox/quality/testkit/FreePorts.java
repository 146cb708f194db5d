package io.glassbox.quality.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Finds TCP ports that nobody listens on, whatever the address: a server may want all of them, and a listener of IPv6 alone is
 * in nobody's way at the address of the loopback. A port may be taken between the look and its use; who can should listen on
 * port 0 instead and ask which one it got. To look, a socket is bound to all addresses, but never listens.
 */
public final class FreePorts {
    private FreePorts() {}

    /** A port from the system's ephemeral range. */
    public static int next() {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(0));
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
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
