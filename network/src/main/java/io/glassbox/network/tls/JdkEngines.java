package io.glassbox.network.tls;

import java.security.GeneralSecurityException;
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

/** Engines of the JDK: run everywhere, and know cipher suites that BoringSSL has given up. */
final class JdkEngines implements TlsEngines {
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

    /** An engine for a connection that this server opens: it checks whose word stands for the other side, and not its name, as Redis. */
    SSLEngine openOutgoing() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(parameters.getProtocols());
        engine.setEnabledCipherSuites(parameters.getCipherSuites());
        return engine;
    }

    @Override
    public void release(SSLEngine engine) {}

    @Override
    public void retain() {}

    @Override
    public void close() {}
}
