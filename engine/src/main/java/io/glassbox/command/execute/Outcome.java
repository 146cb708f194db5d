package io.glassbox.command.execute;

/** What is to become of the connection after a request. */
public enum Outcome {
    /** The next request may come. */
    CONTINUE,
    /** The request is done with, but the session waits for something: no further one until it is resumed. */
    STOP,
    /** The request was not run; hand it over again when the session is resumed. */
    POSTPONE,
    /** No further request: write the replies and close. */
    CLOSE
}
