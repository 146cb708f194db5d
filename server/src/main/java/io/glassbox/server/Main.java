package io.glassbox.server;

import io.glassbox.scripting.Scripting;
import io.glassbox.server.process.ServerProcess;

/** The server as a program, with the command line of redis-server. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // The stack of the first thread is the JVM's choice, and too small for scripts.
        Thread.ofPlatform()
                .name("glassbox-engine")
                .stackSize(Scripting.STACK_BYTES)
                .start(() -> run(args));
    }

    private static void run(String[] args) {
        // A process that serves ends with the exit code that it chose; threads of the JVM that linger do not hold it
        // up.
        Runtime.getRuntime().halt(ServerProcess.run(args));
    }
}
