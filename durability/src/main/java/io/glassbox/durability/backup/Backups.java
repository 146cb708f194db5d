package io.glassbox.durability.backup;

import io.glassbox.command.call.CommandError;
import io.glassbox.durability.aof.AofCut;
import io.glassbox.durability.aof.AofFollower;
import io.glassbox.durability.aof.AppendOnly;
import io.glassbox.engine.server.Blocking;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.server.Session;
import io.glassbox.engine.statistics.BackupFigures;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.foundation.setting.text.ByteText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The backup of a server, one at a time: a base, which is the next rewrite of the append-only files, and the increment behind it up to
 * the moment at which it is sealed. Lives on the engine's thread, which waits for no disk; {@link BackupWork} does.
 *
 * <pre>
 * idle --START--> pending --> snapshotting --> incrementing --SEAL--> sealed --CLEANUP--> idle
 *                    |             |                |
 *                    +-------------+----------------+--ABORT or trouble--> failed --CLEANUP or START--> ...
 * </pre>
 */
public final class Backups implements AofFollower, AutoCloseable {
    private static final CommandError RUNS = CommandError.of("ERR A backup is already in progress, ABORT it first");
    private static final CommandError SEALED = CommandError.of("ERR A sealed backup exists, CLEANUP it first");
    private static final CommandError NOT_READY =
            CommandError.of("ERR No backup ready to seal (must be in the incrementing state)");
    private static final CommandError NONE_RUNS = CommandError.of("ERR No backup in progress");
    private static final CommandError NOT_OVER = CommandError.of("ERR Backup is in progress");

    private static final CommandError STILL_SEALING =
            CommandError.of("ERR The backup is still being sealed, see BACKUP STATUS");

    private static final String STOPPED = "the server stopped";

    /** How far it is. */
    private enum Phase {
        IDLE("idle"),
        PENDING("pending"),
        SNAPSHOTTING("snapshotting"),
        /** The base is there and is being checked. */
        PINNING("snapshotting"),
        INCREMENTING("incrementing"),
        /** Its moment is past, and its files are being forced to the medium and checked. */
        SEALING("incrementing"),
        SEALED("sealed"),
        FAILED("failed");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        boolean isRunning() {
            return switch (this) {
                case PENDING, SNAPSHOTTING, PINNING, INCREMENTING, SEALING -> true;
                case IDLE, SEALED, FAILED -> false;
            };
        }
    }

    private final Server server;
    private final AppendOnly appendOnly;
    private final Runnable wake;
    private Phase phase = Phase.IDLE;
    private String error = "";
    private long startedUnix;
    private long endedUnix;
    private @Nullable BackupFiles files;
    private @Nullable BackupWork work;
    /** Files of one that failed while they were worked on: they go when that is over. */
    private @Nullable BackupWork removal;

    private @Nullable SealWait waiting;
    private boolean isSealWanted;

    /** {@code wake}: has the engine's loop turn once more; from any thread. */
    public Backups(Server server, AppendOnly appendOnly, Runnable wake) {
        this.server = server;
        this.appendOnly = appendOnly;
        this.wake = wake;
        appendOnly.tell(this);
    }

    /** Begins one; {@code isNested}: within a transaction, the whole of which the base will have. Throws what the client is told. */
    public void start(boolean isNested) {
        if (phase.isRunning()) {
            throw RUNS;
        }
        if (phase == Phase.SEALED) {
            throw SEALED;
        }
        BackupFiles next = new BackupFiles(
                server.directory().files(),
                server.directory().resolve(server.settings().get(PersistenceSettings.BACKUPDIRNAME)));
        try {
            if (!next.prepare()) {
                throw CommandError.of("ERR The backup directory "
                        + ByteText.toCString(next.directory().toString()) + " is not empty");
            }
            files = next;
            enter(Phase.PENDING, "");
            startedUnix = server.clock().unixSeconds();
            endedUnix = 0;
            if (appendOnly.wantBase(!isNested)) {
                phase = Phase.SNAPSHOTTING;
            }
        } catch (IOException e) {
            if (phase == Phase.PENDING) {
                fail(FileErrors.reason(e));
            }
            throw CommandError.of("ERR The backup could not be started: " + FileErrors.reason(e));
        }
        server.log().notice("Backup started in " + next.directory());
    }

