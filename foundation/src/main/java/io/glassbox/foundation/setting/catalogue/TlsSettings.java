package io.glassbox.foundation.setting.catalogue;

import static io.glassbox.foundation.setting.declare.Setting.choice;
import static io.glassbox.foundation.setting.declare.Setting.flag;
import static io.glassbox.foundation.setting.declare.Setting.integer;
import static io.glassbox.foundation.setting.declare.Setting.optionalText;
import static io.glassbox.foundation.setting.declare.SettingFlag.SENSITIVE;
import static io.glassbox.foundation.setting.declare.SettingFlag.VOLATILE;

import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.value.TlsClientAuth;
import io.glassbox.foundation.setting.value.TlsUser;
import java.util.List;

/** Encrypted connections. */
public final class TlsSettings {
    /** TCP port for TLS; 0 is none. */
    public static final Setting<Integer> TLS_PORT = integer("tls-port", 0, 65_535, 0);

    /** Sessions that may be resumed. */
    public static final Setting<Integer> TLS_SESSION_CACHE_SIZE =
            integer("tls-session-cache-size", 0, Integer.MAX_VALUE, 20 * 1024);

    /** Seconds for which a session may be resumed. */
    public static final Setting<Integer> TLS_SESSION_CACHE_TIMEOUT =
            integer("tls-session-cache-timeout", 0, Integer.MAX_VALUE, 300);

    /** Whether the cluster bus uses TLS. */
    public static final Setting<Boolean> TLS_CLUSTER = flag("tls-cluster", false);

    /** Whether the connection to the primary uses TLS. */
    public static final Setting<Boolean> TLS_REPLICATION = flag("tls-replication", false);

    /** Whether clients must show a certificate. */
    public static final Setting<TlsClientAuth> TLS_AUTH_CLIENTS = choice("tls-auth-clients", TlsClientAuth.YES);

    /** Whether a field of the client's certificate logs it in as a user. */
    public static final Setting<TlsUser> TLS_AUTH_CLIENTS_USER = choice("tls-auth-clients-user", TlsUser.OFF);

    /** Whether our order of ciphers counts rather than the client's. */
    public static final Setting<Boolean> TLS_PREFER_SERVER_CIPHERS = flag("tls-prefer-server-ciphers", false);

    /** Whether sessions can be resumed. */
    public static final Setting<Boolean> TLS_SESSION_CACHING = flag("tls-session-caching", true);

    /** Our certificate, PEM. */
    public static final Setting<String> TLS_CERT_FILE =
            optionalText("tls-cert-file").with(VOLATILE);

    /** Its private key, PEM. */
    public static final Setting<String> TLS_KEY_FILE =
            optionalText("tls-key-file").with(VOLATILE);

    /** Password of the private key. */
    public static final Setting<String> TLS_KEY_FILE_PASS =
            optionalText("tls-key-file-pass").with(SENSITIVE);

    /** Certificate for outgoing connections, if another one. */
    public static final Setting<String> TLS_CLIENT_CERT_FILE =
            optionalText("tls-client-cert-file").with(VOLATILE);

    /** Private key of the certificate for outgoing connections. */
    public static final Setting<String> TLS_CLIENT_KEY_FILE =
            optionalText("tls-client-key-file").with(VOLATILE);

    /** Password of that key. */
    public static final Setting<String> TLS_CLIENT_KEY_FILE_PASS =
            optionalText("tls-client-key-file-pass").with(SENSITIVE);

    /** Diffie-Hellman parameters, for old clients. */
    public static final Setting<String> TLS_DH_PARAMS_FILE =
            optionalText("tls-dh-params-file").with(VOLATILE);

    /** Certificates of the authorities that we trust, PEM. */
    public static final Setting<String> TLS_CA_CERT_FILE =
            optionalText("tls-ca-cert-file").with(VOLATILE);

    /** Directory of such certificates. */
    public static final Setting<String> TLS_CA_CERT_DIR =
            optionalText("tls-ca-cert-dir").with(VOLATILE);

    /** Protocol versions that are allowed, parted by blanks. */
    public static final Setting<String> TLS_PROTOCOLS = optionalText("tls-protocols");

    /** Ciphers up to TLS 1.2, in OpenSSL's notation. */
    public static final Setting<String> TLS_CIPHERS = optionalText("tls-ciphers");

    /** Cipher suites of TLS 1.3. */
    public static final Setting<String> TLS_CIPHERSUITES = optionalText("tls-ciphersuites");

    /** Name that the certificate of a primary or a cluster node must carry. */
    public static final Setting<String> TLS_EXPECTED_PEER_NAME = optionalText("tls-expected-peer-name");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            TLS_PORT,
            TLS_SESSION_CACHE_SIZE,
            TLS_SESSION_CACHE_TIMEOUT,
            TLS_CLUSTER,
            TLS_REPLICATION,
            TLS_AUTH_CLIENTS,
            TLS_AUTH_CLIENTS_USER,
            TLS_PREFER_SERVER_CIPHERS,
            TLS_SESSION_CACHING,
            TLS_CERT_FILE,
            TLS_KEY_FILE,
            TLS_KEY_FILE_PASS,
            TLS_CLIENT_CERT_FILE,
            TLS_CLIENT_KEY_FILE,
            TLS_CLIENT_KEY_FILE_PASS,
            TLS_DH_PARAMS_FILE,
            TLS_CA_CERT_FILE,
            TLS_CA_CERT_DIR,
            TLS_PROTOCOLS,
            TLS_CIPHERS,
            TLS_CIPHERSUITES,
            TLS_EXPECTED_PEER_NAME);

    private TlsSettings() {}
}
