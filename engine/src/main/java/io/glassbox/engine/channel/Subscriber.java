package io.glassbox.engine.channel;

import io.glassbox.network.protocol.ReplyBuffer;

/** Somebody to whom messages are delivered. */
public interface Subscriber {
    /** Whether messages go to it as RESP3 pushes. */
    boolean isResp3();

    /** So many more bytes are kept for the subscriber, or fewer. */
    void keep(long bytes);

    /** Takes a copy of a message, framed already, to be sent at the end of the loop's turn. */
    void deliver(ReplyBuffer message);
}
