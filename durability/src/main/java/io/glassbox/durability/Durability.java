package io.glassbox.durability;

import io.glassbox.command.declare.Command;
import io.glassbox.durability.command.DumpCommands;
import io.glassbox.engine.server.Server;
import java.util.List;

/** The durability of one server: its commands and what they work with. Lives on the engine's thread. */
public final class Durability implements AutoCloseable {
    private final DumpCommands dump;

    public Durability(Server server) {
        dump = new DumpCommands(server);
    }

    public List<Command> commands() {
        return dump.commands();
    }

    @Override
    public void close() {
        dump.close();
    }
}
