package io.glassbox.engine.acl;

import org.jspecify.annotations.Nullable;

/**
 * The commands that rules speak of. Always by the names with which they were declared, however they have been renamed, since a
 * rule that stops to match would let somebody in.
 */
public interface RuleCommands {
    /** A command as rules see it. */
    interface RuleCommand {
        /** Small and its own; the same as long as the server lives. */
        int number();

        /** In lower case, {@code config|get} for a subcommand. */
        String name();

        boolean isSubcommand();

        boolean hasSubcommands();

        /** The command and its subcommands. */
        CommandSet family();
    }

    /** The command or subcommand of that name, in any mixture of cases. */
    @Nullable
    RuleCommand find(String name);

    /** All commands of a category, and the families of those of its commands that have subcommands; null if there is none. */
    @Nullable
    CommandSet category(String name);

    /** No commands at all: for rules that are read before there are any. */
    static RuleCommands none() {
        return new RuleCommands() {
            @Override
            public @Nullable RuleCommand find(String name) {
                return null;
            }

            @Override
            public @Nullable CommandSet category(String name) {
                return null;
            }
        };
    }
}
