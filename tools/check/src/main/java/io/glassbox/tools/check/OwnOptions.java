package io.glassbox.tools.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassbox.engine.server.Server;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Tells Redis's command lines, which are taken word by word as its tools take them, from those with options of ours. So the machinery
 * for options costs a start only if there are some.
 */
final class OwnOptions {
    private static final Set<String> NAMES =
            Set.of("--contents", "--json", "--separator", "--depth", "--top", "--help");

    private static final int USAGE_WIDTH = 110;

    private OwnOptions() {}

    static boolean areIn(String... arguments) {
        return Arrays.stream(arguments).anyMatch(argument -> NAMES.contains(argument.split("=", 2)[0]));
    }

    static int execute(CommandLine line, Surroundings surroundings, String... arguments) {
        line.setOut(new PrintWriter(surroundings.out(), false, UTF_8));
        line.setErr(new PrintWriter(surroundings.errors(), true, UTF_8));
        line.setExitCodeExceptionMapper(_ -> 1);
        CommandSpec command = line.getCommandSpec();
        command.mixinStandardHelpOptions(true).version(command.name() + " " + Server.REDIS_VERSION);
        command.usageMessage().sortOptions(false).width(USAGE_WIDTH);
        command.exitCodeOnInvalidInput(1).exitCodeOnExecutionException(1);
        int code = line.execute(arguments);
        line.getOut().flush();
        return code;
    }
}
