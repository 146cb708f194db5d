package io.glassbox.network.tls;

import io.glassbox.foundation.setting.value.TlsClientAuth;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/**
 * A configuration after its files were read and its lists understood: what engines are made of.
 *
 * @param protocols such as {@code TLSv1.3}
 * @param ciphers   up to TLS 1.2, empty for those that the engine prefers
 * @param suites    for TLS 1.3 by their standard names, empty for those that the engine prefers
 */
record TlsMaterial(
        PrivateKey key,
        List<X509Certificate> chain,
        X509TrustManager trust,
        TlsClientAuth clientAuth,
        List<String> protocols,
        List<CipherSuite> ciphers,
        List<String> suites,
        boolean prefersServerOrder,
        TlsConfiguration.Sessions sessions) {
    /** The same with another certificate and its key. */
    TlsMaterial with(PrivateKey otherKey, List<X509Certificate> otherChain) {
        return new TlsMaterial(
                otherKey, otherChain, trust, clientAuth, protocols, ciphers, suites, prefersServerOrder, sessions);
    }
}
