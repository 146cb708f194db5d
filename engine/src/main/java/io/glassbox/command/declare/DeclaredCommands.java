package io.glassbox.command.declare;

import io.glassbox.engine.acl.CommandSet;
import io.glassbox.engine.acl.RuleCommands;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of a table under the names with which they were declared. */
final class DeclaredCommands implements RuleCommands {
    private final Map<String, RegisteredCommand> byName;

    DeclaredCommands(Map<String, RegisteredCommand> byName) {
        this.byName = byName;
    }

    @Override
    public @Nullable RuleCommand find(String name) {
        int bar = name.indexOf('|');
        RegisteredCommand command = byName.get((bar < 0 ? name : name.substring(0, bar)).toLowerCase(Locale.ROOT));
        return command == null || bar < 0 ? command : command.subcommand(name.substring(bar + 1));
    }

    @Override
    public @Nullable CommandSet category(String name) {
        AclCategory category = AclCategory.named(name);
        if (category == null) {
            return null;
        }
        CommandSet commands = new CommandSet();
        for (RegisteredCommand command : byName.values()) {
            collect(command, category, commands);
        }
        return commands.isEmpty() && !category.isStandard() ? null : commands;
    }

    private static void collect(RegisteredCommand command, AclCategory category, CommandSet commands) {
        if (command.command().isOf(category)) {
            commands.addAll(command.family());
        }
        command.subcommands().values().forEach(subcommand -> collect(subcommand, category, commands));
    }
}
