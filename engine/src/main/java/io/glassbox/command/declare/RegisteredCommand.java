package io.glassbox.command.declare;

import io.glassbox.engine.statistics.CommandCounters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command in the table of one server, with its subcommands and what it has cost there. */
public final class RegisteredCommand {
    private final Command command;
    private final Map<String, RegisteredCommand> subcommands = new LinkedHashMap<>();
    private final CommandCounters counters = new CommandCounters();
    private final @Nullable RegisteredCommand container;

    RegisteredCommand(Command command, @Nullable RegisteredCommand container) {
        this.command = command;
        this.container = container;
    }

    public Command command() {
        return command;
    }

    public String name() {
        return command.name();
    }

    public CommandCounters counters() {
        return counters;
    }

    public @Nullable RegisteredCommand container() {
        return container;
    }

    /** Subcommands by their own name in lower case; empty for most commands. */
    public Map<String, RegisteredCommand> subcommands() {
        return subcommands;
    }

    public boolean hasSubcommands() {
        return !subcommands.isEmpty();
    }

    /** The subcommand that a request names, in any mixture of cases. */
    public @Nullable RegisteredCommand subcommand(String name) {
        return subcommands.get(name.toLowerCase(Locale.ROOT));
    }

    void add(RegisteredCommand subcommand) {
        String name = subcommand.name();
        subcommands.put(name.substring(name.indexOf('|') + 1), subcommand);
    }
}
