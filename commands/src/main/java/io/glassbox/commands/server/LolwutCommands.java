package io.glassbox.commands.server;

import static io.glassbox.command.declare.Command.command;
import static io.glassbox.command.declare.CommandFlag.FAST;
import static io.glassbox.command.declare.CommandFlag.READONLY;

import io.glassbox.command.call.Args;
import io.glassbox.command.declare.Command;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.network.protocol.ReplyWriter;
import java.util.List;

/** LOLWUT: a small picture, and the version below it. */
public final class LolwutCommands {
    private static final int MOST_COLUMNS = 1000;
    private static final int MOST_PANES = 200;

    /** LOLWUT [VERSION version] [numbers of the picture …]: 5 draws panes, 6 draws a town at night, others nothing. */
    static final Command LOLWUT =
            command("LOLWUT").arity(-1).since("5.0.0").flags(READONLY, FAST).handledBy(LolwutCommands::lolwut);

    public static final List<Command> COMMANDS = List.of(LOLWUT);

    private LolwutCommands() {}

    private static void lolwut(Args args, Session session, ReplyWriter reply) {
        boolean versioned = args.count() >= 3 && args.is(1, "VERSION");
        long version = versioned ? args.longAt(2) : 0;
        RandomSource random = session.server().random();
        String picture = switch (Math.clamp(version, 0, 7)) {
            case 5 ->
                BraillePanes.draw(
                        number(args, 3, 66, 1, MOST_COLUMNS),
                        number(args, 4, 8, 1, MOST_PANES),
                        number(args, 5, 12, 1, MOST_PANES),
                        random);
            case 6 ->
                TownAtNight.draw(number(args, 3, 80, 1, MOST_COLUMNS), number(args, 4, 20, 1, MOST_COLUMNS), random);
            default -> "";
        };
        reply.verbatim("txt", picture + "Redis ver. " + Server.REDIS_VERSION + "\n");
    }

    private static int number(Args args, int index, int otherwise, int least, int most) {
        return index < args.count() ? Math.clamp(args.longAt(index), least, most) : otherwise;
    }
}
