package io.glassbox.quality.differ;

import io.glassbox.quality.fuzz.CommandShape;
import io.glassbox.quality.fuzz.CommandShapes;
import io.glassbox.quality.fuzz.Values;
import io.glassbox.quality.fuzz.Weights;
import io.glassbox.quality.fuzz.WordMutation;
import io.glassbox.quality.fuzz.Words;
import io.glassbox.quality.testkit.RedisServer;
import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.server.Glassbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the comparison. */
@Command(
        name = "./glassbox differ",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Sends the same random commands to this server and to redis-server, and compares every reply and, again and again,"
                    + " the digest of all data. What differs is printed with the shortest history that shows it."
        })
public final class Main implements Callable<Integer> {
    /** Calls from one empty data set to the next. */
    private static final int EPOCH = 4000;

    private static final String DIGEST = "DIGEST";

    /** Small thresholds, so that values of a few elements are of every encoding. */
    private static final Map<String, String> SETTINGS = Map.of(
            "hash-max-listpack-entries", "12",
            "zset-max-listpack-entries", "12",
            "set-max-intset-entries", "12",
            "list-max-listpack-size", "8",
            "list-compress-depth", "1",
            "stream-node-max-entries", "6",
            "proto-max-bulk-len", "1mb",
            "hll-sparse-max-bytes", "300");

    @Option(names = "--commands", paramLabel = "N", description = "How many to compare, 1 million unless told.")
    private long commands = 1_000_000;

    @Option(names = "--seed", paramLabel = "S", description = "Makes the same choices again.")
    private @Nullable Long seed;

    @Option(names = "--most", paramLabel = "N", description = "Differences after which it stops, 10 unless told.")
    private int mostDifferences = 10;

    private final PrintStream out = System.out;
    private final Set<String> seen = new HashSet<>();
    private int differences;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        long chosen = seed != null ? seed : new SplittableRandom().nextLong();
        out.println("seed " + chosen);
        Path directory = Files.createTempDirectory("glassbox-differ");
        Glassbox.Builder builder = Glassbox.builder()
                .set("enable-debug-command", "yes")
                // Redis 7.0 has no listpacks for sets.
                .set("set-max-listpack-entries", "0");
        List<String> words = new ArrayList<>();
        SETTINGS.forEach((name, value) -> {
            builder.set(name, value);
            words.addAll(List.of("--" + name, value));
        });
        try (RedisServer redis = RedisServer.start(directory, words.toArray(String[]::new));
                Glassbox server = builder.start();
                Pair pair = new Pair(RespClient.connect(server.port()), redis, note -> out.println(cut(note)))) {
            compare(pair, shapes(redis), new SplittableRandom(chosen));
        }
        out.println(differences == 0 ? "No difference." : differences + " differences.");
        return differences == 0 ? 0 : 1;
    }

    /** What redis-server says that it has, and how it is called: the newer words of this server are none of its business. */
    private static List<CommandShape> shapes(RedisServer redis) {
        try (RespClient client = redis.connect()) {
            Map<String, Reply> docs = client.command("COMMAND", "DOCS").byName();
            Set<String> blocking = Set.copyOf(client.command("COMMAND", "LIST", "FILTERBY", "ACLCAT", "blocking")
                    .texts());
            return CommandShapes.read(client).stream()
                    .filter(shape -> Comparability.isComparable(shape.name()) && !blocking.contains(shape.name()))
                    .filter(shape -> Comparability.OTHERS.contains(shape.name())
                            || Comparability.GROUPS.contains(group(docs, shape.name())))
                    .toList();
        }
    }

    private static String group(Map<String, Reply> docs, String name) {
        Reply command = docs.get(name.contains("|") ? name.substring(0, name.indexOf('|')) : name);
        Reply group = command == null ? null : command.byName().get("group");
        return group == null ? "" : group.text();
    }

    private void compare(Pair pair, List<CommandShape> shapes, SplittableRandom random) {
        long begun = System.nanoTime();
        long nowSeconds = System.currentTimeMillis() / 1000;
        Weights weights = new Weights(shapes);
        Values values = new Values(random, nowSeconds);
        for (long done = 0; done < commands && differences < mostDifferences; done += EPOCH) {
            List<Call> history = history(weights, values, random, nowSeconds);
            int at = pair.difference(history).orElse(-1);
            if (at >= 0) {
                report(pair, history.subList(0, at + 1));
            }
            if (done / EPOCH % 100 == 0) {
                double seconds = (System.nanoTime() - begun) / 1e9;
                out.printf(Locale.ROOT, "%,d commands, %,.0f a second%n", done + EPOCH, (done + EPOCH) / seconds);
            }
        }
    }

    private static List<Call> history(Weights weights, Values values, SplittableRandom random, long nowSeconds) {
        WordMutation mutation = new WordMutation(random, values);
        List<Call> history = new ArrayList<>(EPOCH);
        Words previous = new Words();
        while (history.size() < EPOCH - 1) {
            Words words = new Words();
            weights.pick(random).write(words, values, random);
            if (random.nextInt(8) == 0 && words.count() > 0) {
                Words damaged = new Words();
                mutation.damage(words, previous, damaged);
                words = damaged;
            }
            if (words.count() > 0 && words.length(0) > 0) {
                Call call = Call.of(words);
                if (Comparability.isComparable(call, nowSeconds)) {
                    history.add(call);
                }
                previous = words;
            }
            if (history.size() % 500 == 499) {
                history.add(Call.of("DISCARD"));
                history.add(Call.of("DEBUG", DIGEST));
            }
        }
        return history;
    }

    private void report(Pair pair, List<Call> history) {
        differences++;
        List<Call> shortest = new Shrinking(pair::difference).shrink(history);
        pair.begin();
        List<Pair.Said> said = pair.say(shortest);
        String kind = shortest.getLast().name()
                + said.getLast().ours()
                + said.getLast().theirs();
        if (!seen.add(kind.replaceAll("[0-9]+", "0"))) {
            return;
        }
        out.println("\nDIFFERENCE " + differences + ", after " + (shortest.size() - 1) + " other commands:");
        for (int i = Math.max(0, shortest.size() - 12); i < shortest.size(); i++) {
            out.println("    " + cut(shortest.get(i).toString()));
        }
        out.println("  ours:   " + cut(said.getLast().ours().toString()));
        out.println("  theirs: " + cut(said.getLast().theirs().toString()));
    }

    private static String cut(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + " … (" + text.length() + " characters)";
    }
}
