package io.glassbox.quality.fuzz;

import io.glassbox.foundation.log.LogLevel;
import io.glassbox.foundation.log.LogSink;

/** Reads the server's log: an exception in it is a finding, with the frames that say where it came from. */
final class ServerLog implements LogSink {
    private static final String FRAME = "    at ";
    private static final int FRAMES = 8;

    private final Findings findings;
    private final StringBuilder exception = new StringBuilder();
    private int frames;

    ServerLog(Findings findings) {
        this.findings = findings;
    }

    @Override
    public synchronized void write(LogLevel level, String message, String line) {
        if (message.startsWith("Internal error")) {
            flush();
            exception.append(message);
        } else if (message.startsWith(FRAME) && !exception.isEmpty()) {
            if (frames++ < FRAMES) {
                exception.append('\n').append(message);
            }
        } else {
            flush();
        }
    }

    /** Reports what was read so far. */
    synchronized void flush() {
        if (!exception.isEmpty()) {
            findings.add(exception.toString());
            exception.setLength(0);
            frames = 0;
        }
    }
}
