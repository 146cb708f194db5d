package io.glassbox.server.process;

import static io.glassbox.foundation.setting.catalogue.ProcessSettings.ALWAYS_SHOW_LOGO;
import static io.glassbox.foundation.setting.catalogue.ProcessSettings.DAEMONIZE;
import static io.glassbox.foundation.setting.catalogue.ProcessSettings.PIDFILE;

import io.glassbox.command.declare.CommandTable;
import io.glassbox.durability.aof.AofLost;
import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.engine.acl.DeclaredUsers;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.log.LogLevel;
import io.glassbox.foundation.log.LogRole;
import io.glassbox.foundation.log.StreamSink;
import io.glassbox.foundation.random.SystemRandom;
import io.glassbox.foundation.setting.CommandLine;
import io.glassbox.foundation.setting.ConfigurationException;
import io.glassbox.foundation.setting.ConfigurationLoader;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.setting.catalogue.MemorySettings;
import io.glassbox.foundation.time.SystemClock;
import io.glassbox.server.wiring.RunningServer;
import io.glassbox.server.wiring.StartFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One run of the server as a process, from its command line to its exit code. */
public final class ServerProcess {
    /** The version whose behaviour is followed. */
    static final String VERSION = Server.REDIS_VERSION;

    private final DiskFileSystem files = new DiskFileSystem();
    private final WorkingDirectory directory = new WorkingDirectory(files);
    private final Settings settings = new Settings(directory);
    private final SystemClock clock = new SystemClock();
    private final Log log = new Log(clock, ProcessHandle.current().pid(), new StreamSink(System.out));
    private final List<List<String>> renames = new ArrayList<>();
    private final DeclaredUsers users = new DeclaredUsers();

    private ServerProcess() {}

    /** Runs the server until it is told to stop; returns the exit code. */
    public static int run(String[] args) {
        if (args.length == 1) {
            switch (args[0]) {
                case "-v", "--version" -> {
                    print("Glassbox server v=" + VERSION + " sha=00000000:0 malloc=glassbox-slabs bits=64 build=0\n");
                    return 0;
                }
                case "-h", "--help" -> {
                    print(USAGE);
                    return 0;
                }
                default -> {}
            }
        }
        return new ServerProcess().start(args);
    }

    private int start(String[] args) {
        CommandLine commandLine = CommandLine.parse(List.of(args));
        ConfigurationLoader loader = new ConfigurationLoader(settings, files);
        loader.onDirective("rename-command", 2, 2, words -> renames.add(List.copyOf(words)));
        loader.onDirective("user", 1, Integer.MAX_VALUE, users::declare);
        try {
            loader.load(commandLine, System.in);
        } catch (ConfigurationException e) {
            if (e.isForLog()) {
                log.warning(String.valueOf(e.getMessage()));
            } else {
                System.err.print(e.report("Redis " + VERSION));
            }
            return 1;
        }
        if (settings.get(DAEMONIZE) && !Daemon.isDetached()) {
            return Daemon.detach(args);
        }
        try {
            LogOutput.direct(log, settings, directory, files);
            return serve(commandLine);
        } catch (StartFailure e) {
            log.warning(e.text());
            return 1;
        } catch (IOException e) {
            log.warning("The server could not start: " + e.getMessage());
            return 1;
        }
    }

    private int serve(CommandLine commandLine) throws StartFailure, IOException {
        log.warning("oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo");
        log.warning("Redis version=" + VERSION + ", bits=64, commit=00000000, modified=0, pid="
                + ProcessHandle.current().pid() + ", just started");
        log.warning(
                commandLine.file() != null || !commandLine.options().isEmpty() || commandLine.readsStandardInput()
                        ? "Configuration loaded"
                        : "Warning: no config file specified, using the default config. In order to specify a config file"
                                + " use redis-server /path/to/redis.conf");
        log.setRole(LogRole.PRIMARY);
        Server server = new Server(
                new Server.Surroundings(settings, clock, new SystemRandom(), log, directory),
                settings.get(MemorySettings.DATABASES));
        RunningServer running = new RunningServer(server, clock);
        PidFile pidFile = new PidFile(files, directory.resolve(pidFilePath()));
        Crash crash = new Crash(server, pidFile, Runtime.getRuntime()::halt);
        try {
            renameCommands(running.pipeline().table());
            running.listen();
            if (settings.get(DAEMONIZE) || !settings.get(PIDFILE).isEmpty()) {
                pidFile.write(log);
            }
            showLogo(running.port());
            log.notice("Server initialized");
            running.admit(users);
            new OomScore(settings, files, OomScore.OF_THIS_PROCESS, log).follow();
            server.lifecycle().onFault(crash::fault);
            Signals signals = new Signals(server, running, crash);
            signals.install();
            running.loadWhileRunning(running::announceReadiness);
        } catch (StartFailure e) {
            running.close();
            throw e;
        } catch (LoadFailed e) {
            running.close();
            return notLoaded(e, pidFile);
        }
        try {
            running.run();
        } catch (LoadFailed e) {
            return notLoaded(e, pidFile);
        } catch (AofLost e) {
            log.warning(e.text());
            pidFile.delete();
            return 1;
        } catch (RuntimeException | Error e) {
            crash.uncaught(e);
        }
        log.warning("Redis is now ready to exit, bye bye...");
        pidFile.delete();
        return 0;
    }

    private int notLoaded(LoadFailed failure, PidFile pidFile) {
        log.warning(failure.text());
        if (failure.isOfSnapshot()) {
            log.warning("Fatal error loading the DB, check server logs. Exiting.");
        }
        pidFile.delete();
        return 1;
    }

    private String pidFilePath() {
        String path = settings.get(PIDFILE);
        return path.isEmpty() ? "/var/run/redis.pid" : path;
    }

    private void renameCommands(CommandTable table) throws StartFailure {
        for (List<String> rename : renames) {
            if (table.find(rename.get(1)) != null) {
                throw new StartFailure("Target command name already exists: " + rename.get(1));
            }
            if (!table.rename(rename.get(0), rename.get(1))) {
                throw new StartFailure("No such command in rename-command: " + rename.get(0));
            }
        }
    }

    /** With always-show-logo the banner; otherwise the same facts in a line. */
    private void showLogo(int port) {
        long pid = ProcessHandle.current().pid();
        if (settings.get(ALWAYS_SHOW_LOGO)) {
            log.raw(LogLevel.NOTICE, """

                     ______________
                    |  __________  |     Glassbox, speaking Redis %s (00000000/0) 64 bit
                    | |          | |
                    | |  keys    | |     Running in standalone mode
                    | |  values  | |     Port: %d
                    | |__________| |     PID: %d
                    |______________|
                    """.formatted(VERSION, port, pid));
        } else {
            log.notice("Running mode=standalone, port=" + port + ".");
        }
    }

    private static void print(String text) {
        System.out.print(text);
        System.out.flush();
    }

    private static final String USAGE = """
            Usage: ./redis-server [/path/to/redis.conf] [options] [-]
                   ./redis-server - (read config from stdin)
                   ./redis-server -v or --version
                   ./redis-server -h or --help

            Examples:
                   ./redis-server (run the server with default conf)
                   echo 'maxmemory 128mb' | ./redis-server -
                   ./redis-server /etc/redis/6379.conf
                   ./redis-server --port 7777
                   ./redis-server /etc/myredis.conf --loglevel verbose -
                   ./redis-server /etc/myredis.conf --loglevel verbose
            """;
}
