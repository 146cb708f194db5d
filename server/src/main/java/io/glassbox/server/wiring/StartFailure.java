package io.glassbox.server.wiring;

import java.io.Serial;

/** The server cannot start; the message is what the log should say last. */
public final class StartFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public StartFailure(String message) {
        super(message);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
