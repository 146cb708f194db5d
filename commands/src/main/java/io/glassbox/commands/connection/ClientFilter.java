package io.glassbox.commands.connection;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.engine.acl.User;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.setting.text.ByteText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The conditions of CLIENT LIST and CLIENT KILL: {@code ID 3 4 TYPE normal NOT-USER app …}. A client must meet all of them.
 *
 * <p>Source: the manual pages of the two commands in Redis 7.4 and Valkey 9.0, whose filters are united here.
 */
final class ClientFilter {
    private static final Set<String> TYPES = Set.of("normal", "master", "replica", "slave", "pubsub");
    private static final CommandError BAD_ID_TO_KILL = CommandError.of("ERR client-id should be greater than 0");
    private static final CommandError BAD_ID_TO_LIST = CommandError.of("ERR Invalid client ID");

    private final Args args;
    private final Session caller;
    private final CommandError badId;
    private final List<Predicate<Session>> conditions = new ArrayList<>();
    private boolean skipCaller;
    private int position;

    private ClientFilter(Args args, int from, Session caller, boolean skipCaller, CommandError badId) {
        this.args = args;
        this.caller = caller;
        this.skipCaller = skipCaller;
        this.badId = badId;
        this.position = from;
    }

    /** Reads the conditions of CLIENT KILL from argument {@code from} on; the caller is spared unless it says otherwise. */
    static ClientFilter toKill(Args args, int from, Session caller) {
        return new ClientFilter(args, from, caller, true, BAD_ID_TO_KILL).read();
    }

    static ClientFilter toList(Args args, int from, Session caller) {
        return new ClientFilter(args, from, caller, false, BAD_ID_TO_LIST).read();
    }

    boolean matches(Session session) {
        if (skipCaller && session == caller) {
            return false;
        }
        for (Predicate<Session> condition : conditions) {
            if (!condition.test(session)) {
                return false;
            }
        }
        return true;
    }

    private ClientFilter read() {
        while (position < args.count()) {
            if (position + 1 >= args.count()) {
                throw CommandError.SYNTAX;
            }
            String option = args.text(position++).toUpperCase(Locale.ROOT);
            boolean negated = option.startsWith("NOT-");
            Predicate<Session> condition = condition(negated ? option.substring("NOT-".length()) : option, negated);
            conditions.add(negated ? condition.negate() : condition);
        }
        return this;
    }

    private Predicate<Session> condition(String option, boolean negated) {
        return switch (option) {
            case "ID" -> ids();
            case "TYPE" -> type();
            case "ADDR" -> same(session -> session.link().remoteAddress());
            case "LADDR" -> same(session -> session.link().localAddress());
            case "IP" -> same(ClientFilter::ip);
            case "USER" -> user();
            case "NAME" -> same(Session::name);
            case "LIB-NAME" -> same(Session::libraryName);
            case "LIB-VER" -> same(Session::libraryVersion);
            case "FLAGS" -> flags();
            case "DB" -> database();
            case "SKIPME" -> skipMe(negated);
            case "MAXAGE" -> atLeast(negated, Session::createdNanos);
            case "IDLE" -> atLeast(negated, Session::lastActiveNanos);
            default -> throw CommandError.SYNTAX;
        };
    }

    /** All integers that follow; at least one. */
    private Predicate<Session> ids() {
        Set<Long> ids = new HashSet<>();
        do {
            long id = args.longAt(position++, badId);
            if (id < 1) {
                throw badId;
            }
            ids.add(id);
        } while (position < args.count() && args.isLong(position));
        return session -> ids.contains(session.id());
    }

    private Predicate<Session> type() {
        String type = args.text(position++).toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw CommandError.of(
                    "ERR Unknown client type '" + args.at(position - 1).toCString() + "'");
        }
        return session -> ClientLine.type(session).equals(type);
    }

    private Predicate<Session> user() {
        String name = ByteText.decode(args.bytes(position++));
        User user = caller.server().users().find(name);
        if (user == null) {
            throw CommandError.of("ERR No such user '" + ByteText.toCString(name) + "'");
        }
        return session -> session.user() == user;
    }

    private Predicate<Session> flags() {
        String letters = args.text(position++);
        return session -> {
            String has = session.flagLetters();
            return letters.chars().allMatch(letter -> has.indexOf(letter) >= 0);
        };
    }

    private Predicate<Session> database() {
        int database = args.intAt(position++);
        if (database < 0 || database >= caller.server().databases().count()) {
            throw CommandError.DATABASE_OUT_OF_RANGE;
        }
        return session -> session.keys().index() == database;
    }

    private Predicate<Session> skipMe(boolean negated) {
        if (negated) {
            throw CommandError.SYNTAX;
        }
        if (args.is(position, "YES")) {
            skipCaller = true;
        } else if (args.is(position, "NO")) {
            skipCaller = false;
        } else {
            throw CommandError.SYNTAX;
        }
        position++;
        return session -> true;
    }

    /** At least this many seconds since the moment that {@code since} tells. */
    private Predicate<Session> atLeast(boolean negated, ToLongFunction<Session> since) {
        if (negated) {
            throw CommandError.SYNTAX;
        }
        long seconds = args.longAt(position++);
        long now = caller.server().clock().nanos();
        return session -> (now - since.applyAsLong(session)) / 1_000_000_000L >= seconds;
    }

    private Predicate<Session> same(Function<Session, String> property) {
        String wanted = args.text(position++);
        return session -> property.apply(session).equals(wanted);
    }

    private static String ip(Session session) {
        String address = session.link().remoteAddress();
        return address.substring(0, Math.max(0, address.lastIndexOf(':')));
    }
}
