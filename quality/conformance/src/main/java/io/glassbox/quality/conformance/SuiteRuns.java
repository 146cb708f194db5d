package io.glassbox.quality.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The runs of one call, each in a scratch directory of its own, and the workers that take files in turn. Whatever happens,
 * neither directories nor processes stay behind.
 */
final class SuiteRuns implements AutoCloseable {
    /** What a worker makes of a file. */
    interface Worker<R> {
        R run(String file) throws IOException, InterruptedException;
    }

    /** What is done with the result of a file; called by one worker at a time. */
    interface ResultHandler<R> {
        void handle(R result);
    }

    private final Path suite;
    private final Optional<Path> certificates;
    private final Path scratches;
    private final List<SuiteRun> runs = new CopyOnWriteArrayList<>();
    private final Thread cleaner = new Thread(() -> runs.forEach(SuiteRun::kill));

    SuiteRuns(Path suite, Optional<Path> certificates) throws IOException {
        this.suite = suite;
        this.certificates = certificates;
        this.scratches = Files.createTempDirectory("glassbox-suite").toRealPath();
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    /** A run on ports of its own; those of one worker do not run at the same time and may share them. */
    SuiteRun make(SuiteRun.Settings settings, Expectations expectations, int worker) throws IOException {
        Path directory = scratches.resolve(String.valueOf(runs.size()));
        SuiteRun run = new SuiteRun(
                settings, expectations, Scratch.make(suite, directory, settings.server(), certificates), worker);
        runs.add(run);
        return run;
    }

    /** Has every file run by one of the workers, which are busy at the same time. */
    static <R> void work(List<Worker<R>> workers, List<String> files, ResultHandler<R> handler)
            throws InterruptedException, ExecutionException {
        Queue<String> open = new ConcurrentLinkedQueue<>(files);
        try (ExecutorService threads = Executors.newFixedThreadPool(workers.size())) {
            List<Future<?>> ends = new ArrayList<>();
            for (Worker<R> worker : workers) {
                ends.add(threads.submit(() -> {
                    for (String file = open.poll(); file != null; file = open.poll()) {
                        R result = worker.run(file);
                        synchronized (handler) {
                            handler.handle(result);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        SuiteSource.delete(scratches);
    }
}
