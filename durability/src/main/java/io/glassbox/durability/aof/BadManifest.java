package io.glassbox.durability.aof;

/** A manifest that cannot be followed: what is wrong, and where. */
public final class BadManifest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String text;

    BadManifest(String reason, int line, String text) {
        super(reason);
        this.line = line;
        this.text = text;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** From 1 on; 0 for the file as a whole. */
    public int line() {
        return line;
    }

    /** The line itself. */
    public String text() {
        return text;
    }
}
