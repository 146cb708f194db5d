package io.glassbox.server.process;

import static io.glassbox.foundation.setting.catalogue.ProcessSettings.CRASH_LOG_ENABLED;

import io.glassbox.engine.server.Fault;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.declare.Setting;
import io.glassbox.foundation.setting.declare.SettingFlag;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The end of a process that cannot go on: says in the log why, and with {@code crash-log-enabled} what is needed to find the
 * cause, then dies with the exit code that a shell shows for the signal. Nothing is saved and no connection is closed, since
 * nothing can be relied on any more.
 */
final class Crash {
    private static final int ABORT = 6;
    private static final int SEGMENTATION = 11;

    /** What a shell adds to the number of the signal that a process died of. */
    private static final int DIED_OF_SIGNAL = 128;

    private final Server server;
    private final Log log;
    private final PidFile pidFile;
    private final IntConsumer exit;

    Crash(Server server, PidFile pidFile, IntConsumer exit) {
        this.server = server;
        this.log = server.log();
        this.pidFile = pidFile;
        this.exit = exit;
    }

    /** On the engine's thread: somebody asked for this end. */
    void fault(Fault fault) {
        begin();
        switch (fault) {
            case SEGMENTATION -> signal(SEGMENTATION);
            case ASSERTION -> log.warning("=== ASSERTION FAILED === as DEBUG ASSERT asked for");
            case PANIC -> log.warning("------ PANIC ------ as DEBUG PANIC asked for");
            case OUT_OF_MEMORY -> log.warning("Out Of Memory, as DEBUG OOM asked for");
        }
        if (isReported()) {
            reportThreads();
            reportServer();
        }
        end(fault == Fault.SEGMENTATION ? SEGMENTATION : ABORT);
    }

    /** On the engine's thread: a bug that no command is to blame for. */
    void uncaught(Throwable bug) {
        begin();
        log.warning("The engine failed: " + bug);
        for (Throwable cause = bug; cause != null; cause = cause.getCause()) {
            reportStack(cause.toString(), cause.getStackTrace());
        }
        if (isReported()) {
            reportThreads();
        }
        end(ABORT);
    }

    /** On any thread: somebody sent the signal that ends a process at once. */
    void aborted() {
        begin();
        signal(ABORT);
        if (isReported()) {
            reportThreads();
        }
        end(ABORT);
    }

    private boolean isReported() {
        return server.settings().get(CRASH_LOG_ENABLED);
    }

    private void begin() {
        log.warning("=== BUG REPORT START: what follows up to its end belongs together ===");
    }

    private void signal(int number) {
        log.warning("Redis " + ServerProcess.VERSION + " crashed by signal: " + number);
    }

    private void reportThreads() {
        log.warning("------ STACK TRACES OF ALL THREADS ------");
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            if (thread.getValue().length > 0) {
                reportStack(
                        "thread " + thread.getKey().getName() + ", "
                                + thread.getKey().getState(),
                        thread.getValue());
            }
        }
    }

    private void reportStack(String title, StackTraceElement[] frames) {
        log.warning(title);
        for (StackTraceElement frame : frames) {
            log.warning("    at " + frame);
        }
    }

    private void reportServer() {
        log.warning("------ INFO OUTPUT ------");
        server.info().text(List.of("everything")).lines().forEach(log::warning);
        log.warning("------ CONFIG DEBUG OUTPUT ------");
        for (Settings.Shown shown : server.settings().matching(List.of("*"))) {
            Setting<?> setting = server.settings().find(shown.name());
            if (setting != null && setting.has(SettingFlag.DEBUG)) {
                log.warning(shown.name() + ": " + shown.value());
            }
        }
    }

    private void end(int signal) {
        log.warning("=== BUG REPORT END ===");
        pidFile.delete();
        exit.accept(DIED_OF_SIGNAL + signal);
    }
}
