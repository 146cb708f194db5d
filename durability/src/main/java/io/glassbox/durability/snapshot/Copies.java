package io.glassbox.durability.snapshot;

import io.glassbox.engine.server.Server;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots that nobody keeps: each for one reader, who removes it. They are taken one after the other, as soon as nothing else is
 * being taken. Lives on the engine's thread.
 */
public final class Copies implements AutoCloseable {
    private final Server server;
    private final Snapshotter snapshotter;
    private final Deque<Copy> waiting = new ArrayDeque<>();
    private int count;

    /** The file of one that was aborted: its thread may have completed it all the same. */
    private @Nullable Path left;

    /** What is being written; to be read by any thread. */
    private volatile @Nullable Path temporary;

    /** Who wants a copy. */
    public interface Reader {
        /** It is complete; the file is the reader's. */
        void ready(Path file);

        /** It could not be made, for this reason. */
        void failed(String reason);
    }

    public Copies(Server server, Snapshotter snapshotter) {
        this.server = server;
        this.snapshotter = snapshotter;
    }

    /** Orders a copy of the data as it is now; or as it is when what is in the way has come to its end. */
    public Copy order(Reader reader) {
        count++;
        Copy copy = new Copy(server.log().processId() + "-" + count + ".rdb", reader);
        waiting.add(copy);
        beginNext();
        return copy;
    }

    /** Begins the next one that waits, if it can begin: in every turn. Snapshots that are kept go first. */
    public void beginNext() {
        if (snapshotter.isBusy()) {
            return;
        }
        removeLeft();
        if (!waiting.isEmpty() && !server.persistenceStatistics().isSaveScheduled()) {
            Copy next = waiting.remove();
            Path target = server.directory().resolve("temp-copy-" + next.name);
            String temporaryName = "temp-copying-" + next.name;
            temporary = target.resolveSibling(temporaryName);
            next.target = target;
            snapshotter.begin(new SnapshotOrder(target, temporaryName, false, false, false, next));
        }
    }

    private void removeLeft() {
        Path file = left;
        if (file != null) {
            SnapshotFile.remove(server.directory().files(), file);
            left = null;
        }
    }

    /** For a process that ends at once, from any thread: nothing stays of a copy that is being made. */
    public void removeTemporary() {
        Path file = temporary;
        if (file != null) {
            SnapshotFile.remove(server.directory().files(), file);
        }
    }

    /** To be called when no snapshot is being taken any more. */
    @Override
    public void close() {
        waiting.clear();
        removeLeft();
    }

    /** One that was ordered. */
    public final class Copy implements SnapshotOrder.Outcome {
        private final String name;
        private final Reader reader;
        private @Nullable Path target;
        private boolean isWanted = true;

        private Copy(String name, Reader reader) {
            this.name = name;
            this.reader = reader;
        }

        /** Nobody wants it any more, unless it is there already. */
        public void cancel() {
            isWanted = false;
            waiting.remove(this);
            snapshotter.abort(this);
        }

        @Override
        public void ended(@Nullable String failure) {
            temporary = null;
            if (failure != null) {
                reader.failed(failure);
            } else if (target != null) {
                reader.ready(target);
            }
        }

        /** If it is still wanted, all data was deleted: the next attempt is a short one. */
        @Override
        public void aborted() {
            temporary = null;
            left = target;
            if (isWanted) {
                waiting.add(this);
            }
        }
    }
}
