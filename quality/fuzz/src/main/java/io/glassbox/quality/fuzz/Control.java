package io.glassbox.quality.fuzz;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own that watches over the server: it has to answer all the time. It also lets clients go on that wait
 * for something that never comes, and follows what commands cost.
 */
final class Control implements Runnable {
    private static final long ROUND_NANOS = 20_000_000;
    private static final int ROUNDS_PER_COST = 25;
    private static final Duration STACK_EVERY = Duration.ofSeconds(5);

    /** How often in a row an answer may be late. */
    private static final int PATIENCE = 6;

    private final int port;
    private final String password;
    private final Weights weights;
    private final Findings findings;
    private final Set<String> succeeded = new TreeSet<>();
    private @Nullable RespClient client;
    private volatile boolean stopped;

    Control(int port, String password, Weights weights, Findings findings) {
        this.port = port;
        this.password = password;
        this.weights = weights;
        this.findings = findings;
    }

    static RespClient connect(int port, String password) {
        RespClient connected = RespClient.connect(port).timeout(STACK_EVERY);
        if (!password.isEmpty()) {
            connected.command("AUTH", password);
        }
        return connected;
    }

    void stop() {
        stopped = true;
    }

    /** Commands that did at least one thing that was no error. To be asked after the end. */
    Set<String> succeeded() {
        return succeeded;
    }

    @Override
    public void run() {
        for (int round = 0; !stopped; round++) {
            try {
                look(round);
            } catch (AssertionError e) {
                lost(e);
            } catch (UncheckedIOException e) {
                findings.fatal("the server cannot be reached any more: " + e.getCause());
            }
            LockSupport.parkNanos(ROUND_NANOS);
        }
        if (client != null) {
            client.close();
        }
    }

    private void look(int round) {
        RespClient asked = client;
        if (asked == null) {
            asked = connect(port, password);
            client = asked;
        }
        ask(asked, "PING");
        for (String line : ask(asked, "CLIENT", "LIST").text().split("\n")) {
            Map<String, String> fields = fields(line, " ");
            if (fields.getOrDefault("flags", "").contains("b")) {
                ask(asked, "CLIENT", "UNBLOCK", fields.getOrDefault("id", "0"));
            }
        }
        if (round % ROUNDS_PER_COST == 0) {
            followCosts(ask(asked, "INFO", "commandstats").text());
        }
    }

    /** The answer; while it does not come, notes what the server is doing instead. */
    private static Reply ask(RespClient client, String... words) {
        List<String> stacks = new ArrayList<>();
        client.send(words);
        while (true) {
            try {
                return client.read();
            } catch (AssertionError e) {
                stacks.add(engineStack());
                if (client.isEnded() || stacks.size() == PATIENCE) {
                    throw new AssertionError(String.join(" ", words) + "\n" + String.join("\n", stacks), e);
                }
            }
        }
    }

    /** Closed by CLIENT KILL is part of the game; silent for long is not. */
    private void lost(AssertionError error) {
        RespClient old = client;
        client = null;
        if (old != null && !old.isEnded()) {
            findings.fatal("the server does not answer " + error.getMessage());
        }
        if (old != null) {
            old.close();
        }
    }

    private void followCosts(String statistics) {
        Map<String, Double> micros = new HashMap<>();
        statistics.lines().filter(line -> line.startsWith("cmdstat_")).forEach(line -> {
            int colon = line.indexOf(':');
            String name = line.substring("cmdstat_".length(), colon);
            Map<String, String> fields = fields(line.substring(colon + 1), ",");
            micros.put(name, Double.parseDouble(fields.getOrDefault("usec_per_call", "0")));
            if (number(fields, "calls") > number(fields, "failed_calls")) {
                succeeded.add(name);
            }
        });
        weights.follow(micros);
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }

    private static Map<String, String> fields(String text, String separator) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split(separator)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return fields;
    }

    private static String engineStack() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("glassbox-engine"))
                .map(entry -> entry.getKey().getName() + "\n    "
                        + Arrays.stream(entry.getValue()).map(String::valueOf).collect(Collectors.joining("\n    ")))
                .collect(Collectors.joining("\n"));
    }
}
