package io.glassbox.server;

import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.log.StreamSink;
import io.glassbox.foundation.random.SystemRandom;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.network.transport.ListenAddress;
import io.glassbox.server.wiring.RunningServer;
import java.io.IOException;

/** The server as a program, with the command line of redis-server. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        int port = 6379;
        for (int i = 0; i + 1 < args.length; i++) {
            if (args[i].equals("--port")) {
                port = Integer.parseInt(args[i + 1]);
            }
        }
        SystemClock clock = new SystemClock();
        Log log = new Log(clock, ProcessHandle.current().pid(), new StreamSink(System.out));
        Server server = new Server(
                new Server.Surroundings(
                        new Settings(), clock, new SystemRandom(), log, new WorkingDirectory(new DiskFileSystem())),
                16);
        RunningServer running = new RunningServer(server, clock);
        running.listen(new ListenAddress.Tcp("*", port), 511);
        log.notice("Ready to accept connections tcp");
        running.run();
    }
}
