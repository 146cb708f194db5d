package io.glassbox.commands.server;

import static io.glassbox.command.declare.AclCategory.CONNECTION;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NO_MANDATORY_KEYS;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.AclCategory;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.declare.KeyFlag;
import io.glassbox.command.declare.KeyPositions;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.text.GlobPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** COMMAND: what the server can do, for clients and for people. */
public final class CommandCommands {
    private static final CommandError INVALID_COMMAND = CommandError.of("ERR Invalid command specified");
    private static final CommandError NO_KEYS = CommandError.of("ERR The command has no key arguments");
    private static final CommandError BAD_COUNT =
            CommandError.of("ERR Invalid number of arguments specified for command");
    private static final CommandError BAD_ARGUMENTS = CommandError.of("ERR Invalid arguments specified for command");

    private final Supplier<CommandTable> table;
    private final CommandDocs docs = new CommandDocs();

    public CommandCommands(Supplier<CommandTable> table) {
        this.table = table;
    }

    public List<Command> commands() {
        return List.of(
                plain("COMMAND", -1)
                        .since("2.8.13")
                        .tips("nondeterministic_output_order")
                        .handledBy(this::all),
                plain("COMMAND|COUNT", 2).since("2.8.13").handledBy(this::count),
                plain("COMMAND|INFO", -2)
                        .since("2.8.13")
                        .tips("nondeterministic_output_order")
                        .handledBy(this::info),
                plain("COMMAND|DOCS", -2)
                        .since("7.0.0")
                        .tips("nondeterministic_output_order")
                        .handledBy(this::docs),
                plain("COMMAND|LIST", -2)
                        .since("7.0.0")
                        .tips("nondeterministic_output_order")
                        .handledBy(this::list),
                plain("COMMAND|GETKEYS", -3).since("2.8.13").handledBy(this::getKeys),
                plain("COMMAND|GETKEYSANDFLAGS", -3).since("7.0.0").handledBy(this::getKeysAndFlags),
                plain("COMMAND|HELP", 2).since("5.0.0").handledBy(CommandCommands::help));
    }

    private static Command.Builder plain(String name, int arity) {
        return command(name).arity(arity).flags(LOADING, STALE).acl(CONNECTION);
    }

