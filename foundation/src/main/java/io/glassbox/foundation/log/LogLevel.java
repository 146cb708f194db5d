package io.glassbox.foundation.log;

/** The levels of the setting {@code loglevel}, each with the character that marks its lines and its syslog priority. */
public enum LogLevel {
    DEBUG('.', 7),
    VERBOSE('-', 6),
    NOTICE('*', 5),
    WARNING('#', 4),
    /** As a threshold: no line at all. No line has this level. */
    NOTHING('#', 4);

    final char mark;
    final int syslogPriority;

    LogLevel(char mark, int syslogPriority) {
        this.mark = mark;
        this.syslogPriority = syslogPriority;
    }
}
