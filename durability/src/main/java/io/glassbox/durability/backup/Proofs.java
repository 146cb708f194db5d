package io.glassbox.durability.backup;

import io.glassbox.command.call.CommandError;
import io.glassbox.durability.aof.AppendOnly;
import io.glassbox.durability.backup.Restoring.Outcome;
import io.glassbox.durability.backup.Restoring.Result;
import io.glassbox.durability.snapshot.Saver;
import io.glassbox.engine.server.Server;
import io.glassbox.engine.statistics.ProofFigures;
import io.glassbox.foundation.process.ThreadEnd;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.foundation.time.Clock;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Proves that the files of a server can be restored, at an interval and when asked to; one proof at a time. Lives on the engine's
 * thread; the work is done by {@link Restoring}.
 */
public final class Proofs implements AutoCloseable {
    private static final CommandError RUNS = CommandError.of("ERR A proof is already in progress");
    private static final CommandError NOTHING = CommandError.of("ERR There is no file to prove: save a snapshot first");

    /** Which files. */
    public enum Source {
        /** Those that a restart would load. */
        NEWEST,
        SNAPSHOT,
        APPEND_ONLY,
        /** Those of the backup that is sealed. */
        BACKUP
    }

    private record Run(Restoring restoring, Thread thread) {}

    private final Server server;
    private final Clock clock;
    private final Saver saver;
    private final AppendOnly appendOnly;
    private final Backups backups;
    private final IsolatedStores stores;
    private final Runnable wake;
    private final ThreadFactory background;
    private @Nullable Run run;
    private long runs;
    private long failures;
    private long begunNanos;
    /** When the backup was sealed that was proven by itself last. */
    private long provenBackup;

    private ProofFigures.Last last = ProofFigures.none().last();

    /**
     * @param wake has the engine's loop turn once more; from any thread
     * @param background makes the threads that restore
     */
    public Proofs(
            Server server,
            Clock clock,
            Saver saver,
            AppendOnly appendOnly,
            Backups backups,
            IsolatedStores stores,
            Runnable wake,
            ThreadFactory background) {
        this.backups = backups;
        this.stores = stores;
        this.server = server;
        this.clock = clock;
        this.saver = saver;
        this.appendOnly = appendOnly;
        this.wake = wake;
        this.background = background;
        this.begunNanos = server.clock().nanosNow();
    }

    /** Begins a proof; throws what the client is told if none can begin. */
    public void begin(Source source) {
        poll();
        if (run != null) {
            throw RUNS;
        }
        List<Path> files = files(source);
        if (files.isEmpty()) {
            throw NOTHING;
        }
        begin(files, source);
    }

    private List<Path> files(Source source) {
        return switch (source) {
            case NEWEST -> appendOnly.parts().isEmpty() ? snapshot() : appendOnly.parts();
            case SNAPSHOT -> snapshot();
            case APPEND_ONLY -> appendOnly.parts();
            case BACKUP -> backups.parts();
        };
    }

    private List<Path> snapshot() {
        Path snapshot = saver.target();
        return server.directory().files().exists(snapshot) ? List.of(snapshot) : List.of();
    }

    private void begin(List<Path> files, Source source) {
        boolean isSnapshot = source == Source.SNAPSHOT
                || source == Source.NEWEST && appendOnly.parts().isEmpty();
        Restoring restoring = new Restoring(
                new Restoring.Task(
                        server.directory().files(),
                        clock,
                        files,
                        !isSnapshot,
                        source != Source.BACKUP,
                        stores,
                        server.databases().count(),
                        server.settings().get(PersistenceSettings.PROOF_MEMORY_LIMIT),
                        server.settings().get(PersistenceSettings.RDBCHECKSUM)),
                wake);
        Thread thread = background.newThread(restoring);
        thread.setName("glassbox-proof");
        runs++;
        begunNanos = server.clock().nanosNow();
        run = new Run(restoring, thread);
        server.log().notice("Proof of recovery started: " + files.getFirst());
        thread.start();
    }

    /** Begins one that is due, and looks after one that runs: a few times a second. */
    public void cron() {
        poll();
        long interval = server.settings().get(PersistenceSettings.PROOF_INTERVAL);
        boolean isDue = interval > 0 && server.clock().nanosNow() - begunNanos >= interval * 1_000_000_000L;
        if (run != null) {
            return;
        }
        long sealed = backups.sealedUnix();
        if (interval > 0 && sealed != 0 && sealed != provenBackup) {
            provenBackup = sealed;
            begin(files(Source.BACKUP), Source.BACKUP);
            return;
        }
        if (!isDue) {
            return;
        }
        begunNanos = server.clock().nanosNow();
        List<Path> files = files(Source.NEWEST);
        if (!files.isEmpty()) {
            begin(files, Source.NEWEST);
        }
    }

    private void poll() {
        Run current = run;
        if (current != null && current.restoring.isOver()) {
            run = null;
            ended(current.restoring.outcome());
        }
    }

    private void ended(Outcome outcome) {
        last = new ProofFigures.Last(
                outcome.result().name().toLowerCase(Locale.ROOT),
                server.clock().unixSeconds(),
                outcome.millis(),
                outcome.keys(),
                outcome.commands(),
                outcome.isCompared(),
                outcome.digest(),
                outcome.file().toString(),
                outcome.detail());
        String what = "Proof of recovery: " + outcome.file();
        if (outcome.result() == Result.FAILED) {
            failures++;
            server.log().warning(what + " can NOT be relied on: " + outcome.detail());
        } else if (outcome.result() == Result.OK) {
            server.log()
                    .notice(what + " was restored: " + outcome.keys() + " keys in " + outcome.millis() + " ms"
                            + (outcome.isCompared() ? ", equal to what was saved" : "")
                            + (outcome.detail().isEmpty() ? "" : "; " + outcome.detail()));
        } else {
            server.log().notice(what + " was not proven: " + outcome.detail());
        }
    }

    public ProofFigures figures() {
        poll();
        return new ProofFigures(
                run != null, server.settings().get(PersistenceSettings.PROOF_INTERVAL), runs, failures, last);
    }

    /** Leaves a proof that runs, and waits until nothing of it is left. */
    @Override
    public void close() {
        Run current = run;
        if (current == null) {
            return;
        }
        current.restoring.stop();
        ThreadEnd.await(current.thread);
        run = null;
    }
}
