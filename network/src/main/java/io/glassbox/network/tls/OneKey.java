package io.glassbox.network.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The one key that there is, whatever the other side asks for. */
final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "key";

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

    private boolean isOfAny(String[] types) {
        for (String type : types) {
            if (isOfType(type)) {
                return true;
            }
        }
        return false;
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
    public @Nullable String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
        return isOfAny(types) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
        return isOfAny(types) ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return isOfType(type) ? new String[] {ALIAS} : null;
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
