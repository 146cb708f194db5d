package io.glassbox.commands;

import io.glassbox.command.declare.CommandTable;
import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.command.execute.Outcome;
import io.glassbox.command.gate.Gates;
import io.glassbox.command.gate.MemoryGate;
import io.glassbox.command.gate.ProtectedCommandGate;
import io.glassbox.command.gate.ReplicasGate;
import io.glassbox.engine.defragmentation.DefragmentationPass;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.server.NoPeer;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.file.DiskFileSystem;
import io.glassbox.foundation.file.WorkingDirectory;
import io.glassbox.foundation.log.CapturingSink;
import io.glassbox.foundation.log.Log;
import io.glassbox.foundation.random.SeededRandom;
import io.glassbox.foundation.setting.Settings;
import io.glassbox.foundation.time.ManualClock;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A server without a network: requests go straight into the pipeline, replies come back as the text that would have gone out.
 * Time stands still unless a test moves {@link #clock}.
 */
public final class CommandHarness implements AutoCloseable {
    private static final int STEPS_BETWEEN_COMMANDS = 20;

    /** Of values with more the blocks are moved in several steps. */
    private static final int ELEMENTS_AT_ONCE = 20;

    public final ManualClock clock = new ManualClock(1_700_000_000_000L);
    public final Server server;
    public final CommandPipeline pipeline;
    public final Session session;

    /** Whether the memory limit counts as reached. */
    public boolean full;

    /** Whether too few replicas follow for a write. */
    public boolean lacksReplicas;

    /**
     * Whether the data is moved about between commands, by a walk without end. With the checked allocator every block that is met
     * moves, so that an address which somebody kept is found out.
     */
    public boolean movesData;

    private Outcome lastOutcome = Outcome.CONTINUE;
    private DefragmentationPass moving;

    public CommandHarness() {
        this(Slabs.create());
    }

    /** One with memory of a kind that a test needs. */
    public CommandHarness(Slabs slabs) {
        var log = new Log(clock, 1, new CapturingSink());
        var surroundings = new Server.Surroundings(
                new Settings(), clock, new SeededRandom(7), log, new WorkingDirectory(new DiskFileSystem()));
        server = new Server(surroundings, 16, slabs);
        pipeline = new CommandPipeline(
                server,
                new CommandTable(),
                new Gates(
                        new ProtectedCommandGate((session, name) -> true),
                        new MemoryGate(() -> full),
                        new ReplicasGate(() -> lacksReplicas)));
        pipeline.table().add(BuiltInCommands.all(pipeline));
        session = connect();
        moving = newPass();
    }

    /** A further client of the same server. */
    public Session connect() {
        return server.sessions()
                .open(
                        new NoPeer("127.0.0.1:50000", "127.0.0.1:6379"),
                        new ReplyWriter(new ReplyBuffer(server.replyChunks())));
    }

    /** Runs one command for the first client; the reply as it would go over the wire, one char per byte. */
    public String run(String... arguments) {
        return run(session, arguments);
    }

    public String run(Session client, String... arguments) {
        if (movesData) {
            moveData(STEPS_BETWEEN_COMMANDS);
        }
        byte[][] bytes = new byte[arguments.length][];
        int total = 1;
        for (int i = 0; i < arguments.length; i++) {
            bytes[i] = arguments[i].getBytes(StandardCharsets.ISO_8859_1);
            total += bytes[i].length;
        }
        long block = server.slabs().allocate(total);
        Request request = new Request();
        long at = block;
        for (byte[] argument : bytes) {
            Memory.copyIn(argument, 0, at, argument.length);
            request.add(at, argument.length);
            at += argument.length;
        }
        lastOutcome = pipeline.execute(client, request);
        server.slabs().free(block);
        return replies(client);
    }

    /** Takes so many steps of the walk that moves the data, which begins anew when it has come to the end. */
    public void moveData(int steps) {
        for (int i = 0; i < steps; i++) {
            if (!moving.step()) {
                moving.close();
                moving = newPass();
            }
        }
    }

    private DefragmentationPass newPass() {
        return new DefragmentationPass(
                server.databases(), server.defragmentation().figures(), ELEMENTS_AT_ONCE);
    }

    /** Looks at a key of database 0 past all commands. */
    public void onKey(String key, Consumer<Slot> action) {
        byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        long block = server.slabs().allocate(bytes.length);
        Memory.copyIn(bytes, 0, block, bytes.length);
        action.accept(server.databases().get(0).write(new ByteView(block, bytes.length)));
        server.slabs().free(block);
    }

    public Outcome lastOutcome() {
        return lastOutcome;
    }

    /** What was written to a client since the last look. */
    public String replies(Session client) {
        ReplyBuffer buffer = client.reply().buffer();
        StringBuilder text = new StringBuilder();
        while (!buffer.isEmpty()) {
            int length = buffer.headLength();
            text.append(new String(Memory.toBytes(buffer.headAddress(), length), StandardCharsets.ISO_8859_1));
            buffer.consumed(length);
        }
        return text.toString();
    }

    /** Lets time pass and deletes the keys whose time has come, as the loop does between two commands. */
    public void pass(long millis) {
        clock.advanceMillis(millis);
        server.clock().start();
        server.databases().expireDue(Long.MAX_VALUE);
        pipeline.tellDeleted();
        server.keyWaits().retryDue(clock.nanos());
        pipeline.serveWaits();
        endTurn();
    }

    /** What the loop does before the replies of a turn go out. */
    public void endTurn() {
        server.tracking().broadcast();
    }

    /** Closes and checks that all memory was given back. */
    @Override
    public void close() {
        moving.close();
        for (Session client : server.sessions().all().toArray(Session[]::new)) {
            client.reply().buffer().clear();
            server.sessions().close(client);
        }
        server.close();
        long left = server.slabs().usedBytes();
        if (left != 0) {
            throw new AssertionError(left + " bytes were not freed");
        }
    }
}
