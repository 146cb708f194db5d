package io.glassbox.commands.acl;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.SENTINEL;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.AclCategory;
import io.glassbox.command.declare.Command;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.command.gate.Permissions;
import io.glassbox.engine.acl.AccessLog.Entry;
import io.glassbox.engine.acl.User;
import io.glassbox.engine.acl.UserFile;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.setting.text.ByteText;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** ACL, second half: what rules mean, what was refused, and the file of the users. */
public final class AclCommands {
    private static final int DEFAULT_ENTRIES = 10;
    private static final int DEFAULT_BITS = 256;
    private static final int MOST_BITS = 4096;

    private static final CommandError BAD_BITS =
            CommandError.of("ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
                    + " number up to " + MOST_BITS);
    private static final CommandError NO_FILE = CommandError.of(
            "ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL"
                    + " SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file"
                    + " set) in order to store users in the Redis configuration.");
    private static final CommandError NOT_SAVED = CommandError.of(
            "ERR There was an error trying to save the ACLs. Please check the server logs for more information");

    private final CommandPipeline pipeline;
    private final Permissions permissions;

    /** {@code pipeline}: whose commands the rules are about. */
    public AclCommands(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        this.permissions = pipeline.gates().permission().permissions();
    }

    /** ACL CAT [category]: all categories, or the commands of one. */
    private final Command cat = command("ACL|CAT")
            .arity(-2)
            .since("6.0.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .handledBy(this::cat);

    /** ACL DRYRUN username command [argument …]: whether the user might make the call. */
    private final Command dryRun = command("ACL|DRYRUN")
            .arity(-4)
            .since("7.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .handledBy(this::dryRun);

    public List<Command> commands() {
        return List.of(
                command("ACL").arity(-2).since("6.0.0").flags(SENTINEL).container(),
                cat,
                dryRun,
                command("ACL|GENPASS")
                        .arity(-2)
                        .since("6.0.0")
                        .flags(NOSCRIPT, LOADING, STALE)
                        .handledBy(AclCommands::generatePassword),
                command("ACL|LOG")
                        .arity(-2)
                        .since("6.0.0")
                        .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                        .handledBy(AclCommands::log),
                command("ACL|LOAD")
                        .arity(2)
                        .since("6.0.0")
                        .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                        .handledBy(AclCommands::load),
                command("ACL|SAVE")
                        .arity(2)
                        .since("6.0.0")
                        .flags(ADMIN, NOSCRIPT, LOADING, STALE)
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .handledBy(AclCommands::save),
                command("ACL|HELP")
                        .arity(2)
                        .since("6.0.0")
                        .flags(LOADING, STALE)
                        .handledBy(AclCommands::help));
    }

    private void cat(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 3) {
            throw unknownForm(args);
        }
        List<String> names = new ArrayList<>();
        if (args.count() == 2) {
            for (AclCategory category : AclCategory.values()) {
                if (pipeline.table().forRules().category(category.name()) != null) {
                    names.add(category.name().toLowerCase(Locale.ROOT));
                }
            }
        } else {
            String name = args.text(2);
            AclCategory category = AclCategory.named(name);
            if (category == null || pipeline.table().forRules().category(name) == null) {
                throw CommandError.of("ERR Unknown category '" + args.at(2).toCString() + "'");
            }
            collect(pipeline.table().declared(), category, names);
        }
        reply.array(names.size());
        names.forEach(reply::bulk);
    }

    private static void collect(Collection<RegisteredCommand> commands, AclCategory category, List<String> names) {
        for (RegisteredCommand command : commands) {
            if (command.command().isOf(category)) {
                names.add(command.name());
            }
            collect(command.subcommands().values(), category, names);
        }
    }

    private void dryRun(Args args, Session session, ReplyWriter reply) {
        String name = ByteText.decode(args.bytes(2));
        User user = session.server().users().find(name);
        if (user == null) {
            throw CommandError.of("ERR User '" + args.at(2).toCString() + "' not found");
        }
        Request call = new Request();
        for (int i = 3; i < args.count(); i++) {
            call.add(args.request().address(i), args.length(i));
        }
        RegisteredCommand command = pipeline.table().find(call);
        if (command == null || command.hasSubcommands() && call.count() > 1) {
            throw CommandError.of("ERR Command '" + args.at(3).toCString() + "' not found");
        }
        if (!command.command().accepts(call.count())) {
            throw CommandError.wrongArity(command.name());
        }
        switch (permissions.judge(user, command, call)) {
            case ALLOWED -> reply.ok();
            case NO_COMMAND -> reply.bulk("This user has no permissions to run the '" + command.name() + "' command");
            case NO_KEY -> reply.bulk(mayNotAccess(args, "key"));
            case NO_CHANNEL -> reply.bulk(mayNotAccess(args, "channel"));
        }
    }

    private byte[] mayNotAccess(Args args, String what) {
        String object = ByteText.decode(args.bytes(3 + permissions.deniedIndex()));
        return ByteText.encode("This user has no permissions to access the '" + object + "' " + what);
    }

    /** As many hexadecimal digits as hold that many bits. */
    private static void generatePassword(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 3) {
            throw unknownForm(args);
        }
        long bits = args.count() == 3 ? args.longAt(2) : DEFAULT_BITS;
        if (bits <= 0 || bits > MOST_BITS) {
            throw BAD_BITS;
        }
        int digits = (int) (bits + 3) / 4;
        byte[] secret = new byte[(digits + 1) / 2];
        session.server().random().fillSecret(secret);
        reply.bulk(HexFormat.of().formatHex(secret).substring(0, digits));
    }

