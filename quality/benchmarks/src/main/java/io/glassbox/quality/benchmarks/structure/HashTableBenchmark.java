package io.glassbox.quality.benchmarks.structure;

import io.glassbox.structure.hash.EntryFormat;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.Memory;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Finding, missing and replacing entries with keys of 16 bytes, in tables that fit the caches and in one that does not. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HashTableBenchmark {
    private static final int KEY_BYTES = 16;

    /** Entries are their keys. */
    private static final EntryFormat KEY_ONLY = new EntryFormat() {
        @Override
        public long keyAddress(long entry) {
            return entry;
        }

        @Override
        public int keyLength(long entry) {
            return KEY_BYTES;
        }
    };

    @Param({"1000", "1000000"})
    private int entries;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Slabs slabs = Slabs.plain();
    private final HashTable table = new HashTable(slabs, KEY_ONLY, new SipHash(1, 2));
    private long[] blocks = {};
    private long probe;

    @Setup(Level.Trial)
    public void fill() {
        blocks = new long[entries];
        for (int i = 0; i < entries; i++) {
            blocks[i] = slabs.allocate(KEY_BYTES);
            Memory.putLong(blocks[i], i);
            Memory.putLong(blocks[i] + Long.BYTES, 0x6b65793a_6b65793aL);
            table.insert(table.hash(blocks[i], KEY_BYTES), blocks[i]);
        }
        probe = slabs.allocate(KEY_BYTES);
        Memory.putLong(probe + Long.BYTES, 0x6b65793a_6b65793aL);
    }

    @TearDown(Level.Trial)
    public void empty() {
        table.close();
        for (long block : blocks) {
            slabs.free(block);
        }
        slabs.free(probe);
        slabs.close();
    }

    @Benchmark
    public long find() {
        Memory.putLong(probe, random.nextInt(entries));
        return table.find(table.hash(probe, KEY_BYTES), probe, KEY_BYTES);
    }

    @Benchmark
    public long miss() {
        Memory.putLong(probe, (long) entries + random.nextInt(entries));
        return table.find(table.hash(probe, KEY_BYTES), probe, KEY_BYTES);
    }

    @Benchmark
    public long removeAndInsert() {
        Memory.putLong(probe, random.nextInt(entries));
        long hash = table.hash(probe, KEY_BYTES);
        long entry = table.remove(hash, probe, KEY_BYTES);
        table.insert(hash, entry);
        return entry;
    }

    @Benchmark
    public long hash() {
        return table.hash(probe, KEY_BYTES);
    }
}
