package io.glassbox.command.gate;

import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.MAY_REPLICATE;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.WRITE;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.Request;
import org.jspecify.annotations.Nullable;

/** Refuses what a script may not run. What concerns its caller alone was asked before the script began. */
public final class ScriptGate {
    private static final CommandError UNKNOWN = CommandError.of("ERR Unknown Redis command called from script");
    private static final CommandError WRONG_ARITY =
            CommandError.of("ERR Wrong number of args calling Redis command from script");
    private static final CommandError NOT_FROM_SCRIPT =
            CommandError.of("ERR This Redis command is not allowed from script");
    private static final CommandError READ_ONLY =
            CommandError.of("ERR Write commands are not allowed from read-only scripts.");

    private final NestedPermissions permissions;
    private final ReplicasGate replicas;

    ScriptGate(NestedPermissions permissions, ReplicasGate replicas) {
        this.permissions = permissions;
        this.replicas = replicas;
    }

    /** The first objection against running this command for a script, in Redis's order. */
    public @Nullable CommandError objection(
            ScriptRights rights, Session session, @Nullable RegisteredCommand registered, Request request) {
        if (registered == null) {
            return UNKNOWN;
        }
        Command command = registered.command();
        if (!command.accepts(request.count()) || command.isContainer()) {
            return command.isContainer() && request.count() > 1 ? UNKNOWN : WRONG_ARITY;
        }
        if (command.has(NOSCRIPT) && session.server().scripts().isDenying()) {
            return NOT_FROM_SCRIPT;
        }
        CommandError denial = permissions.objectionToCall(session, registered, request);
        if (denial != null) {
            return denial;
        }
        boolean isWrite = command.has(WRITE);
        if (rights.isReadOnly() && (isWrite || command.has(MAY_REPLICATE))) {
            return READ_ONLY;
        }
        if (isWrite) {
            CommandError refusal = rights.mayStopWriting() ? refusalOfWrites(session) : null;
            if (refusal != null) {
                return refusal;
            }
        }
        if (command.has(DENYOOM) && !rights.mayGrow()) {
            return CommandError.OUT_OF_MEMORY;
        }
        if (isWrite) {
            rights.writes();
        }
        return null;
    }

    /** Why a script that is going to write may not begin now, or null. */
    @Nullable
    CommandError objectionToWriting(Session session) {
        CommandError disk = session.server().persistence().refusalOfWrites();
        return disk == null ? replicas.refusal() : CommandError.of(ofWritingScript(disk.text()));
    }

    /** The same trouble in other words: the script could say that it does not write. */
    private static String ofWritingScript(String text) {
        String aof = "MISCONF Errors writing to the AOF file: ";
        if (text.startsWith(aof)) {
            return "MISCONF Redis is configured to persist data to AOF, but it's currently unable to persist to disk."
                    + " Writable scripts are blocked. Use 'no-writes' flag for read only scripts. AOF error: "
                    + text.substring(aof.length());
        }
        return "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk."
                + " Writable scripts are blocked. Use 'no-writes' flag for read only scripts.";
    }

    private @Nullable CommandError refusalOfWrites(Session session) {
        CommandError refusal = session.server().persistence().refusalOfWrites();
        return refusal == null ? replicas.refusal() : refusal;
    }
}
