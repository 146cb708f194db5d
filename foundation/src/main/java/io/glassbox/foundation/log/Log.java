package io.glassbox.foundation.log;

import io.glassbox.foundation.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;

/**
 * The log of one server, in Redis's line format, which people's tools parse:
 * {@code pid:role dd Mon yyyy hh:mm:ss.mmm mark message}.
 *
 * <p>An object and not a static: several servers in one JVM have a log each. Any thread may write; a line is out when the
 * call returns. Below the level a call costs one volatile read; messages that are dear to build are given as a
 * {@link Supplier}.
 */
public final class Log {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final Clock clock;
    private final ZoneId zone;
    private final long pid;
    private volatile LogLevel level = LogLevel.NOTICE;
    private volatile LogRole role = LogRole.CHILD;
    private volatile List<LogSink> sinks;

    /** A log at level notice and in the role of a process that is starting, with times of the machine's zone. */
    public Log(Clock clock, long pid, LogSink... sinks) {
        this(clock, ZoneId.systemDefault(), pid, sinks);
    }

    public Log(Clock clock, ZoneId zone, long pid, LogSink... sinks) {
        this.clock = clock;
        this.zone = zone;
        this.pid = pid;
        this.sinks = List.of(sinks);
    }

    /** The process that every line names. */
    public long processId() {
        return pid;
    }

    public LogLevel level() {
        return level;
    }

    /** Lines below {@code level} are dropped from now on. */
    public void setLevel(LogLevel level) {
        this.level = level;
    }

    public void setRole(LogRole role) {
        this.role = role;
    }

    /** Replaces the places that lines go to. */
    public void setSinks(LogSink... sinks) {
        this.sinks = List.of(sinks);
    }

    public boolean isEnabled(LogLevel level) {
        return level.compareTo(this.level) >= 0;
    }

    public void debug(String message) {
        log(LogLevel.DEBUG, message);
    }

    public void debug(Supplier<String> message) {
        log(LogLevel.DEBUG, message);
    }

    public void verbose(String message) {
        log(LogLevel.VERBOSE, message);
    }

    public void verbose(Supplier<String> message) {
        log(LogLevel.VERBOSE, message);
    }

    public void notice(String message) {
        log(LogLevel.NOTICE, message);
    }

    public void warning(String message) {
        log(LogLevel.WARNING, message);
    }

    public void log(LogLevel level, Supplier<String> message) {
        if (isEnabled(level)) {
            write(level, message.get());
        }
    }

    public void log(LogLevel level, String message) {
        if (isEnabled(level)) {
            write(level, message);
        }
    }

    /** Writes {@code text} without process, date and mark, as the start-up banner is. */
    public void raw(LogLevel level, String text) {
        if (isEnabled(level)) {
            for (LogSink sink : sinks) {
                sink.write(level, text, text);
            }
        }
    }

    private void write(LogLevel level, String message) {
        String line = line(level, message);
        for (LogSink sink : sinks) {
            sink.write(level, message, line);
        }
    }

    private String line(LogLevel level, String message) {
        LocalDateTime now = LocalDateTime.ofInstant(Instant.ofEpochMilli(clock.unixMillis()), zone);
        StringBuilder line = new StringBuilder(message.length() + 40);
        line.append(pid).append(':').append(role.letter).append(' ');
        digits(line, now.getDayOfMonth(), 2).append(' ');
        line.append(MONTHS[now.getMonthValue() - 1]).append(' ').append(now.getYear());
        digits(line.append(' '), now.getHour(), 2);
        digits(line.append(':'), now.getMinute(), 2);
        digits(line.append(':'), now.getSecond(), 2);
        digits(line.append('.'), now.getNano() / 1_000_000, 3);
        return line.append(' ').append(level.mark).append(' ').append(message).toString();
    }

    private static StringBuilder digits(StringBuilder line, int number, int width) {
        for (int power = width == 3 ? 100 : 10; power > 0; power /= 10) {
            line.append((char) ('0' + number / power % 10));
        }
        return line;
    }
}
