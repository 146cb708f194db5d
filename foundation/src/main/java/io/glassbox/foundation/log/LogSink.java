package io.glassbox.foundation.log;

/** Where log lines go. Called from any thread; has written the line when it returns; swallows its own failures. */
public interface LogSink {
    /**
     * Writes one line.
     *
     * @param message what was said, for sinks that add time and process themselves
     * @param line the same as a full line of the log, without its line end
     */
    void write(LogLevel level, String message, String line);
}
