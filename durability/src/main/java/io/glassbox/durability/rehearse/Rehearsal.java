package io.glassbox.durability.rehearse;

import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.backup.IsolatedStores;
import io.glassbox.durability.snapshot.SnapshotOrder;
import io.glassbox.durability.snapshot.Snapshotter;
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
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of a small server of its own while it writes to it, on another thread than the engine's and to no disk. What was
 * never run the JVM interprets, and it compiles only what is being run: without this the first snapshot of a large server costs
 * its clients waits of up to a tenth of a second, in which every write has its entry copied by the interpreter.
 */
final class Rehearsal implements Runnable {
    private static final long ADDRESS_BYTES = 1L << 30;
    private static final int KEYS = 20_000;
    private static final int SNAPSHOTS = 6;
    private static final int WRITES_BETWEEN_STEPS = 8;
    private static final int WORDS_BYTES = 128;
    private static final int KEY_AT = 8;
    private static final int VALUE_AT = 64;
    private static final int VALUE_BYTES = 64;
    private static final long WAIT_NANOS = 50_000;

    private final IsolatedStores stores;
    private final ThreadFactory background;
    private final SplittableRandom random = new SplittableRandom(1);
    private volatile boolean isStopped;
    private final AtomicInteger snapshots = new AtomicInteger();
    private volatile @Nullable String failure;

    Rehearsal(IsolatedStores stores, ThreadFactory background) {
        this.stores = stores;
        this.background = background;
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
            rehearse();
        } catch (RuntimeException e) {
            failure = e.toString();
        }
    }

    private void rehearse() {
        try (IsolatedStores.Isolated isolated = stores.open(1, ADDRESS_BYTES)) {
            CommandPipeline pipeline = isolated.pipeline();
            Server server = pipeline.server();
            try (Writer writer = new Writer(pipeline);
                    Snapshotter snapshotter = new Snapshotter(server, () -> {}, background)) {
                for (int i = 0; i < KEYS && !isStopped; i++) {
                    writer.set(i);
                }
                for (int i = 0; i < SNAPSHOTS && !isStopped; i++) {
                    take(snapshotter, server, writer);
                }
            }
        }
    }

    private void take(Snapshotter snapshotter, Server server, Writer writer) {
        snapshotter.begin(new SnapshotOrder(
                server.directory().resolve("rehearsal"), "temp-rehearsal", true, false, false, new Counted()));
        while (snapshotter.isBusy() && !isStopped) {
            boolean hasMore = snapshotter.step();
            for (int i = 0; i < WRITES_BETWEEN_STEPS; i++) {
                writer.set(random.nextInt(KEYS));
            }
            if (!hasMore) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
    }

    private final class Counted implements SnapshotOrder.Outcome {
        @Override
        public void ended(@Nullable String failure) {
            snapshots.incrementAndGet();
        }

        @Override
        public void aborted() {}
    }

    /** A client that sends SET and does not care for replies. */
    private static final class Writer implements AutoCloseable {
        private final CommandPipeline pipeline;
        private final Slabs slabs;
        private final ReplyBuffer replies;
        private final Session session;
        private final Request request = new Request();
        private final long words;

        Writer(CommandPipeline pipeline) {
            this.pipeline = pipeline;
            Server server = pipeline.server();
            this.slabs = server.slabs();
            this.replies = new ReplyBuffer(server.replyChunks());
            ReplyWriter writer = new ReplyWriter(replies);
            writer.mute(true);
            this.session = server.sessions().internal(new NoPeer("rehearsal:0", "rehearsal:0"), writer);
            this.words = slabs.allocate(WORDS_BYTES);
            Memory.copyIn("SET".getBytes(StandardCharsets.US_ASCII), 0, words, "SET".length());
            Memory.fill(words + VALUE_AT, VALUE_BYTES, 'v');
        }

        void set(int number) {
            request.clear();
            request.add(words, "SET".length());
            long key = words + KEY_AT;
            request.add(key, (int) (DecimalInteger.write(key, number) - key));
            request.add(words + VALUE_AT, VALUE_BYTES);
            pipeline.execute(session, request);
        }

        @Override
        public void close() {
            slabs.free(words);
            replies.clear();
        }
    }
}
