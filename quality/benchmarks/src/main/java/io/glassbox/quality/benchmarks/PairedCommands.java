package io.glassbox.quality.benchmarks;

import io.glassbox.quality.testkit.Reply;
import io.glassbox.quality.testkit.RespClient;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The load of workloads of two commands where the second needs the first, which redis-benchmark cannot make: one thread that goes
 * round its connections, {@code pipeline} pairs to each. A pair counts as one request. As fast as this client, which is slower than
 * redis-benchmark: rates say little, but the server's CPU time does.
 */
final class PairedCommands implements Load {
    private static final String JOBS = "jobs";
    private static final String GROUP = "workers";
    private static final double NANOS_PER_SECOND = 1e9;

    private final int clients;
    private final String value;

    PairedCommands(int clients, int valueBytes) {
        this.clients = clients;
        this.value = "x".repeat(valueBytes);
    }

    /** Makes the stream that is read from. */
    static void prepare(RespClient client, String value) {
        BulkLoad.run(client, TypeData.JOBS, i -> new String[] {"XADD", JOBS, i + 1 + "-0", "field", value});
        client.command("XGROUP", "CREATE", JOBS, GROUP, "0");
    }

    @Override
    public Result run(RunningServer server, Workload workload, int pipeline, long keys, long requests) {
        List<RespClient> first = connect(server, clients);
        List<RespClient> second = connect(server, workload == Workload.BLPOP_PUSH ? clients : 0);
        try {
            long begun = System.nanoTime();
            long done = 0;
            while (done < requests) {
                if (workload == Workload.BLPOP_PUSH) {
                    handOver(first, second, pipeline);
                } else {
                    readAndAcknowledge(first, pipeline, done);
                }
                done += (long) clients * pipeline;
            }
            double rate = done / ((System.nanoTime() - begun) / NANOS_PER_SECOND);
            return new Result(rate, Double.NaN, Double.NaN);
        } finally {
            first.forEach(RespClient::close);
            second.forEach(RespClient::close);
        }
    }

    private static List<RespClient> connect(RunningServer server, int count) {
        List<RespClient> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connections.add(server.connect());
        }
        return connections;
    }

    /** Every waiter waits for a list of its own until its partner has pushed to it. */
    private void handOver(List<RespClient> waiters, List<RespClient> pushers, int pipeline) {
        for (int i = 0; i < waiters.size(); i++) {
            waiters.get(i).sendRaw(repeated(pipeline, "BLPOP", "queue:" + i, "0"));
        }
        for (int i = 0; i < pushers.size(); i++) {
            pushers.get(i).sendRaw(repeated(pipeline, "RPUSH", "queue:" + i, value));
        }
        for (int i = 0; i < waiters.size(); i++) {
            waiters.get(i).read(pipeline);
            pushers.get(i).read(pipeline);
        }
    }

    /** Every consumer reads entries one by one and acknowledges them; from the first entry again when they are used up. */
    private void readAndAcknowledge(List<RespClient> consumers, int pipeline, long done) {
        long ofRound = (long) consumers.size() * pipeline;
        long roundsOfStream = TypeData.JOBS / ofRound;
        if (done / ofRound % roundsOfStream == 0) {
            consumers.getFirst().command("XGROUP", "SETID", JOBS, GROUP, "0");
        }
        for (int i = 0; i < consumers.size(); i++) {
            consumers
                    .get(i)
                    .sendRaw(repeated(
                            pipeline, "XREADGROUP", "GROUP", GROUP, "worker:" + i, "COUNT", "1", "STREAMS", JOBS, ">"));
        }
        for (RespClient consumer : consumers) {
            ByteArrayOutputStream acknowledgements = new ByteArrayOutputStream();
            for (Reply reply : consumer.read(pipeline)) {
                String id = reply.element(0).element(1).element(0).element(0).text();
                acknowledgements.writeBytes(RespClient.encode("XACK", JOBS, GROUP, id));
            }
            consumer.sendRaw(acknowledgements.toByteArray());
        }
        consumers.forEach(consumer -> consumer.read(pipeline));
    }

    private static byte[] repeated(int times, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] command = RespClient.encode(words);
        for (int i = 0; i < times; i++) {
            out.writeBytes(command);
        }
        return out.toByteArray();
    }
}
