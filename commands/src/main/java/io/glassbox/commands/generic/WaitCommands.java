package io.glassbox.commands.generic;

import static io.glassbox.command.declare.AclCategory.CONNECTION;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.BLOCKING;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.WaitTime;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Blocking;
import io.glassbox.engine.server.Persistence;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SyncWait;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/**
 * Waits until writes are safe: on the medium, or elsewhere. A server without replicas has nobody to confirm the latter: it waits
 * until the time is up.
 */
public final class WaitCommands {
    private static final CommandError LOCAL_OUT_OF_RANGE =
            CommandError.of("ERR value is out of range, value must between 0 and 1");
    private static final CommandError NO_APPEND_ONLY_FILE =
            CommandError.of("ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.");

    /** WAIT numreplicas timeout: how many replicas have the writes of this client; waits for so many, 0 ms for ever. */
    static final Command WAIT = command("WAIT")
            .arity(3)
            .since("3.0.0")
            .flags(BLOCKING)
            .acl(CONNECTION)
            .tips("request_policy:all_shards", "response_policy:agg_min")
            .handledBy(WaitCommands::waitForReplicas);

    /** WAITAOF numlocal numreplicas timeout: whether this server, and how many replicas, have them on disk. */
    static final Command WAITAOF = command("WAITAOF")
            .arity(4)
            .since("7.2.0")
            .flags(BLOCKING)
            .acl(CONNECTION)
            .tips("request_policy:all_shards", "response_policy:agg_min")
            .handledBy(WaitCommands::waitForFiles);

    public static final List<Command> COMMANDS = List.of(WAIT, WAITAOF);

    private WaitCommands() {}

    private static void waitForReplicas(Args args, Session session, ReplyWriter reply) {
        long replicas = args.longAt(1);
        ReplicaWait wait =
                new ReplicaWait(WaitTime.ofMillis(args, 2, session.server().clock()));
        if (replicas <= 0 || !session.mayBlock()) {
            reply.integer(0);
        } else {
            session.block(wait);
        }
    }

    private static void waitForFiles(Args args, Session session, ReplyWriter reply) {
        long local = args.longIn(1, 0, 1, LOCAL_OUT_OF_RANGE);
        long replicas = args.longIn(2, 0, Long.MAX_VALUE, CommandError.MUST_BE_POSITIVE);
        long deadlineNanos = WaitTime.ofMillis(args, 3, session.server().clock());
        Persistence files = session.server().persistence();
        if (local > 0 && !files.appendOnly().isOn()) {
            throw NO_APPEND_ONLY_FILE;
        }
        FileWait wait = new FileWait(session, files.appendOffset(), deadlineNanos);
        boolean isSafe = replicas == 0 && (local == 0 || files.isSynced(wait.offset));
        if (isSafe || !session.mayBlock()) {
            wait.write(reply);
        } else {
            session.block(wait);
            if (replicas == 0) {
                files.awaitSync(wait);
            }
        }
    }

    /** A wait for confirmations that nobody sends. */
    private record ReplicaWait(long deadlineNanos) implements Blocking {
        @Override
        public void timedOut(Session session) {
            session.push().integer(0);
        }

        @Override
        public void abandoned(Session session) {}
    }

    /** A wait for the file of this server, and for replicas that nobody has. */
    private record FileWait(Session session, long offset, long deadlineNanos) implements SyncWait {
        void write(ReplyWriter reply) {
            reply.array(2);
            reply.integer(session.server().persistence().isSynced(offset) ? 1 : 0);
            reply.integer(0);
        }

        @Override
        public void settled(boolean isSynced) {
            if (isSynced) {
                write(session.push());
            } else {
                session.failWait(NO_APPEND_ONLY_FILE);
            }
            session.unblock();
        }

        @Override
        public void timedOut(Session waiting) {
            write(session.push());
        }

        @Override
        public void abandoned(Session waiting) {
            session.server().persistence().forgetSync(this);
        }
    }
}
