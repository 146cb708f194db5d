package io.glassbox.server.process;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code daemonize yes}: a JVM cannot fork, so the process starts the same command once more in a session of its own, without
 * its terminal, and ends.
 */
final class Daemon {
    private static final String DETACHED = "GLASSBOX_DETACHED";
    private static final File NOWHERE = new File("/dev/null");

    private Daemon() {}

    static boolean isDetached() {
        return System.getenv(DETACHED) != null;
    }

    /** Starts the detached process; returns the exit code of this one. */
    static int detach(String[] args) {
        String executable = System.getProperty("glassbox.executable", "");
        if (executable.isEmpty()) {
            System.err.println("daemonize needs to be started by glassbox-server");
            return 1;
        }
        List<String> command = new ArrayList<>(List.of("setsid", executable));
        command.addAll(List.of(args));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectInput(NOWHERE)
                .redirectOutput(NOWHERE)
                .redirectError(NOWHERE);
        process.environment().put(DETACHED, "1");
        try {
            process.start();
            return 0;
        } catch (IOException e) {
            System.err.println("can't detach: " + e.getMessage());
            return 1;
        }
    }
}
