package io.glassbox.engine.channel;

import io.glassbox.network.protocol.ReplyWriter;

/** Somebody to whom messages are delivered. */
public interface Subscriber {
    /** The writer for something that the subscriber did not ask for; what is written goes out at the end of the loop's turn. */
    ReplyWriter push();
}
