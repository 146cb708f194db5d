package io.glassbox.network.connection;

import io.glassbox.foundation.setting.value.OutputBufferLimits;
import io.glassbox.network.protocol.Request;

/** Whoever runs requests. Called on the loop's thread. */
public interface RequestHandler {
    /** A new connection: takes it in, or writes why not and closes it. */
    void onAccepted(Connection connection);

    /** A connection could not be taken in, in the operating system's words. */
    default void onAcceptFailed(String reason) {}

    /** One request; it points into the connection's input and is valid for the call only. */
    Verdict onRequest(Connection connection, Request request);

    /** The framing broke: the error was written, and the connection will close. */
    void onProtocolError(Connection connection, String error);

    /** More bytes wait to be parsed than {@code client-query-buffer-limit} allows; the connection will close. */
    void onQueryBufferOverflow(Connection connection);

    /** An argument was announced for which so many more bytes will be needed; or, if negative, they were taken, or need not be any more. */
    default void onExpected(Connection connection, long bytes) {}

    /** Replies piled up beyond a limit; the connection will close. */
    void onReplyOverflow(Connection connection, boolean hard);

    /** The connection is gone. */
    void onClosed(Connection connection);

    /** {@code proto-max-bulk-len}. */
    long longestArgument();

    /** Whether the peer still has to say who it is: it may only send small requests until then. */
    boolean isUnauthenticated(Connection connection);

    /** What may wait for this connection now, {@code client-output-buffer-limit} for its class; passing it closes it. */
    OutputBufferLimits.Limit replyLimit(Connection connection);

    /** {@code client-query-buffer-limit}. */
    long queryBufferLimit();
}
