package io.glassbox.foundation.log;

import java.util.ArrayList;
import java.util.List;

/** Keeps lines in memory, for tests and simulation. */
public final class CapturingSink implements LogSink {
    /** One captured line. */
    public record Entry(LogLevel level, String message, String line) {}

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized void write(LogLevel level, String message, String line) {
        entries.add(new Entry(level, message, line));
    }

    /** What was captured so far, oldest first. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized List<String> messages() {
        return entries.stream().map(Entry::message).toList();
    }

    /** Whether a message captured so far contains {@code text}. */
    public synchronized boolean contains(String text) {
        return entries.stream().anyMatch(entry -> entry.message.contains(text));
    }

    public synchronized void clear() {
        entries.clear();
    }
}