    private void enter(Phase next, String reason) {
        phase = next;
        error = reason;
    }

    @Override
    public void baseBegins() {
        if (phase == Phase.PENDING) {
            phase = Phase.SNAPSHOTTING;
        }
    }

    @Override
    public void baseAborted() {
        if (phase == Phase.SNAPSHOTTING) {
            phase = Phase.PENDING;
        }
    }

    @Override
    public void baseFailed(String reason) {
        if (phase == Phase.PENDING || phase == Phase.SNAPSHOTTING) {
            fail("the base could not be written: " + reason);
        }
    }

    @Override
    public void baseComplete(Path base) {
        if (phase == Phase.SNAPSHOTTING) {
            phase = Phase.PINNING;
            begin(current().pinning(base));
        }
    }

    @Override
    public void turnedOff(String reason) {
        if (phase.isRunning() && phase != Phase.SEALING) {
            fail(reason);
        }
    }

    @Override
    public boolean holdsRewrites() {
        return phase == Phase.PINNING || phase == Phase.INCREMENTING || phase == Phase.SEALING;
    }

    /**
     * Ends it at this moment. A client that may wait is answered when everything is on the medium and checked, any other one at once;
     * within a transaction the moment is its end. Throws what the client is told.
     */
    public void seal(Session session, boolean isNested) {
        poll();
        if (phase != Phase.INCREMENTING || isSealWanted) {
            throw NOT_READY;
        }
        if (isNested) {
            isSealWanted = true;
            appendOnly.whenWhole(this::sealAfterTransaction);
            session.reply().ok();
            return;
        }
        cut();
        if (session.mayBlock()) {
            waiting = new SealWait(session);
            session.block(waiting);
        } else {
            session.reply().ok();
        }
    }

    private void cut() {
        AofCut cut;
        try {
            cut = appendOnly.cut();
        } catch (IOException e) {
            throw CommandError.of("ERR The backup could not be sealed: " + FileErrors.reason(e));
        }
        phase = Phase.SEALING;
        endedUnix = server.clock().unixSeconds();
        begin(current().sealing(cut));
    }

    private BackupFiles current() {
        BackupFiles kept = files;
        assert kept != null;
        return kept;
    }

    private void begin(BackupWork.Task task) {
        BackupWork next = new BackupWork(task, wake);
        work = next;
        next.begin();
    }

    /** Takes note of what the other thread has done: in every turn, before replies go out. */
    public void poll() {
        if (removal != null && removal.isOver()) {
            removal = null;
        }
        BackupWork current = work;
        if (current == null || !current.isOver()) {
            return;
        }
        work = null;
        String failure = current.failure();
        if (failure != null) {
            fail(failure);
        } else if (phase == Phase.PINNING) {
            phase = Phase.INCREMENTING;
            server.log().notice("Backup: the base is complete, increments are kept until BACKUP SEAL");
        } else if (phase == Phase.SEALING) {
            phase = Phase.SEALED;
            appendOnly.takeBack();
            server.log().notice("Backup sealed: " + current().pinned().getLast());
            settle(null);
        }
    }

    private void sealAfterTransaction() {
        boolean isWanted = isSealWanted;
        isSealWanted = false;
        if (!isWanted || phase != Phase.INCREMENTING) {
            return;
        }
        try {
            cut();
        } catch (CommandError failure) {
            fail(failure.text());
        }
    }

