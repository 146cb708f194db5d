package io.glassbox.foundation.setting;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The configuration cannot be used, and the server must not start. */
public final class ConfigurationException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final int lineNumber;
    private final @Nullable String line;
    private final boolean isForLog;

    private ConfigurationException(String message, int lineNumber, @Nullable String line, boolean isForLog) {
        super(message);
        this.lineNumber = lineNumber;
        this.line = line;
        this.isForLog = isForLog;
    }

    static ConfigurationException atLine(int number, String line, String reason) {
        return new ConfigurationException(reason, number, line, false);
    }

    static ConfigurationException asWhole(String reason) {
        return new ConfigurationException(reason, 0, null, false);
    }

    static ConfigurationException unreadable(String file, String reason) {
        return new ConfigurationException(
                "Fatal error, can't open config file '" + file + "': " + reason, 0, null, true);
    }

    /** Whether the message belongs into the log, as a warning, rather than {@link #report} to standard error. */
    public boolean isForLog() {
        return isForLog;
    }

    /** What standard error shows, ending with a line end; {@code product} is name and version. */
    public String report(String product) {
        StringBuilder report = new StringBuilder("\n*** FATAL CONFIG FILE ERROR (")
                .append(product)
                .append(") ***\n");
        if (line != null) {
            report.append("Reading the configuration file, at line ")
                    .append(lineNumber)
                    .append("\n>>> '")
                    .append(line)
                    .append("'\n");
        }
        return report.append(getMessage()).append('\n').toString();
    }
}
