package io.glassbox.server.wiring;

import static io.glassbox.foundation.setting.catalogue.NetworkSettings.BIND;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.MAX_NEW_CONNECTIONS_PER_CYCLE;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.MAX_NEW_TLS_CONNECTIONS_PER_CYCLE;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.PORT;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.TCP_BACKLOG;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.TCP_KEEPALIVE;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.UNIXSOCKET;
import static io.glassbox.foundation.setting.catalogue.NetworkSettings.UNIXSOCKETPERM;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_PORT;

import io.glassbox.engine.server.Server;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.network.tls.TlsAcceptor;
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
    private final TlsAcceptor tlsAcceptor;
    private final Tls tlsSettings;
    private final List<Transport.Listener> tcp = new ArrayList<>();
    private final List<Transport.Listener> tls = new ArrayList<>();
    private final List<Transport.Listener> unix = new ArrayList<>();

    /** A server that is told of no place to listen takes any free port. */
    private boolean takesAnyPort;

    Listeners(
            Server server, Transport transport, Transport.Acceptor acceptor, TlsAcceptor tlsAcceptor, Tls tlsSettings) {
        this.server = server;
        this.settings = server.settings();
        this.transport = transport;
        this.acceptor = acceptor;
        this.tlsAcceptor = tlsAcceptor;
        this.tlsSettings = tlsSettings;
    }

    /** Opens what the settings name; throws the reason, as the log should say it. */
    void open() throws StartFailure {
        transport.keepAlive(settings.get(TCP_KEEPALIVE));
        settings.onChange(TCP_KEEPALIVE, transport::keepAlive);
        tlsSettings.begin(tlsAcceptor);
        boolean isElsewhere =
                settings.get(TLS_PORT) != 0 || !settings.get(UNIXSOCKET).isEmpty();
        takesAnyPort = settings.get(PORT) == 0 && !isElsewhere;
        openTcp();
        openTls();
        String path = settings.get(UNIXSOCKET);
        if (!path.isEmpty()) {
            ListenAddress address =
                    new ListenAddress.Unix(server.directory().resolve(path), settings.get(UNIXSOCKETPERM));
            try {
                unix.add(listen(address, acceptor, MAX_NEW_CONNECTIONS_PER_CYCLE));
            } catch (IOException e) {
                throw new StartFailure("Failed opening Unix socket: bind: " + reason(e));
            }
        }
        settings.applyWith(this::changePort, PORT);
        settings.applyWith(this::changeTlsPort, TLS_PORT);
        settings.applyWith(this::rebind, BIND);
    }

    /** The port of the first TCP listener, or else of the first one for TLS; 0 without any. */
    int port() {
        if (!tcp.isEmpty()) {
            return tcp.getFirst().port();
        }
        return tls.isEmpty() ? 0 : tls.getFirst().port();
    }

    /** One line per listener, as INFO shows it. */
    List<String> descriptions() {
        List<String> all = new ArrayList<>();
        tcp.forEach(listener -> all.add("name=tcp,bind=" + listener.address() + ",port=" + listener.port()));
        unix.forEach(listener -> all.add("name=unix,bind=" + listener.address()));
        tls.forEach(listener -> all.add("name=tls,bind=" + listener.address() + ",port=" + listener.port()));
        return all;
    }

    boolean hasTcp() {
        return !tcp.isEmpty();
    }

    boolean hasTls() {
        return !tls.isEmpty();
    }

    List<Transport.Listener> unix() {
        return unix;
    }

    void close() {
        tcp.forEach(Transport.Listener::close);
        tls.forEach(Transport.Listener::close);
        unix.forEach(Transport.Listener::close);
        tcp.clear();
        tls.clear();
        unix.clear();
    }

    private void openTcp() throws StartFailure {
        if (settings.get(PORT) != 0 || takesAnyPort) {
            tcp.addAll(openAll(settings.get(PORT), "TCP", acceptor, MAX_NEW_CONNECTIONS_PER_CYCLE));
        }
    }

    private void openTls() throws StartFailure {
        if (settings.get(TLS_PORT) != 0) {
            tls.addAll(openAll(settings.get(TLS_PORT), "TLS", tlsAcceptor, MAX_NEW_TLS_CONNECTIONS_PER_CYCLE));
        }
    }

    /** A listener for each address of {@code bind}. */
    private List<Transport.Listener> openAll(int port, String kind, Transport.Acceptor to, Setting<Integer> mostInATurn)
            throws StartFailure {
        List<Transport.Listener> opened = new ArrayList<>();
        boolean all = false;
        for (String host : inOrder(settings.get(BIND))) {
            boolean optional = host.startsWith("-");
            String name = optional ? host.substring(1) : host;
            if (all && name.equals(ALL_IPV4)) {
                continue;
            }
            try {
                opened.add(listen(new ListenAddress.Tcp(name, port), to, mostInATurn));
                all |= transport.listensToBothFamilies() && name.equals(ALL_IPV6);
            } catch (IOException e) {
                server.log()
                        .warning("Warning: Could not create server TCP listening socket " + name + ":" + port + ": "
                                + (isUnknown(e) ? "" : "bind: ") + reason(e));
                if (!(optional && isUnavailable(e))) {
                    opened.forEach(Transport.Listener::close);
                    throw new StartFailure("Failed listening on port " + port + " (" + kind + "), aborting.");
                }
            }
        }
        return opened;
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

    private Transport.Listener listen(ListenAddress address, Transport.Acceptor to, Setting<Integer> mostInATurn)
            throws IOException {
        Transport.Listener listener = transport.listen(address, settings.get(TCP_BACKLOG));
        listener.accept(to, settings.get(mostInATurn));
        return listener;
    }

    /** Closes the old listeners first: the new ones may want the same port on other addresses. */
    private void reopenTcp(String refusal) throws SettingRefused {
        tcp.forEach(Transport.Listener::close);
        tcp.clear();
        try {
            openTcp();
        } catch (StartFailure e) {
            throw new SettingRefused(refusal);
        }
    }

    private void changePort() throws SettingRefused {
        takesAnyPort = false;
        reopenTcp("Unable to listen on this port. Check server logs.");
    }

    private void changeTlsPort() throws SettingRefused {
        if (!tlsAcceptor.isConfigured()) {
            tlsSettings.configure(tlsAcceptor);
        }
        reopenTls("Unable to listen on this port. Check server logs.");
    }

    private void reopenTls(String refusal) throws SettingRefused {
        tls.forEach(Transport.Listener::close);
        tls.clear();
        try {
            openTls();
        } catch (StartFailure e) {
            throw new SettingRefused(refusal);
        }
    }

    private void rebind() throws SettingRefused {
        String refusal = "Failed to bind to specified addresses.";
        reopenTcp(refusal);
        reopenTls(refusal);
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
