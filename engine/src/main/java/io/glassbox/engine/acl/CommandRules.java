package io.glassbox.engine.acl;

import io.glassbox.engine.acl.RuleCommands.RuleCommand;
import io.glassbox.structure.memory.ByteView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which commands a selector allows: all or none, a set of exceptions from that, first arguments with which some more are allowed,
 * and the rules that led there, for whoever asks.
 *
 * <p>Redis 7.0 makes up rules that fit when it is asked; later versions show what was written. Here, too, what was written is
 * kept, but for what has no effect: a rule that changes nothing, and one on whose commands a later rule decides. So the rules
 * stay few however often a user is changed, and lead to the same permissions whenever they are read again.
 */
final class CommandRules {
    /** A rule as it is shown, and the commands that it decides on. */
    private record Rule(String text, CommandSet target) {
        boolean hasEffect() {
            return !target.isEmpty();
        }
    }

    /** A first argument with which a command is allowed that otherwise is not. */
    private record FirstArgument(int command, String text) {}

    private boolean all;
    private final CommandSet exceptions;
    private final List<FirstArgument> firstArguments;
    private final List<Rule> rules;

    CommandRules() {
        this(false, new CommandSet(), new ArrayList<>(), new ArrayList<>());
    }

    private CommandRules(boolean all, CommandSet exceptions, List<FirstArgument> firstArguments, List<Rule> rules) {
        this.all = all;
        this.exceptions = exceptions;
        this.firstArguments = firstArguments;
        this.rules = rules;
    }

    CommandRules copy() {
        return new CommandRules(all, exceptions.copy(), new ArrayList<>(firstArguments), new ArrayList<>(rules));
    }

    /** Whether everything is allowed, what will come later included. */
    boolean isAll() {
        return all && exceptions.isEmpty();
    }

    boolean allows(int number) {
        return all != exceptions.contains(number);
    }

    /** Whether a command that is not allowed is, with this first argument. */
    boolean allowsWith(int number, ByteView first) {
        for (int i = 0; i < firstArguments.size(); i++) {
            FirstArgument argument = firstArguments.get(i);
            if (argument.command == number && first.equalsIgnoreCase(argument.text)) {
                return true;
            }
        }
        return false;
    }

    /** {@code +@all} and {@code -@all}: nothing that was said before counts. */
    void reset(boolean toAll) {
        all = toAll;
        exceptions.clear();
        firstArguments.clear();
        rules.clear();
    }

    /** Takes a rule with a plus or a minus that is not about all commands; null, or what is wrong with it. */
    @Nullable
    RuleFault apply(String rule, RuleCommands commands) {
        boolean isAllowing = rule.charAt(0) == '+';
        String name = rule.substring(1);
        if (name.startsWith("@")) {
            CommandSet category = commands.category(name.substring(1));
            if (category == null) {
                return RuleFault.UNKNOWN;
            }
            String text = rule.toLowerCase(Locale.ROOT);
            return category.isEmpty() ? remember(text, category) : decide(text, category, isAllowing);
        }
        int bar = name.lastIndexOf('|');
        if (isAllowing && bar >= 0) {
            return applyWithBar(name.substring(0, bar), name.substring(bar + 1), commands);
        }
        RuleCommand command = commands.find(name);
        return command == null
                ? RuleFault.UNKNOWN
                : decide(rule.charAt(0) + command.name(), command.family(), isAllowing);
    }

    private @Nullable RuleFault applyWithBar(String before, String behind, RuleCommands commands) {
        RuleCommand command = commands.find(before);
        if (command == null) {
            return RuleFault.UNKNOWN;
        }
        if (command.isSubcommand()) {
            return RuleFault.FIRST_ARGUMENT_OF_SUBCOMMAND;
        }
        if (behind.isEmpty()) {
            return RuleFault.SYNTAX;
        }
        if (command.hasSubcommands()) {
            RuleCommand subcommand = commands.find(before + "|" + behind);
            return subcommand == null ? RuleFault.UNKNOWN : decide("+" + subcommand.name(), subcommand.family(), true);
        }
        allowWith(command, behind);
        return null;
    }

    private @Nullable RuleFault decide(String rule, CommandSet target, boolean isAllowing) {
        boolean isException = isAllowing != all;
        boolean isSaidAlready = isException ? exceptions.containsAll(target) : !exceptions.meets(target);
        boolean endsFirstArguments = firstArguments.removeIf(argument -> target.contains(argument.command));
        if (isSaidAlready && !endsFirstArguments) {
            return null;
        }
        if (isException) {
            exceptions.addAll(target);
        } else {
            exceptions.removeAll(target);
        }
        boolean isBackAtBeginning = exceptions.isEmpty() && firstArguments.isEmpty();
        rules.removeIf(earlier -> earlier.hasEffect() && (isBackAtBeginning || target.containsAll(earlier.target)));
        if (!isSaidAlready && !isBackAtBeginning) {
            rules.add(new Rule(rule, target));
        }
        return null;
    }

    /** Keeps a rule on a category that has no commands yet: the server that reads it again may have some. */
    private @Nullable RuleFault remember(String rule, CommandSet nothing) {
        rules.removeIf(earlier -> earlier.text.substring(1).equals(rule.substring(1)));
        rules.add(new Rule(rule, nothing));
        return null;
    }

    private void allowWith(RuleCommand command, String argument) {
        boolean isKnown = firstArguments.stream()
                .anyMatch(known -> known.command == command.number() && known.text.equalsIgnoreCase(argument));
        if (!allows(command.number()) && !isKnown) {
            firstArguments.add(new FirstArgument(command.number(), argument));
            rules.add(new Rule("+" + command.name() + "|" + argument, command.family()));
        }
    }

    /** The rules from the first on, {@code -@all +get}. */
    String text() {
        StringBuilder text = new StringBuilder(all ? "+@all" : "-@all");
        rules.forEach(rule -> text.append(' ').append(rule.text));
        return text.toString();
    }
}
