package io.glassbox.foundation.setting.value;

/** Values of {@code tls-auth-clients-user}: whether a field of a client's certificate names its ACL user. */
public enum TlsUser {
    OFF,
    CN
}
