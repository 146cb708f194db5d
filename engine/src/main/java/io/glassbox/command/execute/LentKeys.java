package io.glassbox.command.execute;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.command.declare.KeyFlag;
import io.glassbox.command.declare.KeyPositions;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.server.Lending;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.Transaction;
import io.glassbox.network.protocol.Request;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out whether a request would change a value that is lent to a snapshot. Allocates nothing. */
final class LentKeys {
    private final CommandTable table;
    private final Lending lending;
    private final Args args = new Args();
    private final KeyFinder.Sink sink = this::look;
    private @Nullable Keyspace keys;
    private boolean found;

    LentKeys(CommandTable table, Lending lending) {
        this.table = table;
        this.lending = lending;
    }

    boolean areChangedBy(Session caller, RegisteredCommand command, Request request) {
        keys = caller.keys();
        found = false;
        if (command.name().equals("exec")) {
            Transaction transaction = caller.transaction();
            for (int i = 0; i < transaction.size(); i++) {
                Request queued = transaction.request(i);
                look(Objects.requireNonNull(table.find(queued)), queued);
            }
        } else if (!caller.isInMulti()) {
            look(command, request);
        }
        return found;
    }

    private void look(RegisteredCommand command, Request request) {
        if (CommandPipeline.mayChange(command)) {
            KeyPositions.find(command.command(), args.wrap(request), sink);
        }
    }

    private void look(int index, long flags) {
        boolean isRead = (flags & KeyFlag.RO.bit()) != 0;
        found |= !isRead && lending.isLent(Objects.requireNonNull(keys), args.at(index));
    }
}
