package io.glassbox.network.transport;

import java.io.IOException;

/** A listener could not be opened; the message is in the operating system's words. */
public final class ListenException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What a server can do about it depends on this. */
    public enum Reason {
        /** Somebody else listens there. */
        IN_USE,
        /** This machine does not have the address, or not its protocol: no reason to stop if the address was optional. */
        NO_SUCH_ADDRESS,
        /** The address is no address, and no name that resolves. */
        UNKNOWN_NAME,
        OTHER
    }

    ListenException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
