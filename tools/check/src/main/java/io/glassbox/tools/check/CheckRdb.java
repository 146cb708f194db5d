package io.glassbox.tools.check;

import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * glassbox-check-rdb: with one argument it is redis-check-rdb, to its exit code; whoever gives an option of ours gets the command
 * line that is in its help.
 */
@Command(
        name = "glassbox-check-rdb",
        description = {
            "Checks an RDB file as a server that loads it, and prints what redis-check-rdb prints.",
            "Exit code 0: the file is whole; 1: it is not, or cannot be read."
        })
public final class CheckRdb implements Callable<Integer> {
    private static final Set<String> VERSION = Set.of("-v", "--version");

    private final Surroundings surroundings;

    @Mixin
    private ContentsOptions options = new ContentsOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "The RDB file.")
    private String file = "";

    private CheckRdb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        Surroundings.runProcess("glassbox-check-rdb", CheckRdb::run, arguments);
    }

    static int run(Surroundings surroundings, String... arguments) {
        CheckRdb check = new CheckRdb(surroundings);
        if (OwnOptions.areIn(arguments)) {
            return OwnOptions.execute(new CommandLine(check), surroundings, arguments);
        }
        if (arguments.length != 1) {
            surroundings.errors().println("Usage: " + surroundings.program() + " <rdb-file-name>");
            return 1;
        }
        if (VERSION.contains(arguments[0])) {
            surroundings.line("glassbox-check-rdb " + Server.REDIS_VERSION);
            return 0;
        }
        check.file = arguments[0];
        return check.call();
    }

    @Override
    public Integer call() {
        Surroundings printing = options.printing(surroundings);
        Contents contents = new Contents(options);
        RdbCheck.Result result;
        long size;
        try {
            StoredFile opened = surroundings.files().open(surroundings.path(file), FileSystem.Mode.READ);
            size = opened.size();
            result = RdbCheck.check(printing, Surroundings.bytes(file), opened, contents);
        } catch (IOException e) {
            // On the standard output Redis's tool says no more of a file that it cannot open.
            printing.line("[offset 0] Checking RDB file " + Surroundings.bytes(file));
            surroundings.errors().println("Cannot open file " + file + ": " + FileErrors.reason(e));
            return 1;
        }
        boolean isSound = result.outcome() == RdbCheck.Outcome.SOUND;
        if (options.isWanted()) {
            Report report = new Report()
                    .fact("file", file)
                    .fact("bytes", size)
                    .fact("rdb_version", (long) result.version())
                    .fact("sound", isSound)
                    .fact("offset", result.end())
                    .fact("finding", result.finding());
            contents.addTo(report);
            report.print(surroundings.out(), options.isJson());
        }
        return isSound ? 0 : 1;
    }
}
