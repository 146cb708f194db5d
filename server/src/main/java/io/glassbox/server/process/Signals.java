package io.glassbox.server.process;

import static io.glassbox.foundation.setting.catalogue.ProcessSettings.SHUTDOWN_ON_SIGINT;
import static io.glassbox.foundation.setting.catalogue.ProcessSettings.SHUTDOWN_ON_SIGTERM;

import io.glassbox.engine.server.Lifecycle;
import io.glassbox.engine.server.Lifecycle.Saving;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.setting.value.ShutdownOption;
import io.glassbox.server.wiring.RunningServer;
import java.util.Set;
import sun.misc.Signal;

/** Signals of the operating system: TERM and INT stop the server, a second INT at once. */
final class Signals {
    private final Server server;
    private final RunningServer running;
    private final Crash crash;
    private volatile boolean interrupted;

    Signals(Server server, RunningServer running, Crash crash) {
        this.server = server;
        this.running = running;
        this.crash = crash;
    }

    void install() {
        Signal.handle(
                new Signal("TERM"), signal -> stop("SIGTERM", server.settings().get(SHUTDOWN_ON_SIGTERM)));
        Signal.handle(new Signal("INT"), signal -> interrupt());
        Signal.handle(new Signal("HUP"), signal -> {});
        Signal.handle(new Signal("ALRM"), signal -> server.log().warning("Received SIGALRM"));
        Signal.handle(new Signal("ABRT"), signal -> crash.aborted());
    }

    private void interrupt() {
        if (interrupted) {
            server.log().warning("You insist... exiting now.");
            running.removeTemporaryFiles();
            Runtime.getRuntime().halt(1);
        }
        interrupted = true;
        stop("SIGINT", server.settings().get(SHUTDOWN_ON_SIGINT));
    }

    /** Only asks: the engine's thread carries it out. */
    private void stop(String signal, Set<ShutdownOption> options) {
        server.log().warning("Received " + signal + " scheduling shutdown...");
        Saving saving = Saving.DEFAULT;
        if (options.contains(ShutdownOption.NOSAVE)) {
            saving = Saving.NO;
        } else if (options.contains(ShutdownOption.SAVE)) {
            saving = Saving.YES;
        }
        server.lifecycle()
                .requestStop(new Lifecycle.Stop(
                        saving, options.contains(ShutdownOption.NOW), options.contains(ShutdownOption.FORCE)));
        running.execute(() -> {});
    }
}
