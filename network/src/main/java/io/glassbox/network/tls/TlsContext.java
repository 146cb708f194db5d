package io.glassbox.network.tls;

import io.glassbox.foundation.file.FileErrors;
import io.glassbox.network.tls.TlsConfiguration.Identity;
import io.glassbox.network.tls.TlsConfiguration.Trust;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Turns a configuration into engines, or says what is wrong with it, in the words of Redis and OpenSSL.
 *
 * <p>BoringSSL makes the engines if it is there and has all that is asked for; otherwise the JDK does.
 */
final class TlsContext {
    private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final List<String> DEFAULT_PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    private TlsContext() {}

    /** Reads the files and makes the engines. */
    static TlsEngines open(TlsConfiguration configuration) throws TlsRefused {
        TlsMaterial material = read(configuration);
        try {
            if (isNativeGoodFor(material)) {
                return new NativeEngines(material);
            }
            return new JdkEngines(material);
        } catch (GeneralSecurityException | SSLException e) {
            throw badCiphers(configuration, e);
        }
    }

    /**
     * The same for connections that this server opens: with the certificate for these, or its only one. There are few of them, so the
     * JDK's engines do.
     */
    static JdkEngines openOutgoing(TlsConfiguration configuration) throws TlsRefused {
        TlsMaterial material = read(configuration);
        Identity client = configuration.client();
        if (client.certificate().isPresent() && client.key().isPresent()) {
            List<X509Certificate> chain = chain(client.certificate().get());
            material = material.with(key(client.key().get(), client.password(), chain), chain);
        }
        try {
            return new JdkEngines(material);
        } catch (GeneralSecurityException e) {
            throw badCiphers(configuration, e);
        }
    }

    private static TlsRefused badCiphers(TlsConfiguration configuration, Exception cause) {
        return new TlsRefused(
                "Failed to configure ciphers: " + configuration.negotiation().ciphers(), cause);
    }

    private static boolean isNativeGoodFor(TlsMaterial material) {
        try {
            return NativeEngines.isAvailable() && NativeEngines.canOffer(material);
        } catch (LinkageError e) {
            return false;
        }
    }

    private static TlsMaterial read(TlsConfiguration configuration) throws TlsRefused {
        Identity server = configuration.server();
        if (server.certificate().isEmpty()) {
            throw new TlsRefused("No tls-cert-file configured!");
        }
        if (server.key().isEmpty()) {
            throw new TlsRefused("No tls-key-file configured!");
        }
        if (configuration.needsAuthority() && configuration.trust().isEmpty()) {
            throw new TlsRefused("Either tls-ca-cert-file or tls-ca-cert-dir must be specified when tls-cluster,"
                    + " tls-replication or tls-auth-clients are enabled!");
        }
        TlsConfiguration.Negotiation negotiation = configuration.negotiation();
        List<String> protocols = protocols(negotiation.protocols());
        if (configuration.dhParameters().isPresent()) {
            checkDhParameters(configuration.dhParameters().get());
        }
        List<X509Certificate> chain = chain(server.certificate().get());
        PrivateKey key = key(server.key().get(), server.password(), chain);
        X509TrustManager trust = trust(configuration.trust());
        List<CipherSuite> ciphers = CipherList.parse(negotiation.ciphers());
        if (ciphers.isEmpty() && !negotiation.ciphers().isEmpty()) {
            throw new TlsRefused("Failed to configure ciphers: " + negotiation.ciphers());
        }
        List<String> suites = suites(negotiation.suites());
        Identity client = configuration.client();
        if (client.certificate().isPresent() && client.key().isPresent()) {
            key(
                    client.key().get(),
                    client.password(),
                    chain(client.certificate().get()));
        }
        return new TlsMaterial(
                key,
                chain,
                trust,
                configuration.clientAuth(),
                protocols,
                ciphers,
                suites,
                negotiation.prefersServerOrder(),
                configuration.sessions());
    }

    private static List<String> protocols(String text) throws TlsRefused {
        if (text.isEmpty()) {
            return DEFAULT_PROTOCOLS;
        }
        List<String> chosen = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            chosen.add(PROTOCOLS.stream()
                    .filter(name -> name.equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new TlsRefused("Invalid tls-protocols specified. Use a combination of 'TLSv1',"
                            + " 'TLSv1.1', 'TLSv1.2' and 'TLSv1.3'.")));
        }
        return chosen;
    }

    private static List<String> suites(String text) throws TlsRefused {
        List<String> chosen = new ArrayList<>();
        for (String word : text.split(":", -1)) {
            if (!word.isEmpty()) {
                if (!word.startsWith("TLS_") || word.contains("_WITH_")) {
                    throw new TlsRefused("Failed to configure ciphersuites: " + text);
                }
                chosen.add(word);
            }
        }
        return chosen;
    }

    private static List<X509Certificate> chain(Path file) throws TlsRefused {
        try {
            return Certificates.read(file);
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsRefused("Failed to load certificate: " + file + ": " + reason(e), e);
        }
    }

    private static PrivateKey key(Path file, String password, List<X509Certificate> chain) throws TlsRefused {
        try {
            PrivateKey key = PrivateKeys.read(file, password);
            if (!Certificates.belongTogether(key, chain.getFirst().getPublicKey())) {
                throw new GeneralSecurityException("key values mismatch");
            }
            return key;
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsRefused("Failed to load private key: " + file + ": " + reason(e), e);
        }
    }

    private static X509TrustManager trust(Trust trust) throws TlsRefused {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(Certificates.authorities(trust));
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new GeneralSecurityException("unsupported");
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsRefused("Failed to configure CA certificate(s) file/directory: " + reason(e), e);
        }
    }

    /** Old clients got their parameters from there; our engines have safe ones of their own. */
    private static void checkDhParameters(Path file) throws TlsRefused {
        try {
            if (PemFile.read(file).stream().noneMatch(block -> block.label().endsWith("DH PARAMETERS"))) {
                throw new TlsRefused(file + ": failed to read DH params.");
            }
        } catch (IOException e) {
            throw new TlsRefused("Failed to load " + file + ": " + FileErrors.reason(e), e);
        }
    }

    /** What OpenSSL 3 says of the same. */
    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case NoSuchFileException missing -> "error:80000002:system library::" + FileErrors.reason(missing);
            case AccessDeniedException denied -> "error:8000000D:system library::" + FileErrors.reason(denied);
            case IOException _ -> "error:04800066:PEM routines::bad end line";
            case BadPaddingException _ -> "error:1C800064:Provider routines::bad decrypt";
            default ->
                switch (message) {
                    case "no start line" -> "error:0480006C:PEM routines::no start line";
                    case "key values mismatch" -> "error:05800074:x509 certificate routines::key values mismatch";
                    default -> message;
                };
        };
    }
}
