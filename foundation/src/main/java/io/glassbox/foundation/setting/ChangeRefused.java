package io.glassbox.foundation.setting;

import java.io.Serial;

/** {@code CONFIG SET} changed nothing. The message is the error for the client, with its code. */
public final class ChangeRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    ChangeRefused(String error) {
        super(error, null, false, false);
    }

    /** The error as it goes to the client, beginning with its code. */
    public String error() {
        return String.valueOf(getMessage());
    }
}
