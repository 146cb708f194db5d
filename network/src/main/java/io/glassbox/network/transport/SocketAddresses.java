package io.glassbox.network.transport;

import io.glassbox.network.transport.ListenException.Reason;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses in the forms that Redis reads and prints. */
final class SocketAddresses {
    private SocketAddresses() {}

    /** {@code *} is every address of IPv4, {@code ::*} of IPv6; anything else a literal or a name. */
    static InetAddress resolve(String host) throws ListenException {
        try {
            return switch (host) {
                case "*" -> InetAddress.getByName("0.0.0.0");
                case "::*" -> InetAddress.getByName("::");
                default -> InetAddress.getByName(host);
            };
        } catch (UnknownHostException e) {
            throw new ListenException(Reason.UNKNOWN_NAME, "Name or service not known");
        }
    }

    /** {@code 127.0.0.1:50123}, {@code [::1]:50123}; for a socket file its path and {@code :0}. */
    static String text(SocketAddress address, ListenAddress listening) {
        return address instanceof InetSocketAddress inet
                ? text(inet.getAddress(), inet.getPort())
                : unixText(listening);
    }

    static String unixText(ListenAddress listening) {
        return listening + ":0";
    }

    static String text(InetAddress address, int port) {
        String host = address.getHostAddress();
        if (address instanceof Inet6Address) {
            int zone = host.indexOf('%');
            host = "[" + compact(zone < 0 ? host : host.substring(0, zone)) + "]";
        }
        return host + ":" + port;
    }

    /** The address of 4 or 16 bytes; an IPv4 address inside an IPv6 one comes out as itself. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(Arrays.toString(bytes), e);
        }
    }

    static boolean isLoopback(SocketAddress address) {
        return !(address instanceof InetSocketAddress inet) || inet.getAddress().isLoopbackAddress();
    }

    /** The longest run of zero groups written as {@code ::}. */
    private static String compact(String address) {
        String[] groups = address.split(":", -1);
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < groups.length; i++) {
            int length = 0;
            while (i + length < groups.length && groups[i + length].equals("0")) {
                length++;
            }
            if (length > bestLength) {
                bestStart = i;
                bestLength = length;
            }
        }
        if (bestStart < 0) {
            return address;
        }
        String before = String.join(":", Arrays.copyOfRange(groups, 0, bestStart));
        String after = String.join(":", Arrays.copyOfRange(groups, bestStart + bestLength, groups.length));
        return before + "::" + after;
    }
}
