package io.glassbox.quality.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs redis-benchmark, pinned to its CPU, and reads what it found. */
final class RedisBenchmark implements Load {
    private static final Pattern THROUGHPUT = Pattern.compile("throughput summary: ([\\d.]+) requests per second");
    private static final Pattern PERCENTILE = Pattern.compile("([\\d.]+)% <= ([\\d.]+) milliseconds");

    private final String cpus;
    private final int clients;
    private final int valueBytes;

    RedisBenchmark(String cpus, int clients, int valueBytes) {
        this.cpus = cpus;
        this.clients = clients;
        this.valueBytes = valueBytes;
    }

    @Override
    public Result run(RunningServer server, Workload workload, int pipeline, long keys, long requests)
            throws IOException {
        return run(List.of("-h", "127.0.0.1", "-p", String.valueOf(server.port())), workload, pipeline, keys, requests);
    }

    /** @param target the words that say where the server is, and how it is reached */
    Result run(List<String> target, Workload workload, int pipeline, long keys, long requests) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", cpus, "redis-benchmark"));
        command.addAll(target);
        command.addAll(List.of("-c", String.valueOf(clients), "-P", String.valueOf(pipeline)));
        command.addAll(List.of("-r", String.valueOf(keys), "-n", String.valueOf(requests)));
        command.addAll(workload.command(valueBytes));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("redis-benchmark failed: " + output);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return parse(output);
    }

    static Result parse(String output) throws IOException {
        String text = output.replace('\r', '\n');
        Matcher throughput = THROUGHPUT.matcher(text);
        if (!throughput.find()) {
            throw new IOException("redis-benchmark gave no result: " + text);
        }
        return new Result(Double.parseDouble(throughput.group(1)), percentile(text, 99), percentile(text, 99.9));
    }

    /** The first line of the distribution at or above the percentile. */
    private static double percentile(String text, double wanted) {
        Matcher line = PERCENTILE.matcher(text.substring(text.indexOf("Latency by percentile distribution")));
        while (line.find()) {
            if (Double.parseDouble(line.group(1)) >= wanted) {
                return Double.parseDouble(line.group(2));
            }
        }
        return Double.NaN;
    }
}
