package io.glassbox.commands.connection;

import static io.glassbox.command.declare.AclCategory.CONNECTION;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.tracking.Tracking;
import io.glassbox.engine.tracking.TrackingOptions;
import io.glassbox.network.protocol.ReplyWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** CLIENT, third part: caches inside the clients. */
public final class ClientTrackingCommands {
    private static final CommandError SECOND_REDIRECT =
            CommandError.of("ERR A client can only redirect to a single other client");
    private static final CommandError NO_SUCH_REDIRECT =
            CommandError.of("ERR The client ID you want redirect to does not exist");
    private static final CommandError PREFIX_WITHOUT_BCAST =
            CommandError.of("ERR PREFIX option requires BCAST mode to be enabled");
    private static final CommandError OTHER_BCAST = CommandError.of(
            "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with"
                    + " a different mode.");
    private static final CommandError BCAST_WITH_OPT =
            CommandError.of("ERR OPTIN and OPTOUT are not compatible with BCAST");
    private static final CommandError BOTH_OPTS =
            CommandError.of("ERR You can't specify both OPTIN mode and OPTOUT mode");
    private static final CommandError OTHER_OPT = CommandError.of(
            "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with"
                    + " a different mode.");
    private static final CommandError CACHING_WITHOUT_TRACKING = CommandError.of(
            "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT"
                    + " mode enabled");
    private static final CommandError YES_WITHOUT_OPTIN =
            CommandError.of("ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.");
    private static final CommandError NO_WITHOUT_OPTOUT =
            CommandError.of("ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.");

