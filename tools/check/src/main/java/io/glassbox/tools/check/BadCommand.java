package io.glassbox.tools.check;

/** What stands in an append-only file where a command should; the message is redis-check-aof's. Empty: the file has just ended. */
final class BadCommand extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadCommand(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
