package io.glassbox.engine.server;

/** Decides what a client's certificate is worth, {@code tls-auth-clients-user}. */
@FunctionalInterface
public interface CertifiedUsers {
    /**
     * A client whose certificate names {@code commonName} has come in: makes the session this user's, if there is such a user and it may
     * come in. Otherwise the session stays what it is, and the denial is recorded.
     */
    void admit(Session session, String commonName);
}
