package io.glassbox.quality.benchmarks.structure;

import io.glassbox.structure.memory.Slabs;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The allocator among a million live blocks of mixed sizes, as a server that has run for a while has them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SlabsBenchmark {
    private static final int LIVE = 1_000_000;
    private static final int LARGEST = 512;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Slabs slabs = Slabs.plain();
    private final long[] live = new long[LIVE];

    @Setup(Level.Trial)
    public void fill() {
        for (int i = 0; i < LIVE; i++) {
            live[i] = slabs.allocate(size());
        }
    }

    @TearDown(Level.Trial)
    public void empty() {
        for (long block : live) {
            slabs.free(block);
        }
        slabs.close();
    }

    private int size() {
        return random.nextInt(16, LARGEST);
    }

    /** The same block again and again: what the allocator itself costs. */
    @Benchmark
    public long allocateAndFreeTheSame() {
        long block = slabs.allocate(64);
        slabs.free(block);
        return block;
    }

    /** A random old block goes, a new one comes: what an overwrite of another size costs, cache misses included. */
    @Benchmark
    public long replaceAny() {
        int victim = random.nextInt(LIVE);
        slabs.free(live[victim]);
        long block = slabs.allocate(size());
        live[victim] = block;
        return block;
    }

    @Benchmark
    public long sizeOfAny() {
        return slabs.sizeOf(live[random.nextInt(LIVE)]);
    }
}
