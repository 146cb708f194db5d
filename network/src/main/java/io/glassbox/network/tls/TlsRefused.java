package io.glassbox.network.tls;

import java.io.Serial;

/** A configuration of TLS cannot be used; the message is what the log should say. */
public final class TlsRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    TlsRefused(String message) {
        super(message);
    }

    TlsRefused(String message, Throwable cause) {
        super(message, cause);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
