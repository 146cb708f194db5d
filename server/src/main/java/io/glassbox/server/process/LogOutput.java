package io.glassbox.server.process;

import static io.glassbox.foundation.setting.catalogue.ProcessSettings.LOGFILE;
import static io.glassbox.foundation.setting.catalogue.ProcessSettings.SYSLOG_ENABLED;
import static io.glassbox.foundation.setting.catalogue.ProcessSettings.SYSLOG_FACILITY;
import static io.glassbox.foundation.setting.catalogue.ProcessSettings.SYSLOG_IDENT;

import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.FileSink;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.log.LogSink;
import io.glassbox.foundation.log.StreamSink;
import io.glassbox.foundation.log.SyslogSink;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.server.wiring.StartFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sends the log where the settings want it: standard output or a file, and the system's log beside. */
final class LogOutput {
    private LogOutput() {}

    static void direct(Log log, Settings settings, WorkingDirectory directory, FileSystem files) throws StartFailure {
        List<LogSink> sinks = new ArrayList<>();
        String name = settings.get(LOGFILE);
        if (name.isEmpty()) {
            sinks.add(new StreamSink(System.out));
        } else {
            FileSink file = new FileSink(files, directory.resolve(name));
            try {
                file.probe();
            } catch (IOException e) {
                throw new StartFailure("Can't open the log file: " + FileErrors.reason(e));
            }
            sinks.add(file);
        }
        if (settings.get(SYSLOG_ENABLED)) {
            sinks.add(new SyslogSink(settings.get(SYSLOG_IDENT), settings.get(SYSLOG_FACILITY)));
        }
        log.setSinks(sinks.toArray(LogSink[]::new));
    }
}