    private void fail(String reason) {
        enter(Phase.FAILED, reason);
        isSealWanted = false;
        endedUnix = server.clock().unixSeconds();
        BackupWork current = work;
        work = null;
        if (current == null) {
            removeFiles(current());
        } else {
            removeAfter(current, current());
        }
        appendOnly.takeBack();
        server.log().warning("Backup failed: " + reason);
        settle(CommandError.of("ERR The backup failed: " + reason));
    }

    /** The engine does not wait for the disk, not even for what it has no use for. */
    private void removeAfter(BackupWork current, BackupFiles gone) {
        gone.abandon();
        BackupWork next = new BackupWork(
                () -> {
                    current.await();
                    gone.remove(Runnable::run);
                },
                wake);
        removal = next;
        next.begin();
    }

    private void removeFiles(BackupFiles gone) {
        try {
            gone.remove(appendOnly::later);
        } catch (IOException e) {
            server.log()
                    .warning("Not all files of the backup in " + gone.directory() + " could be removed: "
                            + FileErrors.reason(e));
        }
    }

    private void settle(@Nullable CommandError failure) {
        SealWait wait = waiting;
        waiting = null;
        if (wait == null) {
            return;
        }
        if (failure == null) {
            wait.session.push().ok();
        } else {
            wait.session.failWait(failure);
        }
        wait.session.unblock();
    }

    /** Leaves one that is not sealed; throws what the client is told. */
    public void abort() {
        poll();
        if (!phase.isRunning()) {
            throw NONE_RUNS;
        }
        fail("aborted by user");
    }

    /** Removes what there is of one that is over; throws what the client is told. */
    public void cleanUp() {
        poll();
        if (phase.isRunning()) {
            throw NOT_OVER;
        }
        BackupFiles gone = files;
        if (gone != null && removal == null) {
            removeFiles(gone);
            if (!gone.pinned().isEmpty()) {
                throw CommandError.of("ERR Not all files of the backup could be removed, see the server's log");
            }
        }
        files = null;
        enter(Phase.IDLE, "");
        startedUnix = 0;
        endedUnix = 0;
    }

    /** Removes a sealed one that was kept long enough: a few times a second. */
    public void cron() {
        poll();
        long kept = server.settings().get(PersistenceSettings.BACKUP_SEALED_TTL);
        if (phase == Phase.SEALED && kept > 0 && server.clock().unixSeconds() - endedUnix >= kept) {
            server.log().notice("Backup removed: it was sealed " + kept + " seconds ago");
            try {
                cleanUp();
            } catch (CommandError failure) {
                server.log().warning(failure.text());
            }
        }
    }

    public BackupFigures figures() {
        poll();
        return new BackupFigures(phase.isRunning(), phase.word, error, startedUnix, endedUnix);
    }

    /** The files that stay as they are, in the order in which they came to be. */
    public List<Path> pinned() {
        poll();
        boolean isShown = phase == Phase.INCREMENTING || phase == Phase.SEALING || phase == Phase.SEALED;
        List<Path> all = isShown ? current().pinned() : List.of();
        return phase == Phase.SEALING ? all.subList(0, 1) : all;
    }

    /** The files that restore a sealed backup, in their order; none without one. */
    List<Path> parts() {
        poll();
        return phase == Phase.SEALED ? current().pinned().subList(0, 2) : List.of();
    }

    /** When it was sealed; 0 if it is not. */
    long sealedUnix() {
        return phase == Phase.SEALED ? endedUnix : 0;
    }

    /** Nothing stays of a backup that is not sealed. */
    @Override
    public void close() {
        if (phase.isRunning()) {
            fail(STOPPED);
        }
        if (removal != null) {
            removal.await();
        }
    }

    /** A client that waits for its backup to be complete. */
    private final class SealWait implements Blocking {
        private final Session session;

        SealWait(Session session) {
            this.session = session;
        }

        @Override
        public long deadlineNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public void timedOut(Session client) {
            waiting = null;
            client.failWait(STILL_SEALING);
        }

        @Override
        public void abandoned(Session client) {
            waiting = null;
        }
    }
}
