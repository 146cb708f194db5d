package io.glassbox.network.tls;

/** The cipher suites up to TLS 1.2 that one of our engines has, in OpenSSL's order of preference: the best first. */
enum CipherSuite {
    ECDHE_ECDSA_AES256_GCM_SHA384("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    ECDHE_RSA_AES256_GCM_SHA384("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    DHE_RSA_AES256_GCM_SHA384("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
    ECDHE_ECDSA_CHACHA20_POLY1305("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
    ECDHE_RSA_CHACHA20_POLY1305("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    DHE_RSA_CHACHA20_POLY1305("TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    ECDHE_ECDSA_AES128_GCM_SHA256("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    ECDHE_RSA_AES128_GCM_SHA256("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    DHE_RSA_AES128_GCM_SHA256("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
    ECDHE_ECDSA_AES256_SHA384("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
    ECDHE_RSA_AES256_SHA384("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
    DHE_RSA_AES256_SHA256("TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
    ECDHE_ECDSA_AES128_SHA256("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
    ECDHE_RSA_AES128_SHA256("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    DHE_RSA_AES128_SHA256("TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"),
    ECDHE_ECDSA_AES256_SHA("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
    ECDHE_RSA_AES256_SHA("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
    DHE_RSA_AES256_SHA("TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
    ECDHE_ECDSA_AES128_SHA("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
    ECDHE_RSA_AES128_SHA("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    DHE_RSA_AES128_SHA("TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
    AES256_GCM_SHA384("TLS_RSA_WITH_AES_256_GCM_SHA384"),
    AES128_GCM_SHA256("TLS_RSA_WITH_AES_128_GCM_SHA256"),
    AES256_SHA256("TLS_RSA_WITH_AES_256_CBC_SHA256"),
    AES128_SHA256("TLS_RSA_WITH_AES_128_CBC_SHA256"),
    AES256_SHA("TLS_RSA_WITH_AES_256_CBC_SHA"),
    AES128_SHA("TLS_RSA_WITH_AES_128_CBC_SHA");

    private final String standardName;

    CipherSuite(String standardName) {
        this.standardName = standardName;
    }

    /** As IANA and the JDK call it. */
    String standardName() {
        return standardName;
    }

    /** As OpenSSL calls it. */
    String opensslName() {
        return name().replace('_', '-');
    }

    /** Bits of the key, by which {@code @STRENGTH} sorts. */
    int strength() {
        return name().contains("AES128") ? 128 : 256;
    }

    /** Whether the suite is one of those that a word of OpenSSL's notation stands for. */
    boolean isMeantBy(String word) {
        return switch (word) {
            case "ALL", "DEFAULT", "HIGH" -> true;
            case "kRSA", "RSA" -> keyExchange().equals("RSA");
            case "aRSA" -> isSignedByRsa();
            case "aECDSA", "ECDSA" -> name().contains("ECDSA");
            case "kECDHE", "kEECDH", "ECDHE", "EECDH", "ECDH" -> keyExchange().equals("ECDHE");
            case "kDHE", "kEDH", "DHE", "EDH", "DH" -> keyExchange().equals("DHE");
            case "AES" -> name().contains("AES");
            case "AES128", "AES256", "CHACHA20" -> name().contains(word);
            case "AESGCM" -> name().contains("GCM");
            case "SHA", "SHA1" -> name().endsWith("_SHA");
            case "SHA256" -> name().endsWith("_SHA256") && !isAuthenticating();
            case "SHA384" -> name().endsWith("_SHA384") && !isAuthenticating();
            case "TLSv1.2" -> !name().endsWith("_SHA");
            case "SSLv3", "TLSv1", "TLSv1.0" -> name().endsWith("_SHA");
            default -> opensslName().equals(word) || standardName.equals(word);
        };
    }

    private String keyExchange() {
        return name().startsWith("ECDHE") ? "ECDHE" : name().startsWith("DHE") ? "DHE" : "RSA";
    }

    private boolean isSignedByRsa() {
        return !name().contains("ECDSA");
    }

    private boolean isAuthenticating() {
        return name().contains("GCM") || name().contains("POLY1305");
    }
}
