package io.glassbox.foundation.setting.declare;

import java.io.Serial;

/** A value was refused. The message is the reason in Redis's words, fit to be shown to whoever set it. */
public final class SettingRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public SettingRefused(String reason) {
        super(reason, null, false, false);
    }

    /** The reason, to be embedded in the message for a client or in that of a failed start. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