    /**
     * CLIENT TRACKING ON|OFF [REDIRECT id] [PREFIX prefix [PREFIX prefix …]] [BCAST] [OPTIN] [OPTOUT] [NOLOOP]: whether this client
     * is told when a key changes that it has read, or that begins with its prefix. O(prefixes).
     */
    static final Command TRACKING = command("CLIENT|TRACKING")
            .arity(-3)
            .since("6.0.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientTrackingCommands::tracking);

    /** CLIENT CACHING YES|NO: whether the keys of the next command, or transaction, are tracked. */
    static final Command CACHING = command("CLIENT|CACHING")
            .arity(3)
            .since("6.0.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientTrackingCommands::caching);

    /** CLIENT GETREDIR: who is told in the place of this client; 0 for nobody, -1 without tracking. */
    static final Command GETREDIR = command("CLIENT|GETREDIR")
            .arity(2)
            .since("6.0.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientTrackingCommands::getRedirect);

    /** CLIENT TRACKINGINFO: how tracking is set for this client. */
    static final Command TRACKINGINFO = command("CLIENT|TRACKINGINFO")
            .arity(2)
            .since("6.2.0")
            .flags(NOSCRIPT, LOADING, STALE)
            .acl(CONNECTION)
            .handledBy(ClientTrackingCommands::trackingInfo);

    public static final List<Command> COMMANDS = List.of(TRACKING, CACHING, GETREDIR, TRACKINGINFO);

    private ClientTrackingCommands() {}

    private static void tracking(Args args, Session session, ReplyWriter reply) {
        TrackingOptions options = options(args, session.server());
        if (args.is(2, "ON")) {
            requireFitting(options, session.tracking());
            session.server().tracking().enable(session.tracking(), options);
        } else if (args.is(2, "OFF")) {
            session.server().tracking().disable(session.tracking());
        } else {
            throw CommandError.SYNTAX;
        }
        reply.ok();
    }

    private static TrackingOptions options(Args args, Server server) {
        boolean broadcast = false;
        boolean optIn = false;
        boolean optOut = false;
        boolean noLoop = false;
        long redirect = 0;
        List<byte[]> prefixes = new ArrayList<>();
        for (int i = 3; i < args.count(); i++) {
            boolean hasValue = i + 1 < args.count();
            if (args.is(i, "REDIRECT") && hasValue) {
                if (redirect != 0) {
                    throw SECOND_REDIRECT;
                }
                i++;
                redirect = args.longAt(i);
                if (server.sessions().get(redirect) == null) {
                    throw NO_SUCH_REDIRECT;
                }
            } else if (args.is(i, "PREFIX") && hasValue) {
                i++;
                prefixes.add(args.bytes(i));
            } else if (args.is(i, "BCAST")) {
                broadcast = true;
            } else if (args.is(i, "OPTIN")) {
                optIn = true;
            } else if (args.is(i, "OPTOUT")) {
                optOut = true;
            } else if (args.is(i, "NOLOOP")) {
                noLoop = true;
            } else {
                throw CommandError.SYNTAX;
            }
        }
        return new TrackingOptions(broadcast, optIn, optOut, noLoop, redirect, prefixes);
    }

    /** Throws if the options contradict one another or what the client asked for before. */
    private static void requireFitting(TrackingOptions options, Tracking current) {
        if (!options.broadcast() && !options.prefixes().isEmpty()) {
            throw PREFIX_WITHOUT_BCAST;
        }
        if (current.isOn() && current.isBroadcast() != options.broadcast()) {
            throw OTHER_BCAST;
        }
        if (options.broadcast() && (options.optIn() || options.optOut())) {
            throw BCAST_WITH_OPT;
        }
        if (options.optIn() && options.optOut()) {
            throw BOTH_OPTS;
        }
        if (options.optIn() && current.isOptOut() || options.optOut() && current.isOptIn()) {
            throw OTHER_OPT;
        }
        if (options.broadcast()) {
            requireApart(options.prefixes(), current.prefixes());
        }
    }

    private static void requireApart(List<byte[]> prefixes, List<byte[]> existing) {
        for (int i = 0; i < prefixes.size(); i++) {
            byte[] prefix = prefixes.get(i);
            for (byte[] other : existing) {
                requireApart(prefix, other, "an existing");
            }
            for (byte[] other : prefixes.subList(i + 1, prefixes.size())) {
                requireApart(prefix, other, "another provided");
            }
        }
    }

    private static void requireApart(byte[] prefix, byte[] other, String which) {
        if (TrackingOptions.overlap(prefix, other)) {
            throw CommandError.of("ERR Prefix '" + printed(prefix) + "' overlaps with " + which + " prefix '"
                    + printed(other) + "'. Prefixes for a single client must not overlap.");
        }
    }

    /** As an error text shows bytes: up to a zero. */
    private static String printed(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }

    private static void caching(Args args, Session session, ReplyWriter reply) {
        Tracking tracking = session.tracking();
        if (!tracking.isOn()) {
            throw CACHING_WITHOUT_TRACKING;
        }
        if (args.is(2, "YES")) {
            if (!tracking.isOptIn()) {
                throw YES_WITHOUT_OPTIN;
            }
        } else if (args.is(2, "NO")) {
            if (!tracking.isOptOut()) {
                throw NO_WITHOUT_OPTOUT;
            }
        } else {
            throw CommandError.SYNTAX;
        }
        tracking.sayCaching(true);
        reply.ok();
    }

    private static void getRedirect(Args args, Session session, ReplyWriter reply) {
        reply.integer(session.tracking().redirect());
    }

    private static void trackingInfo(Args args, Session session, ReplyWriter reply) {
        Tracking tracking = session.tracking();
        List<String> flags = flags(tracking);
        reply.map(3);
        reply.bulk("flags");
        reply.set(flags.size());
        flags.forEach(reply::bulk);
        reply.bulk("redirect");
        reply.integer(tracking.redirect());
        reply.bulk("prefixes");
        List<byte[]> prefixes = tracking.prefixes();
        reply.array(prefixes.size());
        prefixes.forEach(reply::bulk);
    }

    private static List<String> flags(Tracking tracking) {
        List<String> flags = new ArrayList<>();
        flags.add(tracking.isOn() ? "on" : "off");
        if (tracking.isBroadcast()) {
            flags.add("bcast");
        }
        if (tracking.isOptIn()) {
            flags.add("optin");
        }
        if (tracking.isOptOut()) {
            flags.add("optout");
        }
        if (tracking.isCachingSaid() && tracking.isOptIn()) {
            flags.add("caching-yes");
        }
        if (tracking.isCachingSaid() && tracking.isOptOut()) {
            flags.add("caching-no");
        }
        if (tracking.isNoLoop()) {
            flags.add("noloop");
        }
        if (tracking.isRedirectBroken()) {
            flags.add("broken_redirect");
        }
        return flags;
    }
}
