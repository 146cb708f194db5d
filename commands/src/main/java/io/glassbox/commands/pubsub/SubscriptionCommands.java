package io.glassbox.commands.pubsub;

import static io.glassbox.command.declare.ChannelUse.SUBSCRIBES;
import static io.glassbox.command.declare.ChannelUse.SUBSCRIBES_TO_PATTERNS;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.DENYOOM;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.NOSCRIPT;
import static io.glassbox.command.declare.CommandFlag.PUBSUB;
import static io.glassbox.command.declare.CommandFlag.STALE;
import static io.glassbox.command.declare.KeyFlag.NOT_KEY;
import static io.glassbox.command.declare.KeySpec.range;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.channel.ChannelKind;
import io.glassbox.engine.channel.Channels;
import io.glassbox.engine.channel.Subscriptions;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.server.SessionFlag;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends subscriptions. There is one confirmation for each name, with the number of subscriptions that the client then
 * has: channels and patterns counted together, shard channels apart. Confirmations are pushes, and reach even a client that
 * wants no replies.
 */
public final class SubscriptionCommands {
    /** SUBSCRIBE channel [channel …]. O(1) per channel. */
    static final Command SUBSCRIBE = command("SUBSCRIBE")
            .arity(-2)
            .since("2.0.0")
            .flags(DENYOOM, PUBSUB, NOSCRIPT, LOADING, STALE)
            .channels(SUBSCRIBES)
            .handledBy(SubscriptionCommands::subscribe);

    /** UNSUBSCRIBE [channel …]: from all channels if none is named. */
    static final Command UNSUBSCRIBE = command("UNSUBSCRIBE")
            .arity(-1)
            .since("2.0.0")
            .flags(PUBSUB, NOSCRIPT, LOADING, STALE)
            .handledBy(SubscriptionCommands::unsubscribe);

    /** PSUBSCRIBE pattern [pattern …]. O(1) per pattern. */
    static final Command PSUBSCRIBE = command("PSUBSCRIBE")
            .arity(-2)
            .since("2.0.0")
            .flags(DENYOOM, PUBSUB, NOSCRIPT, LOADING, STALE)
            .channels(SUBSCRIBES_TO_PATTERNS)
            .handledBy(SubscriptionCommands::subscribeToPatterns);

    /** PUNSUBSCRIBE [pattern …]: from all patterns if none is given. */
    static final Command PUNSUBSCRIBE = command("PUNSUBSCRIBE")
            .arity(-1)
            .since("2.0.0")
            .flags(PUBSUB, NOSCRIPT, LOADING, STALE)
            .handledBy(SubscriptionCommands::unsubscribeFromPatterns);

    /** SSUBSCRIBE shardchannel [shardchannel …]. O(1) per channel. */
    static final Command SSUBSCRIBE = command("SSUBSCRIBE")
            .arity(-2)
            .since("7.0.0")
            .flags(DENYOOM, PUBSUB, NOSCRIPT, LOADING, STALE)
            .key(range(1, -1, 1, NOT_KEY))
            .channels(SUBSCRIBES)
            .handledBy(SubscriptionCommands::subscribeToShard);

    /** SUNSUBSCRIBE [shardchannel …]: from all shard channels if none is named. */
    static final Command SUNSUBSCRIBE = command("SUNSUBSCRIBE")
            .arity(-1)
            .since("7.0.0")
            .flags(PUBSUB, NOSCRIPT, LOADING, STALE)
            .key(range(1, -1, 1, NOT_KEY))
            .handledBy(SubscriptionCommands::unsubscribeFromShard);

    public static final List<Command> COMMANDS =
            List.of(SUBSCRIBE, UNSUBSCRIBE, PSUBSCRIBE, PUNSUBSCRIBE, SSUBSCRIBE, SUNSUBSCRIBE);

    private SubscriptionCommands() {}

    private static void subscribe(Args args, Session session, ReplyWriter reply) {
        requireReader(session, "SUBSCRIBE", true);
        begin(ChannelKind.CHANNEL, "subscribe", args, session, reply);
    }

    private static void unsubscribe(Args args, Session session, ReplyWriter reply) {
        end(ChannelKind.CHANNEL, "unsubscribe", args, session, reply);
    }

    private static void subscribeToPatterns(Args args, Session session, ReplyWriter reply) {
        requireReader(session, "PSUBSCRIBE", true);
        begin(ChannelKind.PATTERN, "psubscribe", args, session, reply);
    }

    private static void unsubscribeFromPatterns(Args args, Session session, ReplyWriter reply) {
        end(ChannelKind.PATTERN, "punsubscribe", args, session, reply);
    }

    private static void subscribeToShard(Args args, Session session, ReplyWriter reply) {
        requireReader(session, "SSUBSCRIBE", false);
        begin(ChannelKind.SHARD, "ssubscribe", args, session, reply);
    }

    private static void unsubscribeFromShard(Args args, Session session, ReplyWriter reply) {
        end(ChannelKind.SHARD, "sunsubscribe", args, session, reply);
    }

    /** Whoever may not wait reads one reply at a time and has no use for messages; old clients do it within MULTI all the same. */
    private static void requireReader(Session session, String name, boolean inMulti) {
        if (!session.mayBlock() && !(inMulti && session.isInMulti())) {
            throw CommandError.of("ERR " + name + " isn't allowed for a DENY BLOCKING client");
        }
    }

    private static void begin(ChannelKind kind, String verb, Args args, Session session, ReplyWriter reply) {
        Channels channels = session.server().channels();
        Subscriptions subscriptions = session.subscriptions();
        boolean muted = reply.isMuted();
        reply.mute(false);
        for (int i = 1; i < args.count(); i++) {
            channels.subscribe(subscriptions, kind, args.at(i));
            beginConfirmation(verb, args.at(i), reply);
            reply.integer(subscriptions.countWith(kind));
        }
        reply.mute(muted);
        session.set(SessionFlag.PUBSUB, true);
    }

    private static void end(ChannelKind kind, String verb, Args args, Session session, ReplyWriter reply) {
        boolean muted = reply.isMuted();
        reply.mute(false);
        for (int i = 1; i < args.count(); i++) {
            endOne(kind, verb, args.at(i), session, reply);
        }
        if (args.count() == 1) {
            endAll(kind, verb, session, reply);
        }
        reply.mute(muted);
        if (session.subscriptions().isEmpty()) {
            session.set(SessionFlag.PUBSUB, false);
        }
    }

    private static void endAll(ChannelKind kind, String verb, Session session, ReplyWriter reply) {
        Subscriptions subscriptions = session.subscriptions();
        ByteView name = subscriptions.oldest(kind);
        if (name == null) {
            beginConfirmation(verb, null, reply);
            reply.integer(subscriptions.countWith(kind));
        }
        while (name != null) {
            endOne(kind, verb, name, session, reply);
            name = subscriptions.oldest(kind);
        }
    }

    private static void endOne(ChannelKind kind, String verb, ByteView name, Session session, ReplyWriter reply) {
        // Written first, since the name may go with the last subscription to it.
        beginConfirmation(verb, name, reply);
        session.server().channels().unsubscribe(session.subscriptions(), kind, name);
        reply.integer(session.subscriptions().countWith(kind));
    }

    private static void beginConfirmation(String verb, @Nullable ByteView name, ReplyWriter reply) {
        reply.push(3);
        reply.bulk(verb);
        if (name == null) {
            reply.nil();
        } else {
            reply.bulk(name);
        }
    }
}
