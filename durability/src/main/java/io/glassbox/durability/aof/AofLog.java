package io.glassbox.durability.aof;

import io.glassbox.command.execute.CommandPipeline;
import io.glassbox.durability.snapshot.LoadFailed;
import io.glassbox.durability.snapshot.Saver;
import io.glassbox.engine.server.Server;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where effects go: which file takes them, and how one follows another. What counts after a crash is the manifest alone, so each
 * step leaves files of which either the old manifest or the new one makes sense:
 *
 * <pre>
 * rewrite begins   old increment complete, new one created empty, manifest names both, only then anything is written to the new one
 * base is written  under a temporary name, forced to the medium, renamed: no manifest names it yet
 * rewrite ends     manifest names the new base and the new increment; only then what it names as history is deleted
 * </pre>
 *
 * <p>A file that was just turned on has no base, so no manifest may name its increment: that one has a temporary name until the
 * base is complete, and comes to nothing if the base does.
 */
final class AofLog implements AutoCloseable {
    /** What becomes of effects. */
    private enum State {
        OFF,
        /** There is no base yet; effects are kept from the moment that the base will show. */
        WAITING,
        ON
    }

    private final Server server;
    private final CommandPipeline pipeline;
    private final AofDirectory directory;
    private final DiskThread disk;
    private final CommandBuffer buffer;
    private final CommandStream stream;
    private final AofWriter writer;
    private State state = State.OFF;
    /** Bytes of the files before the one that is written. */
    private long pastBytes;
    /** Bytes of all files when they were last rewritten. */
    private long baseBytes;

    AofLog(Server server, CommandPipeline pipeline, AofDirectory directory, SnapshotActivity snapshots, Runnable wake) {
        this.server = server;
        this.pipeline = pipeline;
        this.directory = directory;
        this.disk = new DiskThread(wake);
        this.buffer = new CommandBuffer(server.slabs());
        this.stream = new CommandStream(buffer, server.clock());
        this.writer = new AofWriter(server, buffer, stream, disk, snapshots);
        server.settings().onChange(PersistenceSettings.AOF_TIMESTAMP_ENABLED, stream::time);
        stream.time(server.settings().get(PersistenceSettings.AOF_TIMESTAMP_ENABLED));
        server.settings().onChange(PersistenceSettings.AOF_DISABLE_AUTO_GC, kept -> deleteHistory());
    }

    boolean isOn() {
        return state == State.ON;
    }

    boolean isOff() {
        return state == State.OFF;
    }

    /** Whether it was turned on and there is no base yet. */
    boolean isWaiting() {
        return state == State.WAITING;
    }

    AofWriter writer() {
        return writer;
    }

    CommandBuffer buffer() {
        return buffer;
    }

    CommandStream stream() {
        return stream;
    }

    DiskThread disk() {
        return disk;
    }

    /** Bytes of all files, with what will be written to them. */
    long size() {
        return pastBytes + writer.fileBytes() + buffer.length();
    }

    /** The same when they were last rewritten. */
    long baseBytes() {
        return baseBytes;
    }

    /** Takes over the sizes of what was loaded. */
    void loaded(long allBytes, long ofBase) {
        pastBytes = Math.max(0, allBytes - writer.fileBytes());
        baseBytes = ofBase;
    }

    /** Begins to write behind what was loaded, on a base of all data if nothing was. */
    void start(Saver saver) throws IOException {
        directory.create();
        AofManifest manifest = directory.manifest();
        if (manifest.isEmpty()) {
            String base = directory.nextBase();
            server.log().notice("Creating AOF base file " + base + " on server start");
            saver.saveBase(directory.file(base), directory.temporaryBase());
            baseBytes = directory.bytes(base);
            pastBytes = baseBytes;
            manifest = manifest.rebased(base, 0);
        }
        boolean isNew = manifest.increments().isEmpty();
        AofManifest next = isNew ? directory.incremented(manifest) : manifest;
        String name = next.increments().getLast().name();
        server.log().notice((isNew ? "Creating" : "Opening") + " AOF incr file " + name + " on server start");
        StoredFile file = open(directory.file(name), isNew);
        if (!next.equals(directory.manifest())) {
            directory.store(next);
        }
        pastBytes = Math.max(0, pastBytes - file.size());
        begin(file, directory.file(name));
        state = State.ON;
        directory.deleteHistory(disk);
    }

    /** A new file begins empty, whatever a crash has left under its name. */
    private StoredFile open(Path path, boolean isNew) throws IOException {
        return server.directory().files().open(path, isNew ? FileSystem.Mode.CREATE : FileSystem.Mode.UPDATE);
    }

