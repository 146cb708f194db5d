package io.glassbox.durability.rehearse;

import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.engine.server.NoPeer;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of a small server of its own while it writes to it, on another thread than the engine's and to no disk. What was
 * never run the JVM interprets, and it compiles only what is being run: without this the first snapshot of a large server costs
 * its clients waits of up to a tenth of a second, in which every write has its entry copied by the interpreter. It is a whole server,
 * since a loop that was compiled when no snapshot ran is thrown away and compiled again when the first one does.
 */
final class Rehearsal implements Runnable {
    private static final long ADDRESS_BYTES = 1L << 30;
    private static final int KEYS = 20_000;
    private static final int SNAPSHOTS = 6;
    private static final int WRITES_A_TURN = 8;

    private final Stage.Builder stages;
    private volatile boolean isStopped;
    private final AtomicInteger snapshots = new AtomicInteger();
    private volatile @Nullable String failure;

    Rehearsal(Stage.Builder stages) {
        this.stages = stages;
    }

    /** Ends it soon; from any thread. */
    void stop() {
        isStopped = true;
    }

    /** Snapshots that were taken to their end. */
    int snapshots() {
        return snapshots.get();
    }

    /** Why it ended before its time; null if it did not. */
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public void run() {
        try {
            Stage stage = stages.build(ADDRESS_BYTES);
            stage.everyTurn(new Play(stage)::goOn);
            stage.run();
        } catch (RuntimeException e) {
            failure = e.toString();
        }
    }

    /** What is done in one turn of the loop, again and again. */
    private final class Play {
        private final Stage stage;
        private final Server server;
        private final Client client;
        private final SplittableRandom random = new SplittableRandom(1);
        private int keys;
        private boolean saves;

        Play(Stage stage) {
            this.stage = stage;
            this.server = stage.pipeline().server();
            this.client = new Client(stage.pipeline());
        }

        boolean goOn() {
            if (isStopped || snapshots.get() == SNAPSHOTS) {
                client.close();
                stage.stop();
                return false;
            }
            for (int i = 0; i < WRITES_A_TURN; i++) {
                client.set(keys < KEYS ? keys++ : random.nextInt(KEYS));
            }
            if (keys == KEYS) {
                save();
            }
            return true;
        }

        private void save() {
            if (server.persistenceStatistics().isSaving()) {
                return;
            }
            if (saves) {
                snapshots.incrementAndGet();
            }
            saves = true;
            if (snapshots.get() < SNAPSHOTS) {
                client.save();
            }
        }
    }

    /** Sends commands and does not care for replies. */
    private static final class Client implements AutoCloseable {
        private static final String SET = "SET";
        private static final String BGSAVE = "BGSAVE";
        private static final int WORDS_BYTES = 128;
        private static final int KEY_AT = 16;
        private static final int VALUE_AT = 64;
        private static final int VALUE_BYTES = 64;

        private final CommandPipeline pipeline;
        private final Slabs slabs;
        private final ReplyBuffer replies;
        private final Session session;
        private final Request request = new Request();

        /** The name of a command, a key, and a value. */
        private final long words;

        Client(CommandPipeline pipeline) {
            this.pipeline = pipeline;
            Server server = pipeline.server();
            this.slabs = server.slabs();
            this.replies = new ReplyBuffer(server.replyChunks());
            ReplyWriter writer = new ReplyWriter(replies);
            writer.mute(true);
            this.session = server.sessions().internal(new NoPeer("rehearsal:0", "rehearsal:0"), writer);
            this.words = slabs.allocate(WORDS_BYTES);
            Memory.fill(words + VALUE_AT, VALUE_BYTES, 'v');
        }

        void set(int number) {
            begin(SET);
            long key = words + KEY_AT;
            request.add(key, (int) (DecimalInteger.write(key, number) - key));
            request.add(words + VALUE_AT, VALUE_BYTES);
            pipeline.execute(session, request);
        }

        void save() {
            begin(BGSAVE);
            pipeline.execute(session, request);
        }

        private void begin(String command) {
            Memory.copyIn(command.getBytes(StandardCharsets.US_ASCII), 0, words, command.length());
            request.clear();
            request.add(words, command.length());
        }

        @Override
        public void close() {
            slabs.free(words);
            replies.clear();
        }
    }
}
