package io.glassbox.command.declare;

import io.glassbox.engine.acl.CommandSet;
import io.glassbox.engine.acl.RuleCommands.RuleCommand;
import io.glassbox.engine.statistics.CommandCounters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command in the table of one server, with its subcommands and what it has cost there. */
public final class RegisteredCommand implements RuleCommand {
    private final Command command;
    private final int number;
    private final CommandSet family;
    private final Map<String, RegisteredCommand> subcommands = new LinkedHashMap<>();
    private final CommandCounters counters = new CommandCounters();
    private final @Nullable RegisteredCommand container;

    RegisteredCommand(Command command, int number, @Nullable RegisteredCommand container) {
        this.command = command;
        this.number = number;
        this.family = CommandSet.of(number);
        this.container = container;
    }

    public Command command() {
        return command;
    }

    @Override
    public int number() {
        return number;
    }

    /** As it was declared, whatever it has been renamed to. */
    @Override
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

    @Override
    public boolean isSubcommand() {
        return container != null;
    }

    @Override
    public CommandSet family() {
        return family;
    }

    @Override
    public boolean hasSubcommands() {
        return !subcommands.isEmpty();
    }

    /** The subcommand that a request names, in any mixture of cases. */
    public @Nullable RegisteredCommand subcommand(String name) {
        return subcommands.get(name.toLowerCase(Locale.ROOT));
    }

    void add(RegisteredCommand subcommand) {
        family.add(subcommand.number);
        String name = subcommand.name();
        subcommands.put(name.substring(name.indexOf('|') + 1), subcommand);
    }
}
