package io.glassbox.foundation.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines to an output stream, each in one write and flushed, so that whoever follows the log never sees half a line. */
public final class StreamSink implements LogSink {
    private final OutputStream out;

    public StreamSink(OutputStream out) {
        this.out = out;
    }

    /** The standard output of the process, without the JVM's buffering and character conversion. */
    public static StreamSink standardOutput() {
        return new StreamSink(new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public synchronized void write(LogLevel level, String message, String line) {
        try {
            out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // A reader that went away must not take the server with it, and there is nowhere to say so.
            return;
        }
    }
}
