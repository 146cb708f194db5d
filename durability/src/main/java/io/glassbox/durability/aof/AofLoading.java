package io.glassbox.durability.aof;

import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.rdb.ValueReader;
import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.engine.server.NoPeer;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.network.protocol.ReplyBuffer;
import io.glassbox.network.protocol.ReplyWriter;
import io.glassbox.structure.memory.MemoryExhausted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The files that a manifest names, played one after the other, a piece at a time. What time it is does not matter meanwhile. */
final class AofLoading implements AutoCloseable {
    /** Commands between two looks at the clock. */
    private static final int BATCH = 16;

    /** Keys of a snapshot that are read instead of one command. */
    private static final int KEYS = 64;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Server server;
    private final CommandPipeline pipeline;
    private final AofDirectory directory;
    private final ValueReader values;
    private final List<AofManifest.Part> parts;
    /** Whether the server goes on in these files, so that a torn end has to go. */
    private final boolean isOwn;

    private final ReplyBuffer replies;
    private final Session session;
    private final long startedNanos;
    private int next;
    private @Nullable FilePlayer player;
    private long partStartedNanos;
    private long doneBytes;
    private long baseBytes;
    private boolean closed;

    AofLoading(Server server, CommandPipeline pipeline, AofDirectory directory, ValueReader values, boolean isOwn) {
        this.isOwn = isOwn;
        this.server = server;
        this.pipeline = pipeline;
        this.directory = directory;
        this.values = values;
        this.parts = directory.manifest().parts();
        this.replies = new ReplyBuffer(server.replyChunks());
        ReplyWriter writer = new ReplyWriter(replies);
        writer.mute(true);
        this.session = server.sessions().internal(new NoPeer("aof:0", "aof:0"), writer);
        this.startedNanos = server.clock().nanosNow();
        server.clock().replay(true);
        server.persistenceStatistics().loadBegins(server.clock().unixSeconds(), totalBytes());
    }

    private long totalBytes() {
        long total = 0;
        for (AofManifest.Part part : parts) {
            Path path = directory.file(part.name());
            try (StoredFile file = server.directory().files().open(path, FileSystem.Mode.READ)) {
                total += file.size();
            } catch (IOException unimportant) {
                // Loading it will say what is wrong.
            }
        }
        return total;
    }

    /** Bytes of all files. */
    long loadedBytes() {
        return doneBytes;
    }

    /** Bytes of the base. */
    long baseBytes() {
        return baseBytes;
    }

    /** Goes on until the monotonic clock reaches the deadline, or the network is to be looked at; false at the end. */
    boolean step(long deadlineNanos) {
        try {
            return play(deadlineNanos);
        } catch (IOException e) {
            throw failed("Unrecoverable error reading the append only file ", e);
        } catch (UncheckedIOException e) {
            throw failed("Unrecoverable error reading the append only file ", new IOException(e.getMessage(), e));
        } catch (MemoryExhausted e) {
            throw new LoadFailed(
                    "The append only file " + current() + " does not fit into the memory that the system gives");
        }
    }

    private boolean play(long deadlineNanos) throws IOException {
        long interval = server.settings().get(PersistenceSettings.LOADING_PROCESS_EVENTS_INTERVAL_BYTES);
        int delay = server.settings().get(PersistenceSettings.KEY_LOAD_DELAY);
        FilePlayer playing = playing();
        if (playing == null) {
            return false;
        }
        long pause = playing.offset() + interval;
        FilePlayer.Step step = FilePlayer.Step.MORE;
        while (step == FilePlayer.Step.MORE
                && playing.offset() < pause
                && server.clock().nanosNow() < deadlineNanos) {
            for (int i = 0; i < BATCH && step == FilePlayer.Step.MORE; i++) {
                step = playing.step(delay == 0 ? KEYS : 1);
                if (delay > 0) {
                    server.clock().sleep(delay * 1000L);
                }
            }
        }
        server.persistenceStatistics().loadGoesOn(doneBytes + playing.offset(), 0);
        if (step != FilePlayer.Step.MORE) {
            ended(playing, step);
        }
        return playing() != null;
    }

