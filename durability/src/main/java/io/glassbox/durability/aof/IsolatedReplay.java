package io.glassbox.durability.aof;

import io.glassbox.command.declare.CommandFlag;
import io.glassbox.command.declare.RegisteredCommand;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.engine.server.NoPeer;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import java.io.IOException;
import java.util.Set;

/**
 * Plays files in a server that nobody else sees, as loading does, but for commands that change no data: whatever a file says, nothing
 * but the data of that server comes of it.
 */
public final class IsolatedReplay implements AutoCloseable {
    private static final Set<String> FRAMES = Set.of("select", "multi", "exec");

    private final CommandPipeline pipeline;
    private final Server server;
    private final ReplyBuffer replies;
    private final Session session;
    private final CommandPlayer player;
    private long played;
    private long left;

    public IsolatedReplay(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        this.server = pipeline.server();
        this.replies = new ReplyBuffer(server.replyChunks());
        ReplyWriter writer = new ReplyWriter(replies);
        writer.mute(true);
        this.session = server.sessions().internal(new NoPeer("proof:0", "proof:0"), writer);
        this.player = new CommandPlayer(pipeline, session);
        server.clock().replay(true);
    }

    /**
     * Plays a file from an offset on, which is closed then; {@code between} is called after each command. Throws {@link DamagedRdb} for
     * what is no command, and for an end within a command or a transaction unless the file {@code isGrowing}.
     */
    public void play(StoredFile file, long from, boolean isGrowing, Runnable between) throws IOException {
        try (CommandFile commands = new CommandFile(server.slabs(), file, from)) {
            CommandFile.Found found = commands.next();
            while (found == CommandFile.Found.COMMAND) {
                play(commands.request());
                between.run();
                found = commands.next();
            }
            boolean isTorn = found == CommandFile.Found.TORN || player.isWithinTransaction();
            if (found == CommandFile.Found.BROKEN || isTorn && !isGrowing) {
                throw new DamagedRdb((isTorn ? "ends within a command or transaction" : "has what is no command")
                        + " at offset " + commands.offset());
            }
            session.discardTransaction();
            session.select(0);
        }
    }

    private void play(Request request) {
        RegisteredCommand command = pipeline.table().find(request);
        if (command != null && isPlayed(command)) {
            player.play(command, request);
            played++;
        } else {
            left++;
        }
    }

    private static boolean isPlayed(RegisteredCommand command) {
        return FRAMES.contains(command.name()) || command.command().has(CommandFlag.WRITE);
    }

    /** Commands that were run. */
    public long played() {
        return played;
    }

    /** Commands that were only read. */
    public long left() {
        return left;
    }

    /** Commands that did not succeed, though what is in a file once did. */
    public long failed() {
        return server.statistics().errorReplies();
    }

    @Override
    public void close() {
        session.discardTransaction();
        replies.clear();
    }
}
