package io.glassbox.network.tls;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * Engines of BoringSSL, through Netty's binding. An embedded server may run without that library on its class path, so whoever asks
 * this class for something has to expect a {@link LinkageError}.
 */
final class NativeEngines implements TlsEngines {
    private static final List<String> TLS13_SUITES =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private final SslContext context;
    private final TlsMaterial material;

    NativeEngines(TlsMaterial material) throws SSLException {
        this.material = material;
        SslContextBuilder builder = SslContextBuilder.forServer(
                        material.key(), material.chain().toArray(X509Certificate[]::new))
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols(material.protocols().toArray(String[]::new))
                .trustManager(material.trust())
                .sessionCacheSize(material.sessions().most())
                .sessionTimeout(material.sessions().seconds());
        if (!material.ciphers().isEmpty()) {
            List<String> names = new ArrayList<>(TLS13_SUITES);
            material.ciphers().forEach(suite -> names.add(suite.standardName()));
            builder.ciphers(names, IdentityCipherSuiteFilter.INSTANCE);
        }
        context = builder.build();
        keepSessions(material.sessions());
    }

    /** With tickets, since TLS 1.3 knows no other way; their keys are ours alone, and new with every configuration. */
    private void keepSessions(TlsConfiguration.Sessions sessions) {
        OpenSslSessionContext sessionContext = (OpenSslSessionContext) context.sessionContext();
        sessionContext.setSessionCacheEnabled(sessions.areKept());
        if (sessions.areKept()) {
            byte[] random = new byte[OpenSslSessionTicketKey.TICKET_KEY_SIZE];
            new SecureRandom().nextBytes(random);
            int third = OpenSslSessionTicketKey.NAME_SIZE;
            sessionContext.setTicketKeys(new OpenSslSessionTicketKey(
                    Arrays.copyOf(random, third),
                    Arrays.copyOfRange(random, third, 2 * third),
                    Arrays.copyOfRange(random, 2 * third, 3 * third)));
        }
    }

    /** Whether the library is there and loads. */
    static boolean isAvailable() {
        return OpenSsl.isAvailable();
    }

    /** Whether the library can do just what is asked for: of TLS 1.3 it always offers its three suites. */
    static boolean canOffer(TlsMaterial material) {
        Set<String> known = new LinkedHashSet<>(OpenSsl.availableJavaCipherSuites());
        return (material.suites().isEmpty() || Set.copyOf(material.suites()).equals(Set.copyOf(TLS13_SUITES)))
                && material.ciphers().stream().allMatch(suite -> known.contains(suite.standardName()));
    }

    @Override
    public String library() {
        return OpenSsl.versionString();
    }

    @Override
    public SSLEngine open() {
        SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT);
        SSLParameters parameters = new SSLParameters();
        parameters.setUseCipherSuitesOrder(material.prefersServerOrder());
        switch (material.clientAuth()) {
            case YES -> parameters.setNeedClientAuth(true);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case NO -> parameters.setNeedClientAuth(false);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public void release(SSLEngine engine) {
        ReferenceCountUtil.release(engine);
    }

    @Override
    public void retain() {
        ReferenceCountUtil.retain(context);
    }

    @Override
    public void close() {
        ReferenceCountUtil.release(context);
    }
}
