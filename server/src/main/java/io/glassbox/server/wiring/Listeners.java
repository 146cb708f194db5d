package io.glassbox.server.wiring;

import static io.glassbox.foundation.setting.catalogue.NetworkSettings.BIND;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.MAX_NEW_CONNECTIONS_PER_CYCLE;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.PORT;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.TCP_BACKLOG;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.TCP_KEEPALIVE;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.UNIXSOCKET;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.UNIXSOCKETPERM;

import io.glassbox.engine.server.Server;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.network.transport.ListenAddress;
import io.glassbox.network.transport.ListenException;
import io.glassbox.network.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The listening sockets of a server, as its settings want them: opened at the start, and anew when port or bind change. */
final class Listeners {
    private static final String ALL_IPV4 = "*";
    private static final String ALL_IPV6 = "::*";

    private final Server server;
    private final Settings settings;
    private final Transport transport;
    private final Transport.Acceptor acceptor;
    private final List<Transport.Listener> tcp = new ArrayList<>();
    private final List<Transport.Listener> unix = new ArrayList<>();

    Listeners(Server server, Transport transport, Transport.Acceptor acceptor) {
        this.server = server;
        this.settings = server.settings();
        this.transport = transport;
        this.acceptor = acceptor;
    }

    /** Opens what the settings name; throws the reason, as the log should say it. */
    void open() throws StartFailure {
        transport.keepAlive(settings.get(TCP_KEEPALIVE));
        settings.onChange(TCP_KEEPALIVE, transport::keepAlive);
        openTcp();
        String path = settings.get(UNIXSOCKET);
        if (!path.isEmpty()) {
            ListenAddress address =
                    new ListenAddress.Unix(server.directory().resolve(path), settings.get(UNIXSOCKETPERM));
            try {
                unix.add(listen(address));
            } catch (IOException e) {
                throw new StartFailure("Failed opening Unix socket: bind: " + reason(e));
            }
        }
        settings.applyWith(() -> reopen("Unable to listen on this port. Check server logs."), PORT);
        settings.applyWith(() -> reopen("Failed to bind to specified addresses."), BIND);
    }

    /** The port of the first TCP listener, 0 without one. */
    int port() {
        return tcp.isEmpty() ? 0 : tcp.getFirst().port();
    }

    /** One line per listener, as INFO shows it. */
    List<String> descriptions() {
        List<String> all = new ArrayList<>();
        tcp.forEach(listener -> all.add("name=tcp,bind=" + listener.address() + ",port=" + listener.port()));
        unix.forEach(listener -> all.add("name=unix,bind=" + listener.address()));
        return all;
    }

    boolean hasTcp() {
        return !tcp.isEmpty();
    }

    List<Transport.Listener> unix() {
        return unix;
    }

    void close() {
        tcp.forEach(Transport.Listener::close);
        unix.forEach(Transport.Listener::close);
        tcp.clear();
        unix.clear();
    }

    private void openTcp() throws StartFailure {
        int port = settings.get(PORT);
        if (port < 0 || (port == 0 && !settings.get(UNIXSOCKET).isEmpty())) {
            return;
        }
        List<Transport.Listener> opened = new ArrayList<>();
        boolean all = false;
        for (String host : inOrder(settings.get(BIND))) {
            boolean optional = host.startsWith("-");
            String name = optional ? host.substring(1) : host;
            if (all && name.equals(ALL_IPV4)) {
                continue;
            }
            try {
                opened.add(listen(new ListenAddress.Tcp(name, port)));
                all |= transport.listensToBothFamilies() && name.equals(ALL_IPV6);
            } catch (IOException e) {
                server.log()
                        .warning("Warning: Could not create server TCP listening socket " + name + ":" + port + ": "
                                + (isUnknown(e) ? "" : "bind: ") + reason(e));
                if (!(optional && isUnavailable(e))) {
                    opened.forEach(Transport.Listener::close);
                    throw new StartFailure("Failed listening on port " + port + " (TCP), aborting.");
                }
            }
        }
        tcp.addAll(opened);
    }

    /** Where one listener serves both families, the one that does comes first. */
    private List<String> inOrder(List<String> hosts) {
        if (!transport.listensToBothFamilies()) {
            return hosts;
        }
        List<String> ordered = new ArrayList<>(hosts);
        ordered.sort(Comparator.comparing(host -> !host.endsWith(ALL_IPV6)));
        return ordered;
    }

    private Transport.Listener listen(ListenAddress address) throws IOException {
        Transport.Listener listener = transport.listen(address, settings.get(TCP_BACKLOG));
        listener.accept(acceptor, Math.toIntExact(settings.get(MAX_NEW_CONNECTIONS_PER_CYCLE)));
        return listener;
    }

    /** Closes the old listeners first: the new ones may want the same port on other addresses. */
    private void reopen(String refusal) throws SettingRefused {
        tcp.forEach(Transport.Listener::close);
        tcp.clear();
        try {
            openTcp();
        } catch (StartFailure e) {
            throw new SettingRefused(refusal);
        }
    }

    private static boolean isUnknown(IOException e) {
        return e instanceof ListenException failure && failure.reason() == ListenException.Reason.UNKNOWN_NAME;
    }

    private static boolean isUnavailable(IOException e) {
        return e instanceof ListenException failure
                && (failure.reason() == ListenException.Reason.NO_SUCH_ADDRESS
                        || failure.reason() == ListenException.Reason.UNKNOWN_NAME);
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("in use") ? "Address already in use" : message;
    }
}