    /** The player of the current file; null behind the last one. */
    private @Nullable FilePlayer playing() {
        if (player == null && next < parts.size()) {
            Path path = directory.file(parts.get(next).name());
            partStartedNanos = server.clock().nanosNow();
            try {
                player = new FilePlayer(server, pipeline, session, path, values);
            } catch (IOException e) {
                server.log()
                        .warning("Fatal error: can't open the append log file " + current() + " for reading: "
                                + FileErrors.reason(e));
                throw new LoadFailed("The append only file " + path + " is named by the manifest but cannot be read");
            }
            next++;
        }
        return player;
    }

    private void ended(FilePlayer playing, FilePlayer.Step step) throws IOException {
        AofManifest.Part part = parts.get(next - 1);
        boolean isLast = next == parts.size();
        long left = playing.size() - playing.validBytes();
        boolean isCutOff = step == FilePlayer.Step.BROKEN
                && left <= server.settings().get(PersistenceSettings.AOF_LOAD_CORRUPT_TAIL_MAX_SIZE);
        if (step == FilePlayer.Step.BROKEN && !isCutOff) {
            throw new LoadFailed("Bad file format reading the append only file " + part.name() + ", at offset "
                    + playing.validBytes() + ": make a backup of your AOF file, then use ./redis-check-aof --fix"
                    + " <filename.manifest>");
        }
        long bytes = playing.size();
        if (step != FilePlayer.Step.END) {
            torn(part, playing, isLast);
            bytes = playing.validBytes();
        }
        playing.close();
        player = null;
        session.discardTransaction();
        session.select(0);
        doneBytes += bytes;
        if (part.kind() == 'b') {
            baseBytes = bytes;
        }
        server.log()
                .notice(String.format(
                        Locale.ROOT,
                        "DB loaded from %s file %s: %.3f seconds",
                        part.kind() == 'b' ? "base" : "incr",
                        part.name(),
                        (server.clock().nanosNow() - partStartedNanos) / NANOS_PER_SECOND));
        if (isLast) {
            end();
        }
    }

    private void torn(AofManifest.Part part, FilePlayer playing, boolean isLast) throws IOException {
        if (!server.settings().get(PersistenceSettings.AOF_LOAD_TRUNCATED)) {
            throw new LoadFailed("Unexpected end of file reading the append only file " + part.name()
                    + ", at offset " + playing.validBytes()
                    + ". You can: 1) Make a backup of your AOF file, then use ./redis-check-aof --fix"
                    + " <filename.manifest>. 2) Alternatively you can set the 'aof-load-truncated' configuration option to"
                    + " yes and restart the server.");
        }
        server.log().warning("!!! Warning: short read while loading the AOF file " + part.name() + "!!!");
        server.log().warning("AOF loaded anyway because aof-load-truncated is enabled");
        if (!isLast) {
            throw new LoadFailed("Fatal error: the truncated file is not the last file: " + part.name()
                    + ", which ends at offset " + playing.validBytes());
        }
        if (!isOwn) {
            return;
        }
        server.log().warning("Truncating the AOF " + part.name() + " at offset " + playing.validBytes());
        Path path = directory.file(part.name());
        try (StoredFile file = server.directory().files().open(path, FileSystem.Mode.UPDATE)) {
            file.truncate(playing.validBytes());
            file.sync();
        }
    }

    private void end() {
        server.log()
                .notice(String.format(
                        Locale.ROOT,
                        "DB loaded from append only file: %.3f seconds",
                        (server.clock().nanosNow() - startedNanos) / NANOS_PER_SECOND));
    }

    private long offset() {
        FilePlayer playing = player;
        return playing == null ? 0 : playing.offset();
    }

    private String current() {
        return parts.get(Math.min(next, parts.size() - 1)).name();
    }

    private LoadFailed failed(String what, IOException e) {
        return new LoadFailed(what + parts.get(Math.max(0, next - 1)).name() + ", at offset " + offset() + ": "
                + FileErrors.reason(e));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        FilePlayer playing = player;
        if (playing != null) {
            playing.close();
        }
        session.discardTransaction();
        replies.clear();
        server.clock().replay(false);
        server.persistenceStatistics().loadEnds(server.databases().totalKeys(), 0);
    }
}
