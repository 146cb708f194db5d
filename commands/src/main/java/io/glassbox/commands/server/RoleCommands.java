package io.glassbox.commands.server;

import static io.glassbox.command.declare.AclCategory.ADMIN;
import static io.glassbox.command.declare.AclCategory.DANGEROUS;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** ROLE. */
public final class RoleCommands {
    /** ROLE: a primary, its place in the stream of changes, and the replicas that follow it: none yet. */
    static final Command ROLE = command("ROLE")
            .arity(1)
            .since("2.8.12")
            .flags(NOSCRIPT, LOADING, STALE, FAST)
            .acl(ADMIN, DANGEROUS)
            .handledBy(RoleCommands::role);

    public static final List<Command> COMMANDS = List.of(ROLE);

    private RoleCommands() {}

    private static void role(Args args, Session session, ReplyWriter reply) {
        reply.array(3);
        reply.bulk("master");
        reply.integer(0);
        reply.array(0);
    }
}
