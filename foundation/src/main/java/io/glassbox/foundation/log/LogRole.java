package io.glassbox.foundation.log;

/** Who writes: the letter between the process id and the date of each line. */
public enum LogRole {
    PRIMARY('M'),
    REPLICA('S'),
    /** A background job, or the process before it has become a server. */
    CHILD('C'),
    SENTINEL('X');

    final char letter;

    LogRole(char letter) {
        this.letter = letter;
    }
}
