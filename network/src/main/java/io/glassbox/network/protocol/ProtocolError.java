package io.glassbox.network.protocol;

/** A request that breaks the framing: after it nothing on the connection can be trusted. */
public enum ProtocolError {
    TOO_BIG_COUNT("too big mbulk count string"),
    INVALID_COUNT("invalid multibulk length"),
    UNAUTHENTICATED_COUNT("unauthenticated multibulk length"),
    TOO_BIG_LENGTH("too big bulk count string"),
    EXPECTED_DOLLAR("expected '$', got '%c'"),
    INVALID_LENGTH("invalid bulk length"),
    UNAUTHENTICATED_LENGTH("unauthenticated bulk length"),
    TOO_BIG_INLINE("too big inline request"),
    UNBALANCED_QUOTES("unbalanced quotes in request");

    private final String text;

    ProtocolError(String text) {
        this.text = text;
    }

    /** The whole error reply, without the dash; {@code got} is the byte that stood in the wrong place. */
    public String reply(int got) {
        return "ERR Protocol error: " + text.replace("%c", String.valueOf((char) got));
    }
}
