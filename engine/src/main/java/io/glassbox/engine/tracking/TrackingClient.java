package io.glassbox.engine.tracking;

import io.glassbox.network.protocol.ReplyBuffer;

/** A client as far as tracking has to know it: who may be told something, and how. */
public interface TrackingClient {
    long id();

    /** What this client asked for; there is always one, off at first. */
    Tracking tracking();

    boolean isResp3();

    /** Whether it is subscribed to anything, so that RESP2 too can send it what it did not ask for. */
    boolean isSubscribed();

    /** So many more bytes are kept for the client, or fewer. */
    void keep(long bytes);

    /** Takes a copy of a message, framed already: after the reply of its running command, if there is one. */
    void deliver(ReplyBuffer message);
}
