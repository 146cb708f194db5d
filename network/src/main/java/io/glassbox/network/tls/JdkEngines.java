package io.glassbox.network.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Engines of the JDK: run everywhere, and know cipher suites that BoringSSL has given up. */
final class JdkEngines implements TlsEngines {
    private static final String ALIAS = "server";

    private final SSLContext context;
    private final SSLParameters parameters = new SSLParameters();

    JdkEngines(TlsMaterial material) throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new OneKey(material.key(), material.chain().toArray(X509Certificate[]::new))},
                new TrustManager[] {material.trust()},
                null);
        context.getServerSessionContext()
                .setSessionCacheSize(material.sessions().most());
        context.getServerSessionContext().setSessionTimeout(material.sessions().seconds());
        parameters.setProtocols(material.protocols().toArray(String[]::new));
        parameters.setCipherSuites(suites(material));
        parameters.setUseCipherSuitesOrder(material.prefersServerOrder());
        switch (material.clientAuth()) {
            case YES -> parameters.setNeedClientAuth(true);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case NO -> parameters.setNeedClientAuth(false);
        }
    }

    /** Those that were asked for and are there; where nothing was asked for, those that the JDK prefers. */
    private String[] suites(TlsMaterial material) throws GeneralSecurityException {
        List<String> preferred = List.of(context.getDefaultSSLParameters().getCipherSuites());
        Set<String> wanted = new LinkedHashSet<>(material.suites());
        if (wanted.isEmpty()) {
            preferred.stream().filter(JdkEngines::isOfTls13).forEach(wanted::add);
        }
        if (material.ciphers().isEmpty()) {
            wanted.addAll(preferred.stream().filter(name -> !isOfTls13(name)).toList());
        } else {
            material.ciphers().forEach(suite -> wanted.add(suite.standardName()));
        }
        List<String> usable = new ArrayList<>(wanted);
        usable.retainAll(List.of(context.getSupportedSSLParameters().getCipherSuites()));
        if (usable.isEmpty()) {
            throw new GeneralSecurityException("no cipher match");
        }
        return usable.toArray(String[]::new);
    }

    private static boolean isOfTls13(String suite) {
        return !suite.contains("_WITH_") && !suite.endsWith("_SCSV");
    }

    @Override
    public String library() {
        return "JSSE";
    }

    @Override
    public SSLEngine open() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public void release(SSLEngine engine) {}

    @Override
    public void retain() {}

    @Override
    public void close() {}

    /** The server's one key, whatever a client asks for. */
    private static final class OneKey extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate[] chain;

        OneKey(PrivateKey key, X509Certificate[] chain) {
            this.key = key;
            this.chain = chain;
        }

        private boolean isOfType(@Nullable String type) {
            if (type == null) {
                return false;
            }
            // RSASSA-PSS signatures are made with ordinary RSA keys.
            String algorithm = chain[0].getPublicKey().getAlgorithm();
            boolean isPss = type.equals("RSASSA-PSS") && algorithm.equals("RSA");
            return isPss || type.equals(algorithm) || type.startsWith(algorithm + "_");
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
            return isOfType(type) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
            return isOfType(type) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return isOfType(type) ? new String[] {ALIAS} : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain;
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
