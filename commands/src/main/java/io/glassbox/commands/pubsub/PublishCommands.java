package io.glassbox.commands.pubsub;

import static io.glassbox.command.declare.ChannelUse.PUBLISHES;
import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.LOADING;
import static io.glassbox.command.declare.CommandFlag.MAY_REPLICATE;
import static io.glassbox.command.declare.CommandFlag.PUBSUB;
import static io.glassbox.command.declare.CommandFlag.STALE;
import static io.glassbox.command.declare.KeyFlag.NOT_KEY;
import static io.glassbox.command.declare.KeySpec.at;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** Sends messages. Both answer how many subscribers got it. */
public final class PublishCommands {
    /** PUBLISH channel message. O(subscribers of the channel + patterns of the server). */
    static final Command PUBLISH = command("PUBLISH")
            .arity(3)
            .since("2.0.0")
            .flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
            .channels(PUBLISHES)
            .handledBy(PublishCommands::publish);

    /** SPUBLISH shardchannel message. O(subscribers of the channel). */
    static final Command SPUBLISH = command("SPUBLISH")
            .arity(3)
            .since("7.0.0")
            .flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
            .channels(PUBLISHES)
            .key(at(1, NOT_KEY))
            .handledBy(PublishCommands::publishToShard);

    public static final List<Command> COMMANDS = List.of(PUBLISH, SPUBLISH);

    private PublishCommands() {}

    private static void publish(Args args, Session session, ReplyWriter reply) {
        reply.integer(session.server().channels().publish(args.at(1), args.at(2)));
    }

    private static void publishToShard(Args args, Session session, ReplyWriter reply) {
        reply.integer(session.server().channels().publishToShard(args.at(1), args.at(2)));
    }
}
