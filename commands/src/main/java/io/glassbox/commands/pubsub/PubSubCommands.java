package io.glassbox.commands.pubsub;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.PUBSUB;
import static io.glassbox.command.declare.CommandFlag.STALE;

import io.glassbox.command.call.Args;
import io.glassbox.command.call.CommandError;
import io.glassbox.command.call.HelpText;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.channel.ChannelKind;
import io.glassbox.engine.channel.Channels;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.GlobPattern;
import java.util.ArrayList;
import java.util.List;

/** PUBSUB: who is subscribed to what. */
public final class PubSubCommands {
    /** PUBSUB, the container. */
    static final Command CONTAINER = command("PUBSUB").arity(-2).since("2.8.0").container();

    /** PUBSUB CHANNELS [pattern]: channels that somebody is subscribed to by name. O(channels). */
    static final Command CHANNELS = command("PUBSUB|CHANNELS")
            .arity(-2)
            .since("2.8.0")
            .flags(PUBSUB, LOADING, STALE)
            .handledBy(PubSubCommands::channels);

    /** PUBSUB NUMPAT: different patterns. */
    static final Command NUMPAT = command("PUBSUB|NUMPAT")
            .arity(2)
            .since("2.8.0")
            .flags(PUBSUB, LOADING, STALE)
            .handledBy(PubSubCommands::numPat);

    /** PUBSUB NUMSUB [channel …]: each with its subscribers, those by pattern not counted. */
    static final Command NUMSUB = command("PUBSUB|NUMSUB")
            .arity(-2)
            .since("2.8.0")
            .flags(PUBSUB, LOADING, STALE)
            .handledBy(PubSubCommands::numSub);

    /** PUBSUB SHARDCHANNELS [pattern]. O(shard channels). */
    static final Command SHARDCHANNELS = command("PUBSUB|SHARDCHANNELS")
            .arity(-2)
            .since("7.0.0")
            .flags(PUBSUB, LOADING, STALE)
            .handledBy(PubSubCommands::shardChannels);

    /** PUBSUB SHARDNUMSUB [shardchannel …]. */
    static final Command SHARDNUMSUB = command("PUBSUB|SHARDNUMSUB")
            .arity(-2)
            .since("7.0.0")
            .flags(PUBSUB, LOADING, STALE)
            .handledBy(PubSubCommands::shardNumSub);

    /** PUBSUB HELP. */
    static final Command HELP =
            command("PUBSUB|HELP").arity(2).since("6.2.0").flags(LOADING, STALE).handledBy(PubSubCommands::help);

    public static final List<Command> COMMANDS =
            List.of(CONTAINER, CHANNELS, NUMPAT, NUMSUB, SHARDCHANNELS, SHARDNUMSUB, HELP);

    private PubSubCommands() {}

    private static void channels(Args args, Session session, ReplyWriter reply) {
        names(ChannelKind.CHANNEL, args, session, reply);
    }

    private static void shardChannels(Args args, Session session, ReplyWriter reply) {
        names(ChannelKind.SHARD, args, session, reply);
    }

    private static void numPat(Args args, Session session, ReplyWriter reply) {
        reply.integer(session.server().channels().count(ChannelKind.PATTERN));
    }

    private static void numSub(Args args, Session session, ReplyWriter reply) {
        subscribers(ChannelKind.CHANNEL, args, session, reply);
    }

    private static void shardNumSub(Args args, Session session, ReplyWriter reply) {
        subscribers(ChannelKind.SHARD, args, session, reply);
    }

    private static void names(ChannelKind kind, Args args, Session session, ReplyWriter reply) {
        if (args.count() > 3) {
            throw CommandError.of("ERR unknown subcommand or wrong number of arguments for '"
                    + args.at(1).toLatin1() + "'. Try PUBSUB HELP.");
        }
        List<ByteView> names = new ArrayList<>();
        session.server().channels().forEach(kind, name -> {
            if (args.count() == 2 || matches(args.at(2), name)) {
                names.add(name);
            }
        });
        reply.array(names.size());
        for (ByteView name : names) {
            reply.bulk(name);
        }
    }

    private static boolean matches(ByteView pattern, ByteView name) {
        return GlobPattern.matches(pattern, name, false);
    }

    private static void subscribers(ChannelKind kind, Args args, Session session, ReplyWriter reply) {
        Channels channels = session.server().channels();
        reply.array(2L * (args.count() - 2));
        for (int i = 2; i < args.count(); i++) {
            reply.bulk(args.at(i));
            reply.integer(channels.subscribers(kind, args.at(i)));
        }
    }

    private static void help(Args args, Session session, ReplyWriter reply) {
        HelpText.write(
                reply,
                "PUBSUB",
                "CHANNELS [<pattern>]",
                "    Channels that have subscribers, all or those that match.",
                "NUMPAT",
                "    How many different patterns are subscribed to.",
                "NUMSUB [<channel> ...]",
                "    How many subscribers the channels have, those by pattern left out.",
                "SHARDCHANNELS [<pattern>]",
                "    Shard channels that have subscribers, all or those that match.",
                "SHARDNUMSUB [<shardchannel> ...]",
                "    How many subscribers the shard channels have.");
    }
}