    private static void log(Args args, Session session, ReplyWriter reply) {
        if (args.count() > 3) {
            throw unknownForm(args);
        }
        Server server = session.server();
        if (args.count() == 3 && args.is(2, "RESET")) {
            server.accessLog().clear();
            reply.ok();
            return;
        }
        long most = args.count() == 3 ? args.longAt(2) : DEFAULT_ENTRIES;
        List<Entry> entries = server.accessLog().newest(most);
        reply.array(entries.size());
        for (Entry entry : entries) {
            write(entry, server.clock().unixMillis(), reply);
        }
    }

    private static void write(Entry entry, long nowMillis, ReplyWriter reply) {
        reply.map(10);
        reply.bulk("count");
        reply.integer(entry.count());
        reply.bulk("reason");
        reply.bulk(entry.attempt().reason().label());
        reply.bulk("context");
        reply.bulk(entry.attempt().context().label());
        reply.bulk("object");
        reply.bulk(ByteText.encode(entry.attempt().object()));
        reply.bulk("username");
        reply.bulk(ByteText.encode(entry.attempt().user()));
        reply.bulk("age-seconds");
        reply.number((nowMillis - entry.updatedMillis()) / 1000.0);
        reply.bulk("client-info");
        reply.bulk(entry.client());
        reply.bulk("entry-id");
        reply.integer(entry.id());
        reply.bulk("timestamp-created");
        reply.integer(entry.createdMillis());
        reply.bulk("timestamp-last-updated");
        reply.integer(entry.updatedMillis());
    }

    private static void load(Args args, Session session, ReplyWriter reply) {
        try {
            file(session).load();
        } catch (UserFile.Refused e) {
            session.server().log().warning("ACL LOAD failed: " + e.text());
            throw CommandError.of("ERR " + ByteText.toCString(e.text()));
        }
        reply.ok();
    }

    private static void save(Args args, Session session, ReplyWriter reply) {
        try {
            file(session).save();
        } catch (IOException e) {
            session.server().log().warning("ACL SAVE failed: " + FileErrors.reason(e));
            throw NOT_SAVED;
        }
        reply.ok();
    }

    private static UserFile file(Session session) {
        UserFile file = session.server().userFile();
        if (file == null) {
            throw NO_FILE;
        }
        return file;
    }

    private static CommandError unknownForm(Args args) {
        return CommandError.of("ERR unknown subcommand or wrong number of arguments for '"
                + args.at(1).toCString() + "'. Try ACL HELP.");
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "ACL",
                "CAT [<category>]",
                "    List all commands that belong to <category>, or all command categories",
                "    when no category is specified.",
                "DELUSER <username> [<username> ...]",
                "    Delete a list of users.",
                "DRYRUN <username> <command> [<arg> ...]",
                "    Returns whether the user can execute the given command without executing the command.",
                "GETUSER <username>",
                "    Get the user's details.",
                "GENPASS [<bits>]",
                "    Generate a secure 256-bit user password. The optional `bits` argument can",
                "    be used to specify a different size.",
                "LIST",
                "    Show users details in config file format.",
                "LOAD",
                "    Reload users from the ACL file.",
                "LOG [<count> | RESET]",
                "    Show the ACL log entries.",
                "SAVE",
                "    Save the current config to the ACL file.",
                "SETUSER <username> <attribute> [<attribute> ...]",
                "    Create or modify a user with the specified attributes.",
                "USERS",
                "    List all the registered usernames.",
                "WHOAMI",
                "    Return the current connection username.");
    }
}
