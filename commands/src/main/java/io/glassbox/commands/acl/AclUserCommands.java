package io.glassbox.commands.acl;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.ADMIN;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.acl.Rights;
import io.glassbox.engine.acl.RuleFault;
import io.glassbox.engine.acl.RuleWords;
import io.glassbox.engine.acl.Selector;
import io.glassbox.engine.acl.User;
import io.glassbox.engine.acl.Users;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.setting.text.ByteText;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** ACL, first half: users and their rules. */
public final class AclUserCommands {
    private static final CommandError BAD_NAME =
            CommandError.of("ERR Usernames can't contain spaces or null characters");
    private static final CommandError DEFAULT_STAYS = CommandError.of("ERR The 'default' user cannot be removed");

    /** ACL SETUSER username [rule …]: makes or changes a user, by all of the rules or by none. */
    static final Command SETUSER = command("ACL|SETUSER")
            .arity(-3)
            .since("6.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .handledBy(AclUserCommands::setUser);

    /** ACL GETUSER username: nil if there is no such user. */
    static final Command GETUSER = command("ACL|GETUSER")
            .arity(3)
            .since("6.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .handledBy(AclUserCommands::getUser);

    /** ACL DELUSER username [username …]: how many there were. Their connections are closed. */
    static final Command DELUSER = command("ACL|DELUSER")
            .arity(-3)
            .since("6.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .tips("request_policy:all_nodes", "response_policy:all_succeeded")
            .handledBy(AclUserCommands::deleteUsers);

    /** ACL LIST: all users with their rules, as in a file of them. */
    static final Command LIST = command("ACL|LIST")
            .arity(2)
            .since("6.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .handledBy(AclUserCommands::list);

    /** ACL USERS: all names. */
    static final Command USERS = command("ACL|USERS")
            .arity(2)
            .since("6.0.0")
            .flags(ADMIN, NOSCRIPT, LOADING, STALE)
            .handledBy(AclUserCommands::users);

    /** ACL WHOAMI. */
    static final Command WHOAMI = command("ACL|WHOAMI")
            .arity(2)
            .since("6.0.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .handledBy(AclUserCommands::whoAmI);

    public static final List<Command> COMMANDS = List.of(SETUSER, GETUSER, DELUSER, LIST, USERS, WHOAMI);

    private AclUserCommands() {}

    private static void setUser(Args args, Session session, ReplyWriter reply) {
        for (int i = 2; i < args.count(); i++) {
            session.redact(i);
        }
        String name = ByteText.decode(args.bytes(2));
        if (RuleWords.hasSpace(name)) {
            throw BAD_NAME;
        }
        Users users = session.server().users();
        Rights draft = users.draft(name);
        for (String rule : rules(args)) {
            RuleFault fault = users.apply(draft, rule);
            if (fault != null) {
                throw CommandError.of(
                        "ERR Error in ACL SETUSER modifier '" + ByteText.toCString(rule) + "': " + fault.text());
            }
        }
        users.put(name, draft);
        reply.ok();
    }

    private static List<String> rules(Args args) {
        List<String> words = new ArrayList<>();
        for (int i = 3; i < args.count(); i++) {
            words.add(ByteText.decode(args.bytes(i)));
        }
        try {
            return RuleWords.joinSelectors(words);
        } catch (RuleWords.Unmatched e) {
            throw CommandError.of(
                    "ERR Unmatched parenthesis in acl selector starting at '" + ByteText.toCString(e.opening()) + "'.");
        }
    }

    private static void getUser(Args args, Session session, ReplyWriter reply) {
        User user = session.server().users().find(ByteText.decode(args.bytes(2)));
        if (user == null) {
            reply.nil();
            return;
        }
        Rights rights = user.rights();
        reply.map(6);
        reply.bulk("flags");
        List<String> flags = rights.flags();
        reply.set(flags.size());
        flags.forEach(reply::bulk);
        reply.bulk("passwords");
        List<String> passwords = rights.passwords();
        reply.array(passwords.size());
        passwords.forEach(reply::bulk);
        write(rights.selector(0), reply);
        reply.bulk("selectors");
        reply.array(rights.selectorCount() - 1L);
        for (int i = 1; i < rights.selectorCount(); i++) {
            reply.map(3);
            write(rights.selector(i), reply);
        }
    }

    /** Three pairs of a map. */
    private static void write(Selector selector, ReplyWriter reply) {
        reply.bulk("commands");
        reply.bulk(ByteText.encode(selector.commandRules()));
        reply.bulk("keys");
        reply.bulk(ByteText.encode(selector.keyRules()));
        reply.bulk("channels");
        reply.bulk(ByteText.encode(selector.channelRules()));
    }

    private static void deleteUsers(Args args, Session session, ReplyWriter reply) {
        List<String> names = new ArrayList<>();
        for (int i = 2; i < args.count(); i++) {
            names.add(ByteText.decode(args.bytes(i)));
        }
        if (names.contains(Users.DEFAULT)) {
            throw DEFAULT_STAYS;
        }
        int deleted = 0;
        for (String name : names) {
            deleted += session.server().users().remove(name) ? 1 : 0;
        }
        reply.integer(deleted);
    }

    private static void list(Args args, Session session, ReplyWriter reply) {
        reply.array(session.server().users().all().size());
        for (User user : session.server().users().all()) {
            reply.bulk(ByteText.encode("user " + user.line()));
        }
    }

    private static void users(Args args, Session session, ReplyWriter reply) {
        reply.array(session.server().users().all().size());
        for (User user : session.server().users().all()) {
            reply.bulk(ByteText.encode(user.name()));
        }
    }

    private static void whoAmI(Args args, Session session, ReplyWriter reply) {
        reply.bulk(ByteText.encode(session.user().name()));
    }
}
