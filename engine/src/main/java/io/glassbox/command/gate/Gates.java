package io.glassbox.command.gate;

import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.Request;
import org.jspecify.annotations.Nullable;

/**
 * The checks between a request and its handler, in the order in which Redis makes them, since a request that fails two of them
 * is told of the first. Called one by one rather than through a list: each stays a direct call on the hot path.
 */
public final class Gates {
    private final ProtectedCommandGate protectedCommand;
    private final TransactionGate transaction = new TransactionGate();
    private final PermissionGate permission = new PermissionGate();
    private final MemoryGate memory;
    private final ReplicasGate replicas;
    private final SubscriberGate subscriber = new SubscriberGate();
    private final ScriptGate script;

    public Gates(ProtectedCommandGate protectedCommand, MemoryGate memory, ReplicasGate replicas) {
        this.protectedCommand = protectedCommand;
        this.memory = memory;
        this.replicas = replicas;
        this.script = new ScriptGate(permission, replicas);
    }

    /** What users may do; also for commands that other commands run. */
    public PermissionGate permission() {
        return permission;
    }

    /** The first objection against running this request, a call with these flags, or null if there is none. */
    public @Nullable CommandError objection(Session session, RegisteredCommand command, long flags, Request request) {
        CommandError objection = ArityGate.objection(command, request);
        if (objection == null) {
            objection = protectedCommand.objection(session, command);
        }
        if (objection == null) {
            objection = AuthenticationGate.objection(session, command);
        }
        if (objection == null) {
            objection = transaction.objection(session, command);
        }
        if (objection == null) {
            objection = permission.objection(session, command, request);
        }
        if (objection == null) {
            objection = memory.objection(session, command, flags);
        }
        if (objection == null) {
            objection = DiskGate.objection(session, command, flags);
        }
        if (objection == null) {
            objection = replicas.objection(session, command, flags);
        }
        if (objection == null) {
            objection = subscriber.objection(session, command);
        }
        if (objection == null) {
            objection = LoadingGate.objection(session, command);
        }
        if (objection == null) {
            objection = BusyGate.objection(session, command);
        }
        return objection;
    }

    /** The first objection against running this command for a script, or null if there is none. */
    public @Nullable CommandError objectionToScript(
            ScriptRights rights, Session session, @Nullable RegisteredCommand command, Request request) {
        return script.objection(rights, session, command, request);
    }

    /** Why a script that is going to write may not begin now, or null. */
    public @Nullable CommandError objectionToWritingScript(Session session) {
        return script.objectionToWriting(session);
    }

    /** Whether memory was full when the running request of a client was admitted. */
    public boolean wasFull() {
        return memory.wasFull();
    }
}