    private void begin(StoredFile file, Path path) throws IOException {
        disk.forget();
        writer.open(file, path, file.size());
        pipeline.propagateTo(stream);
    }

    /** Turns it on; nothing is kept before the first rewrite begins. Throws {@link LoadFailed}. */
    void enable() throws IOException {
        directory.create();
        directory.readManifest();
        state = State.WAITING;
    }

    /** A rewrite begins at this moment: what follows goes to another file. If that fails all stays as it was. */
    void beginIncrement() throws IOException {
        directory.create();
        switch (state) {
            case OFF -> directory.readManifest();
            case WAITING -> {
                server.log()
                        .notice("Creating AOF incr file "
                                + directory.temporaryIncrement().getFileName());
                begin(open(directory.temporaryIncrement(), true), directory.temporaryIncrement());
                pastBytes = 0;
            }
            case ON -> addIncrement();
        }
    }

    /**
     * Ends the increment that is written at this moment; what follows goes to another, or to none if nothing {@code goesOn}. If that
     * fails all stays as it was.
     */
    AofCut cut(boolean goesOn) throws IOException {
        assert state == State.ON;
        writeOut();
        AofManifest kept = directory.manifest().ofLast();
        AofCut cut = new AofCut(
                directory.file(kept.parts().getFirst().name()),
                directory.file(kept.parts().getLast().name()),
                writer.fileBytes(),
                directory.manifestName(),
                kept.text());
        if (goesOn) {
            addIncrement();
        } else {
            leave();
            state = State.OFF;
        }
        return cut;
    }

    private void writeOut() throws IOException {
        writer.write(true);
        if (!buffer.isEmpty()) {
            String reason = writer.failure();
            throw new IOException("the current file cannot be written" + (reason == null ? "" : ": " + reason));
        }
    }

    private void addIncrement() throws IOException {
        writeOut();
        AofManifest next = directory.incremented(directory.manifest());
        String name = next.increments().getLast().name();
        server.log().notice("Creating AOF incr file " + name + " on background rewrite");
        StoredFile file = open(directory.file(name), true);
        try {
            directory.store(next);
        } catch (IOException e) {
            // The file stays: a manifest that names it may have reached the disk all the same.
            file.close();
            throw e;
        }
        pastBytes += writer.fileBytes();
        writer.open(file, directory.file(name), 0);
    }

    /** The base of a rewrite is complete and has its name; from here on it counts. */
    void rewritten(String base) throws IOException {
        AofManifest manifest = directory.manifest();
        switch (state) {
            case OFF -> directory.store(manifest.rebased(base, 0));
            case WAITING -> {
                AofManifest next = directory.incremented(manifest);
                String name = next.increments().getLast().name();
                server.directory().files().rename(directory.temporaryIncrement(), directory.file(name));
                server.directory().files().syncDirectory(directory.path());
                directory.store(next.rebased(base, 1));
                state = State.ON;
            }
            case ON -> directory.store(manifest.rebased(base, 1));
        }
        pastBytes = directory.bytes(base);
        baseBytes = size();
        deleteHistory();
    }

    /** A rewrite came to nothing. */
    void abandoned() {
        if (state == State.WAITING && writer.isOpen()) {
            leave();
            Path temporary = directory.temporaryIncrement();
            server.log().notice("Removing the temp incr aof file " + temporary.getFileName());
            directory.delete(temporary);
        }
    }

    private void leave() {
        pipeline.propagateTo(null);
        writer.close();
        stream.taken(buffer.length());
        buffer.close();
    }

    /** Leaves what was only for a while: what is not written yet is needed by nobody. */
    void drop() {
        if (state == State.ON) {
            leave();
        } else {
            abandoned();
        }
        state = State.OFF;
    }

    void turnOff() {
        if (state == State.ON) {
            stream.cut();
            writer.finish();
            leave();
        } else {
            abandoned();
        }
        state = State.OFF;
    }

    /** Deletes what the manifest has as history, unless that is not wanted. */
    private void deleteHistory() {
        try {
            directory.deleteHistory(disk);
        } catch (IOException e) {
            // It is still history, and goes the next time.
            server.log().warning("The manifest of the append-only files could not be stored: " + FileErrors.reason(e));
        }
    }

    /** Has no effects told while the files are played. */
    void pause(boolean on) {
        if (writer.isOpen()) {
            pipeline.propagateTo(on ? null : stream);
        }
    }

    /** Writes and forces everything; false if that failed. */
    boolean finish() {
        return state != State.ON || writer.finish();
    }

    @Override
    public void close() {
        try {
            finish();
        } catch (AofLost lost) {
            server.log().warning(lost.text());
        }
        writer.close();
        disk.close();
        buffer.close();
    }
}
