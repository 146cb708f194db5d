package io.glassbox.durability.migrate;

import static io.glassbox.command.declare.AclCategory.DANGEROUS;
import static io.glassbox.command.declare.AclCategory.KEYSPACE;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.MOVABLEKEYS;
import static io.glassbox.command.declare.CommandFlag.WRITE;
import static io.glassbox.command.declare.KeyFlag.ACCESS;
import static io.glassbox.command.declare.KeyFlag.DELETE;
import static io.glassbox.command.declare.KeyFlag.INCOMPLETE;
import static io.glassbox.command.declare.KeyFlag.RW;
import static io.glassbox.command.declare.KeySpec.at;
import static io.glassbox.command.declare.KeySpec.behind;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.OutgoingStream;
import io.glassbox.network.protocol.ReplyWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * MIGRATE: moves keys to another server, as one step to everybody here.
 *
 * <p>The engine waits for the target meanwhile, as Redis does: nobody can see or change a key that is neither here nor there, and the
 * deletion is part of the transaction or the script that the command was in. The timeout is the limit of each wait.
 */
public final class MigrateCommand implements AutoCloseable {
    private static final CommandError NOT_CONNECTED =
            CommandError.of("IOERR error or timeout connecting to the client");
    private static final CommandError NOT_WRITTEN =
            CommandError.of("IOERR error or timeout writing to target instance");
    private static final CommandError NOT_READ = CommandError.of("IOERR error or timeout reading to target instance");

    /**
     * MIGRATE host port key|"" database timeout [COPY] [REPLACE] [AUTH password | AUTH2 user password] [KEYS key …]. O(size of the
     * values) here and there, and a round trip.
     */
    private final Command migrate = command("MIGRATE")
            .arity(-6)
            .since("2.6.0")
            .flags(WRITE, MOVABLEKEYS)
            .acl(KEYSPACE, DANGEROUS)
            .key(at(3, RW, ACCESS, DELETE))
            .key(behind("KEYS", -2, -1, 1, 0, RW, ACCESS, DELETE, INCOMPLETE))
            .keysFoundBy(MigrateOptions::findKeys)
            .tips("nondeterministic_output")
            .handledBy(this::migrate);

    private final TargetConnections targets;
    private final RestoreRequests requests;

    public MigrateCommand(Server server, TargetConnections targets) {
        this.targets = targets;
        this.requests = new RestoreRequests(server);
    }

    public List<Command> commands() {
        return List.of(migrate);
    }

    private void migrate(Args args, Session session, ReplyWriter reply) {
        MigrateOptions options = MigrateOptions.read(args, session);
        Transfer transfer = new Transfer(options, args, session.keys());
        if (transfer.isEmpty()) {
            reply.simple("NOKEY");
            return;
        }
        try {
            carryOut(transfer, options);
        } finally {
            transfer.tellEffects();
        }
        if (!transfer.refusal().isEmpty()) {
            throw CommandError.of("ERR Target instance replied with error: " + transfer.refusal());
        }
        reply.ok();
    }

    /** A kept connection is often found closed by the other side: another one is tried, once, unless time or keys were lost to it. */
    private void carryOut(Transfer transfer, MigrateOptions options) {
        boolean isRetry = false;
        while (true) {
            try {
                attempt(transfer, options);
                return;
            } catch (IOException e) {
                if (isRetry || transfer.hasAnswers() || e instanceof InterruptedIOException) {
                    fail(transfer);
                    return;
                }
                isRetry = true;
            }
        }
    }

    private void attempt(Transfer transfer, MigrateOptions options) throws IOException {
        TargetConnection connection = connect(options);
        boolean isWhole = false;
        try {
            transfer.run(connection, requests);
            isWhole = true;
        } finally {
            if (isWhole) {
                targets.keep(options.target(), connection);
            } else {
                connection.close();
            }
        }
    }

    /** What the target has said says more than that the rest is missing. */
    private static void fail(Transfer transfer) {
        if (transfer.refusal().isEmpty()) {
            throw transfer.isSending() ? NOT_WRITTEN : NOT_READ;
        }
    }

    private TargetConnection connect(MigrateOptions options) {
        try {
            return targets.take(options.target(), options.timeoutMillis());
        } catch (OutgoingStream.Refused e) {
            // Redis gets to know of it by the first write.
            throw NOT_WRITTEN;
        } catch (IOException e) {
            throw NOT_CONNECTED;
        }
    }

    @Override
    public void close() {
        targets.close();
        requests.close();
    }
}
