package io.glassbox.command.execute;

import static io.glassbox.command.declare.AclCategory.SCRIPTING;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.CommandFlag;
import io.glassbox.command.declare.KeyFinder;
import io.glassbox.command.declare.KeyFlag;
import io.glassbox.command.declare.KeyPositions;
import io.glassbox.engine.tracking.ClientTracking;
import io.glassbox.engine.tracking.Tracking;
import io.glassbox.engine.tracking.TrackingClient;
import io.glassbox.network.protocol.Request;
import org.jspecify.annotations.Nullable;

/** Has the keys remembered that clients read who keep copies of what they get. Asked for every command while somebody does. */
final class TrackedReads implements KeyFinder.Sink {
    private static final String CLIENT = "client";

    private final ClientTracking tracking;
    private final Args args = new Args();
    private @Nullable Tracking reader;

    TrackedReads(ClientTracking tracking) {
        this.tracking = tracking;
    }

    /** Whether these are keys that the client whose request is running has to be told of when they change. */
    boolean concern(Command command) {
        TrackingClient client = tracking.running();
        return command.has(CommandFlag.READONLY)
                && !isScript(command)
                && client != null
                && client.tracking().remembersReads();
    }

    /** The client has read the keys of a call. */
    void read(Command command, Request request) {
        TrackingClient client = tracking.running();
        if (client != null) {
            reader = client.tracking();
            KeyPositions.find(command, args.wrap(request), this);
        }
    }

    /** A script has read something: for whoever called it, it stands for all keys that the call of the script names. */
    void readWithin(Command caller, Request call) {
        if (isScript(caller)) {
            read(caller, call);
        }
    }

    /** A request is over: CLIENT CACHING held for the command, or the transaction, behind it alone. */
    void ended(boolean isInMulti, Command command) {
        TrackingClient client = tracking.running();
        if (client != null
                && client.tracking().isCachingSaid()
                && !isInMulti
                && !command.containerName().equals(CLIENT)) {
            client.tracking().sayCaching(false);
        }
    }

    @Override
    public void key(int index, long flags) {
        if (reader != null && (flags & KeyFlag.NOT_KEY.bit()) == 0) {
            tracking.remember(reader, args.at(index));
        }
    }

    static boolean isScript(Command command) {
        return (command.categories() & SCRIPTING.bit()) != 0;
    }
}
