package io.glassbox.command.gate;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.ByteView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Refuses unknown commands and subcommands, and wrong numbers of arguments. */
public final class ArityGate {
    private static final int LONGEST_ECHO = 128;

    private ArityGate() {}

    static @Nullable CommandError objection(RegisteredCommand registered, Request request) {
        Command command = registered.command();
        if (command.isContainer() && request.count() >= 2) {
            return unknownSubcommand(registered, request);
        }
        return command.accepts(request.count()) ? null : CommandError.wrongArity(command.name());
    }

    /** The error for a name that is in no table, with the beginning of its arguments. */
    public static CommandError unknownCommand(Request request) {
        StringBuilder arguments = new StringBuilder();
        for (int i = 1; i < request.count() && arguments.length() < LONGEST_ECHO; i++) {
            String echo = text(request, i, LONGEST_ECHO - arguments.length());
            arguments.append('\'').append(echo).append("' ");
        }
        return CommandError.of(
                "ERR unknown command '" + text(request, 0, LONGEST_ECHO) + "', with args beginning with: " + arguments);
    }

    private static CommandError unknownSubcommand(RegisteredCommand container, Request request) {
        return CommandError.of("ERR unknown subcommand '" + text(request, 1, LONGEST_ECHO) + "'. Try "
                + container.name().toUpperCase(Locale.ROOT) + " HELP.");
    }

    private static String text(Request request, int index, int most) {
        int length = Math.min(request.length(index), most);
        return new ByteView(request.address(index), length).toCString();
    }
}
