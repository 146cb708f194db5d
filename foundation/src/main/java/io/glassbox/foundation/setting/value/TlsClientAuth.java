package io.glassbox.foundation.setting.value;

/** Values of {@code tls-auth-clients}: whether clients must show a certificate. */
public enum TlsClientAuth {
    NO,
    YES,
    OPTIONAL
}
