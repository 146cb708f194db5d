package io.glassbox.quality.benchmarks.network;

import io.glassbox.network.protocol.RequestReader;
import io.glassbox.quality.testkit.RespClient;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Framing one request that has arrived whole. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RequestReaderBenchmark {
    /** The requests that are framed. */
    public enum Shape {
        GET,
        SET,
        MSET_10,
        INLINE
    }

    private static final RequestReader.Limits LIMITS = new RequestReader.Limits() {
        @Override
        public long longestArgument() {
            return 512L << 20;
        }

        @Override
        public boolean isUnauthenticated() {
            return false;
        }
    };

    @Param
    private Shape shape = Shape.GET;

    private final Slabs slabs = Slabs.plain();
    private final RequestReader reader = new RequestReader();
    private long start;
    private long end;

    @Setup(Level.Trial)
    public void write() {
        byte[] request = request(shape);
        start = slabs.allocate(request.length);
        end = start + request.length;
        Memory.copyIn(request, 0, start, request.length);
    }

    private static byte[] request(Shape shape) {
        String value = "x".repeat(64);
        return switch (shape) {
            case GET -> RespClient.encode("GET", "key:000000123456");
            case SET -> RespClient.encode("SET", "key:000000123456", value);
            case MSET_10 -> {
                String[] words = new String[21];
                words[0] = "MSET";
                for (int i = 1; i < words.length; i++) {
                    words[i] = i % 2 == 1 ? "key:000000123456" : value;
                }
                yield RespClient.encode(words);
            }
            case INLINE -> "GET key:000000123456\r\n".getBytes(StandardCharsets.US_ASCII);
        };
    }

    @TearDown(Level.Trial)
    public void close() {
        slabs.free(start);
        slabs.close();
    }

    @Benchmark
    public int frame() {
        reader.startAt(start);
        if (reader.read(end, LIMITS) != RequestReader.Progress.COMPLETE) {
            throw new IllegalStateException("not framed");
        }
        return reader.request().count();
    }
}