    private void all(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 1) {
            throw CommandError.of("ERR unknown subcommand '" + args.at(1).toCString() + "'. Try COMMAND HELP.");
        }
        infos(table.get().all(), reply);
    }

    private void count(Args args, Session session, ReplyWriter reply) {
        reply.integer(table.get().size());
    }

    private void info(Args args, Session session, ReplyWriter reply) {
        if (args.count() == 2) {
            infos(table.get().all(), reply);
            return;
        }
        reply.array(args.count() - 2L);
        for (int i = 2; i < args.count(); i++) {
            RegisteredCommand command = table.get().find(args.text(i));
            if (command == null) {
                reply.nilArray();
            } else {
                CommandInfo.write(command, reply);
            }
        }
    }

    private static void infos(Collection<RegisteredCommand> commands, ReplyWriter reply) {
        reply.array(commands.size());
        for (RegisteredCommand command : commands) {
            CommandInfo.write(command, reply);
        }
    }

    private void docs(Args args, Session session, ReplyWriter reply) {
        List<RegisteredCommand> wanted = new ArrayList<>();
        if (args.count() == 2) {
            wanted.addAll(table.get().all());
        }
        for (int i = 2; i < args.count(); i++) {
            RegisteredCommand command = table.get().find(args.text(i));
            if (command != null) {
                wanted.add(command);
            }
        }
        reply.map(wanted.size());
        for (RegisteredCommand command : wanted) {
            reply.bulk(command.name());
            docs.write(command, reply);
        }
    }

    private void list(Args args, Session session, ReplyWriter reply) {
        Predicate<RegisteredCommand> filter;
        if (args.count() == 2) {
            filter = command -> true;
        } else if (args.count() == 5 && args.is(2, "FILTERBY")) {
            filter = filter(args);
        } else {
            throw CommandError.SYNTAX;
        }
        List<String> names = new ArrayList<>();
        for (RegisteredCommand command : table.get().all()) {
            collect(command, filter, names);
        }
        reply.set(names.size());
        names.forEach(reply::bulk);
    }

    private static Predicate<RegisteredCommand> filter(Args args) {
        String value = args.text(4);
        if (args.is(3, "MODULE")) {
            return command -> false;
        }
        if (args.is(3, "ACLCAT")) {
            for (AclCategory category : AclCategory.values()) {
                if (category.name().equals(value.toUpperCase(Locale.ROOT))) {
                    return command -> (command.command().categories() & category.bit()) != 0;
                }
            }
            return command -> false;
        }
        if (args.is(3, "PATTERN")) {
            byte[] pattern = args.bytes(4);
            return command -> GlobPattern.matches(pattern, command.name().getBytes(StandardCharsets.ISO_8859_1), true);
        }
        throw CommandError.SYNTAX;
    }

    private static void collect(RegisteredCommand command, Predicate<RegisteredCommand> filter, List<String> names) {
        if (filter.test(command)) {
            names.add(command.name());
        }
        command.subcommands().values().forEach(subcommand -> collect(subcommand, filter, names));
    }

    /** A key of a call: where it stands and what is done to it. */
    private record Key(int index, long flags) {}

    private void getKeys(Args args, Session session, ReplyWriter reply) {
        Args call = inner(args);
        List<Key> keys = keysOf(call);
        reply.array(keys.size());
        for (Key key : keys) {
            reply.bulk(call.at(key.index()));
        }
    }

    private void getKeysAndFlags(Args args, Session session, ReplyWriter reply) {
        Args call = inner(args);
        List<Key> keys = keysOf(call);
        reply.array(keys.size());
        for (Key key : keys) {
            reply.array(2);
            reply.bulk(call.at(key.index()));
            CommandInfo.writeKeyFlags(key.flags(), reply);
        }
    }

    private List<Key> keysOf(Args call) {
        RegisteredCommand registered = table.get().find(call.request());
        if (registered == null) {
            throw INVALID_COMMAND;
        }
        Command command = registered.command();
        if (command.keySpecs().isEmpty() && command.keyFinder() == null) {
            throw NO_KEYS;
        }
        if (!command.accepts(call.count())) {
            throw BAD_COUNT;
        }
        List<Key> keys = new ArrayList<>();
        boolean wellFormed = KeyPositions.find(command, call, (index, flags) -> {
            if ((flags & KeyFlag.NOT_KEY.bit()) == 0) {
                keys.add(new Key(index, flags));
            }
        });
        if (!wellFormed || keys.isEmpty() && !command.has(NO_MANDATORY_KEYS)) {
            throw BAD_ARGUMENTS;
        }
        return keys;
    }

    /** The call that is asked about: the arguments behind the subcommand. */
    private static Args inner(Args args) {
        Request call = new Request();
        for (int i = 2; i < args.count(); i++) {
            call.add(args.request().address(i), args.length(i));
        }
        return new Args().wrap(call);
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "COMMAND",
                "(no subcommand)",
                "    Arity, flags, keys and categories of all commands.",
                "COUNT",
                "    How many commands there are.",
                "DOCS [<command> ...]",
                "    What commands are for and what arguments they take.",
                "GETKEYS <full-command>",
                "    The keys of a call.",
                "GETKEYSANDFLAGS <full-command>",
                "    The keys of a call and what is done to each.",
                "INFO [<command> ...]",
                "    Arity, flags, keys and categories of some commands.",
                "LIST [FILTERBY (MODULE <name>|ACLCAT <category>|PATTERN <pattern>)]",
                "    Names of commands.");
    }
}
