package io.glassbox.quality.crashtest;

import io.glassbox.quality.testkit.RespClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the crash test. */
@Command(
        name = "./glassbox crashtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Kills a server with SIGKILL at random moments while clients write, starts it again on its append-only file, and"
                    + " looks for every write that was confirmed. What it is doing meanwhile, in turn:",
            "",
            "  nothing               but what the clients want",
            "  save                  BGSAVE was sent up to 200 ms before; saving takes longer than that every second time",
            "  rewrite               the same with BGREWRITEAOF",
            "  rewrite after flush   the same, and a database was emptied right then",
            "  manifest              rewrites of next to nothing follow one another, so that the manifest changes all the time",
            "  backup                BACKUP START up to 800 ms before, and SEAL as soon as that is possible; a manifest among its files has to mean that"
                    + " every write confirmed before SEAL is restored from them",
            "  stop                  SHUTDOWN SAVE was sent up to 200 ms before",
            ""
        })
public final class Main implements Callable<Integer> {
    private static final int WRITERS = 4;
    private static final int FILLER_KEYS = 20_000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** With everysec: the second between two syncs, and two more that a write may be put off while a sync takes long. */
    private static final double MOST_MILLIS_EVERYSEC = 3000;

    @Option(names = "--kills", paramLabel = "N", description = "How often the server is killed, 100 unless told.")
    private int kills = 100;

    @Option(
            names = "--fsync",
            paramLabel = "POLICY",
            description = "appendfsync: always (unless told), everysec or no.")
    private String fsync = "always";

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Chooses the same moments again, as far as these are repeated.")
    private @Nullable Long seed;

    private final PrintStream out = System.out;
    private final Path home = Path.of(System.getProperty("glassbox.home", ".")).toAbsolutePath();
    private final Map<Moment, Integer> moments = new EnumMap<>(Moment.class);
    private long confirmed;
    private long lost;
    private double worstMillis;
    private int unfitRounds;
    private int sealedBackups;

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((exception, _, _) -> {
            System.err.println("crashtest: " + exception);
            return 2;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long chosen = seed != null ? seed : new SplittableRandom().nextLong();
        Path directory = Files.createTempDirectory("glassbox-crashtest");
        out.println("seed " + chosen + ", directory " + directory);
        SplittableRandom random = new SplittableRandom(chosen);
        for (int round = 1; round <= kills; round++) {
            round(directory, round, random);
        }
        out.printf(
                Locale.ROOT,
                "%d kills with appendfsync %s: %d writes confirmed, %d lost, the oldest %.0f ms before the kill%n",
                kills,
                fsync,
                confirmed,
                lost,
                worstMillis);
        moments.forEach((moment, count) ->
                out.println("  " + moment.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + count));
        out.println("  backups that were complete and restored: " + sealedBackups);
        if (unfitRounds > 0) {
            out.println("FAILED in " + unfitRounds + " rounds; what the server had is in " + directory);
            return 1;
        }
        delete(directory);
        return 0;
    }

    private List<String> settings(SplittableRandom random) {
        return List.of(
                "--appendonly",
                "yes",
                "--appendfsync",
                fsync,
                "--save",
                "",
                "--enable-debug-command",
                "yes",
                "--auto-aof-rewrite-min-size",
                random.nextBoolean() ? "256kb" : "64mb",
                "--aof-use-rdb-preamble",
                random.nextInt(4) == 0 ? "no" : "yes",
                "--rdb-key-save-delay",
                random.nextBoolean() ? "0" : "5");
    }

    private void round(Path directory, int number, SplittableRandom random) throws IOException, InterruptedException {
        Moment moment = Moment.values()[number % Moment.values().length];
        moments.merge(moment, 1, Integer::sum);
        AtomicBoolean stopped = new AtomicBoolean();
        List<Writer> writers = new ArrayList<>();
        Activity activity = new Activity(moment);
        long killedNanos;
        try (Victim victim = Victim.start(home, directory, settings(random));
                RespClient control = victim.connect()) {
            control.command("FLUSHDB");
            control.command("SELECT", "1");
            control.command("DEBUG", "POPULATE", Integer.toString(FILLER_KEYS), "filler", "100");
            control.command("SELECT", "0");
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Writer writer = new Writer(victim, i, number, stopped);
                writers.add(writer);
                threads.add(Thread.ofPlatform().daemon().start(writer));
            }
            Thread.sleep(random.nextInt(20, 500));
            threads.add(activity.begin(victim));
            Thread.sleep(random.nextInt(0, moment == Moment.BACKUP ? 800 : 200));
            killedNanos = System.nanoTime();
            victim.kill();
            stopped.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        check(directory, number, moment, writers, killedNanos);
        checkBackup(directory, number, writers, activity);
    }

    /** A backup that has a manifest is complete; anything else in its directory is what a kill has left. */
    private void checkBackup(Path directory, int number, List<Writer> writers, Activity activity) throws IOException {
        Path backup = directory.resolve("backupdir");
        if (!Files.exists(backup)) {
            return;
        }
        Path manifest = backup.resolve("appendonly.aof.manifest");
        if (Files.exists(manifest)) {
            sealedBackups++;
            Path there = Files.createTempDirectory(directory, "restored");
            List<String> settings = List.of("--preload-file", "aof:" + manifest, "--save", "");
            int missing = 0;
            try (Victim restored = Victim.start(home, there, settings);
                    RespClient client = restored.connect()) {
                for (Writer writer : writers) {
                    missing += writer.missing(client, activity.sealedNanos());
                }
            }
            if (missing > 0) {
                unfitRounds++;
                out.println(
                        "round " + number + ": " + missing + " writes from before BACKUP SEAL are not in the backup");
            }
            delete(there);
        } else if (activity.isSealed()) {
            unfitRounds++;
            out.println("round " + number + ": BACKUP SEAL was confirmed, but there is no manifest");
        }
        delete(backup);
    }

    private void check(Path directory, int number, Moment moment, List<Writer> writers, long killedNanos)
            throws IOException {
        List<String> settings = List.of("--appendonly", "yes", "--save", "");
        int roundLost = 0;
        double roundMillis = 0;
        int roundConfirmed = 0;
        try (Victim again = Victim.start(home, directory, settings);
                RespClient client = again.connect()) {
            for (Writer writer : writers) {
                Writer.Loss loss = writer.check(client, killedNanos);
                roundConfirmed += writer.confirmed();
                roundLost += loss.writes();
                roundMillis = Math.max(roundMillis, loss.nanos() / NANOS_PER_MILLI);
            }
        }
        boolean isFit = switch (fsync) {
            case "always" -> roundLost == 0;
            case "everysec" -> roundMillis <= MOST_MILLIS_EVERYSEC;
            default -> true;
        };
        if (!isFit) {
            unfitRounds++;
        }
        if (!isFit || number % 10 == 0) {
            out.printf(
                    Locale.ROOT,
                    "round %d (%s): %d confirmed, %d lost, %.0f ms%n",
                    number,
                    moment,
                    roundConfirmed,
                    roundLost,
                    roundMillis);
        }
        confirmed += roundConfirmed;
        lost += roundLost;
        worstMillis = Math.max(worstMillis, roundMillis);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path path : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }
}
