package io.glassbox.network.connection;

/** What becomes of a connection after a request was handed over. */
public enum Verdict {
    /** The next one may come. */
    CONTINUE,
    /** Done with, but no further one until {@link Connection#resume}. */
    STOP,
    /** Not done: the same one again after {@link Connection#resume}. */
    POSTPONE,
    /** Done with, and no further one: the replies go out, then the connection closes. */
    CLOSE
}
