package io.glassbox.server.wiring;

import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_AUTH_CLIENTS;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CA_CERT_DIR;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CA_CERT_FILE;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CERT_FILE;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CIPHERS;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CIPHERSUITES;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CLIENT_CERT_FILE;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CLIENT_KEY_FILE;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CLIENT_KEY_FILE_PASS;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_CLUSTER;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_DH_PARAMS_FILE;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_KEY_FILE;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_KEY_FILE_PASS;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_PORT;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_PREFER_SERVER_CIPHERS;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_PROTOCOLS;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_REPLICATION;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_SESSION_CACHE_SIZE;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_SESSION_CACHE_TIMEOUT;
import static io.glassbox.foundation.setting.catalogue.TlsSettings.TLS_SESSION_CACHING;

import io.glassbox.engine.server.Server;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.declare.SettingRefused;
import io.glassbox.foundation.setting.value.TlsClientAuth;
import io.glassbox.network.tls.TlsAcceptor;
import io.glassbox.network.tls.TlsConfiguration;
import io.glassbox.network.tls.TlsConfiguration.Identity;
import io.glassbox.network.tls.TlsConfiguration.Negotiation;
import io.glassbox.network.tls.TlsConfiguration.Sessions;
import io.glassbox.network.tls.TlsConfiguration.Trust;
import io.glassbox.network.tls.TlsDialer;
import io.glassbox.network.tls.TlsRefused;
import io.glassbox.network.transport.Wire;
import java.nio.file.Path;
import java.util.Optional;

/** TLS as the settings want it: at the start, and again whenever one of them changes. */
final class Tls implements TlsAcceptor.Events {
    /** Changes of these make a new configuration; setting a file to what it is reads it again. */
    private static final Setting<?>[] MATERIAL = {
        TLS_CERT_FILE,
        TLS_KEY_FILE,
        TLS_KEY_FILE_PASS,
        TLS_CLIENT_CERT_FILE,
        TLS_CLIENT_KEY_FILE,
        TLS_CLIENT_KEY_FILE_PASS,
        TLS_DH_PARAMS_FILE,
        TLS_CA_CERT_FILE,
        TLS_CA_CERT_DIR,
        TLS_AUTH_CLIENTS,
        TLS_REPLICATION,
        TLS_CLUSTER,
        TLS_PROTOCOLS,
        TLS_CIPHERS,
        TLS_CIPHERSUITES,
        TLS_PREFER_SERVER_CIPHERS,
        TLS_SESSION_CACHING,
        TLS_SESSION_CACHE_SIZE,
        TLS_SESSION_CACHE_TIMEOUT
    };

    private final Server server;
    private final Settings settings;
    private final ClientLimits limits;
    private final TlsDialer dialer;

    /**
     * @param dialer whom connections to other servers are encrypted by
     */
    Tls(Server server, ClientLimits limits, TlsDialer dialer) {
        this.server = server;
        this.dialer = dialer;
        this.settings = server.settings();
        this.limits = limits;
    }

    /** Configures what is in use, and follows the settings from now on. */
    void begin(TlsAcceptor acceptor) throws StartFailure {
        try {
            if (isInUse()) {
                configure(acceptor);
            }
        } catch (SettingRefused e) {
            throw new StartFailure("Failed to configure TLS. Check logs for more info.");
        }
        settings.applyWith(
                () -> {
                    if (isInUse()) {
                        configure(acceptor);
                    }
                },
                MATERIAL);
    }

    private boolean isInUse() {
        return settings.get(TLS_PORT) != 0 || settings.get(TLS_REPLICATION) || settings.get(TLS_CLUSTER);
    }

    /** Takes the settings as they are now; the log says why, if they cannot be used. */
    void configure(TlsAcceptor acceptor) throws SettingRefused {
        try {
            TlsConfiguration configuration = configuration();
            acceptor.configure(configuration);
            if (settings.get(TLS_CLUSTER)) {
                dialer.configure(configuration);
            }
        } catch (TlsRefused e) {
            server.log().warning(e.text());
            throw new SettingRefused("Unable to update TLS configuration. Check server logs.");
        }
    }

    private TlsConfiguration configuration() {
        TlsClientAuth clientAuth = settings.get(TLS_AUTH_CLIENTS);
        return new TlsConfiguration(
                identity(TLS_CERT_FILE, TLS_KEY_FILE, TLS_KEY_FILE_PASS),
                identity(TLS_CLIENT_CERT_FILE, TLS_CLIENT_KEY_FILE, TLS_CLIENT_KEY_FILE_PASS),
                new Trust(path(TLS_CA_CERT_FILE), path(TLS_CA_CERT_DIR)),
                path(TLS_DH_PARAMS_FILE),
                clientAuth,
                clientAuth != TlsClientAuth.NO || settings.get(TLS_CLUSTER) || settings.get(TLS_REPLICATION),
                new Negotiation(
                        settings.get(TLS_PROTOCOLS),
                        settings.get(TLS_CIPHERS),
                        settings.get(TLS_CIPHERSUITES),
                        settings.get(TLS_PREFER_SERVER_CIPHERS)),
                new Sessions(
                        settings.get(TLS_SESSION_CACHING),
                        settings.get(TLS_SESSION_CACHE_SIZE),
                        settings.get(TLS_SESSION_CACHE_TIMEOUT)));
    }

    private Identity identity(Setting<String> certificate, Setting<String> key, Setting<String> password) {
        return new Identity(path(certificate), path(key), settings.get(password));
    }

    private Optional<Path> path(Setting<String> setting) {
        String text = settings.get(setting);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(server.directory().resolve(text));
    }

    @Override
    public boolean hasRoom(int handshakes) {
        return server.sessions().count() + handshakes < limits.maxClients();
    }

    @Override
    public void onTurnedAway(Wire wire) {
        server.statistics().connectionRejected();
    }

    @Override
    public void onFailed(Wire wire, String reason) {
        server.log()
                .warning("Error accepting a client connection: " + reason + " (addr=" + wire.remoteAddress() + " laddr="
                        + wire.localAddress() + ")");
    }
}
