package io.glassbox.network.tls;

import io.glassbox.foundation.setting.value.TlsClientAuth;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the settings say about TLS, with all paths absolute; an empty text stands for what is not set.
 *
 * @param needsAuthority whether somebody's certificate will be checked, so that it has to be known whose word counts
 */
public record TlsConfiguration(
        Identity server,
        Identity client,
        Trust trust,
        Optional<Path> dhParameters,
        TlsClientAuth clientAuth,
        boolean needsAuthority,
        Negotiation negotiation,
        Sessions sessions) {
    /** A certificate with its key. */
    public record Identity(Optional<Path> certificate, Optional<Path> key, String password) {}

    /** Where the certificates of the authorities are whose word counts. */
    public record Trust(Optional<Path> file, Optional<Path> directory) {
        boolean isEmpty() {
            return file.isEmpty() && directory.isEmpty();
        }
    }

    /**
     * What is offered to clients.
     *
     * @param ciphers in OpenSSL's notation, up to TLS 1.2
     * @param suites  names parted by colons, for TLS 1.3
     */
    public record Negotiation(String protocols, String ciphers, String suites, boolean prefersServerOrder) {}

    /** Sessions that can be resumed. */
    public record Sessions(boolean areKept, int most, int seconds) {}
}
