package io.glassbox.quality.benchmarks;

import java.io.IOException;

/** Makes requests as fast as a server takes them. */
interface Load {
    /** Throughput in requests a second and latencies in milliseconds, NaN if they are not measured. */
    record Result(double rate, double p99, double p999) {}

    Result run(RunningServer server, Workload workload, int pipeline, long keys, long requests) throws IOException;
}
