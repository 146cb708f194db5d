package io.glassbox.command.gate;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.gate.Permissions.Verdict;
import io.glassbox.engine.acl.AccessLog.Attempt;
import io.glassbox.engine.acl.AccessLog.Context;
import io.glassbox.engine.acl.AccessLog.Reason;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.setting.text.ByteText;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what the user of a session may not do, and keeps a record of it. Asked when a command comes, again when EXEC runs it,
 * and for every command that a script runs; each has words of its own for the same refusal.
 */
public final class PermissionGate implements NestedPermissions {
    private static final CommandError NO_KEY =
            CommandError.of("NOPERM this user has no permissions to access one of the keys used as arguments");
    private static final CommandError NO_CHANNEL =
            CommandError.of("NOPERM this user has no permissions to access one of the channels used as arguments");

    private static final String CHANGED =
            "NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call. This command"
                    + " is no longer allowed for the following reason: ";
    private static final CommandError COMMAND_REVOKED =
            CommandError.of(CHANGED + "no permission to execute the command or subcommand");
    private static final CommandError KEY_REVOKED =
            CommandError.of(CHANGED + "no permission to touch the specified keys");
    private static final CommandError CHANNEL_REVOKED =
            CommandError.of(CHANGED + "no permission to access one of the channels used as arguments to the command");

    private static final CommandError NO_COMMAND_IN_SCRIPT =
            CommandError.of("ERR The user executing the script can't run this command or subcommand");
    private static final CommandError NO_KEY_IN_SCRIPT = CommandError.of(
            "ERR The user executing the script can't access at least one of the keys mentioned in the command arguments");
    private static final CommandError NO_CHANNEL_IN_SCRIPT =
            CommandError.of("ERR The user executing the script can't publish to the channel mentioned in the command");

    private final Permissions permissions = new Permissions();
    private Function<Session, String> description = session -> "";

    PermissionGate() {}

    /** Says how the record tells of clients. */
    public void describeClientsBy(Function<Session, String> describing) {
        description = describing;
    }

    /** For questions that are only asked. */
    public Permissions permissions() {
        return permissions;
    }

    @Nullable
    CommandError objection(Session session, RegisteredCommand command, Request request) {
        if (session.user().isUnrestricted()) {
            return null;
        }
        Context context = session.isInMulti() ? Context.TRANSACTION : Context.TOP_LEVEL;
        return switch (judge(session, command, request, context)) {
            case ALLOWED -> null;
            case NO_COMMAND ->
                CommandError.of("NOPERM this user has no permissions to run the '" + command.name() + "' command");
            case NO_KEY -> NO_KEY;
            case NO_CHANNEL -> NO_CHANNEL;
        };
    }

    /** The objection to a command that was allowed when it was queued, as its rules may have changed since; null if there is none. */
    public @Nullable CommandError objectionToQueued(Session session, RegisteredCommand command, Request request) {
        return switch (judge(session, command, request, Context.TRANSACTION)) {
            case ALLOWED -> null;
            case NO_COMMAND -> COMMAND_REVOKED;
            case NO_KEY -> KEY_REVOKED;
            case NO_CHANNEL -> CHANNEL_REVOKED;
        };
    }

    @Override
    public boolean mayCall(Session client, RegisteredCommand command, Request request) {
        return permissions.judge(client.user(), command, request) == Verdict.ALLOWED;
    }

    @Override
    public @Nullable CommandError objectionToCall(Session client, RegisteredCommand command, Request request) {
        return switch (judge(client, command, request, Context.SCRIPT)) {
            case ALLOWED -> null;
            case NO_COMMAND -> NO_COMMAND_IN_SCRIPT;
            case NO_KEY -> NO_KEY_IN_SCRIPT;
            case NO_CHANNEL -> NO_CHANNEL_IN_SCRIPT;
        };
    }

    private Verdict judge(Session session, RegisteredCommand command, Request request, Context context) {
        Verdict verdict = permissions.judge(session.user(), command, request);
        if (verdict != Verdict.ALLOWED) {
            record(session, command, request, context, verdict);
        }
        return verdict;
    }

    private void record(Session session, RegisteredCommand command, Request request, Context context, Verdict verdict) {
        if (context == Context.TOP_LEVEL) {
            session.asked(command.name());
        }
        Reason reason = switch (verdict) {
            case ALLOWED, NO_COMMAND -> Reason.COMMAND;
            case NO_KEY -> Reason.KEY;
            case NO_CHANNEL -> Reason.CHANNEL;
        };
        int index = permissions.deniedIndex();
        String object = reason == Reason.COMMAND
                ? command.name()
                : ByteText.decode(Memory.toBytes(request.address(index), request.length(index)));
        record(session, new Attempt(reason, context, object, session.user().name()));
    }

    /** Records an attempt that somebody else has refused. */
    public void record(Session session, Attempt attempt) {
        Server server = session.server();
        server.accessLog().add(attempt, server.clock().unixMicrosNow() / 1000, description.apply(session));
    }
}
