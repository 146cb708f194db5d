package io.glassbox.commands.server;

import static io.glassbox.command.declare.AclCategory.DANGEROUS;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** INFO: what the server knows of itself. The sections come from the parts that they are about. */
public final class InfoCommands {
    /** INFO [section …]. */
    static final Command INFO = command("INFO")
            .arity(-1)
            .since("1.0.0")
            .flags(LOADING, STALE)
            .acl(DANGEROUS)
            .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
            .handledBy(InfoCommands::info);

    public static final List<Command> COMMANDS = List.of(INFO);

    private InfoCommands() {}

    private static void info(Args args, Session session, ReplyWriter reply) {
        List<String> sections = new ArrayList<>();
        for (int i = 1; i < args.count(); i++) {
            sections.add(args.text(i));
        }
        reply.verbatim("txt", session.server().info().text(sections));
    }
}
