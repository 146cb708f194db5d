package io.glassbox.quality.benchmarks.structure;

import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.ordered.MemberBlock;
import io.glassbox.structure.ordered.ScoredSet;
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

/** A sorted set with members of 17 bytes and random scores: what ZADD, ZRANK and ZRANGE do to it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ScoredSetBenchmark {
    private static final int MEMBER_BYTES = 17;
    private static final int RANGE = 100;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    @Param({"1000", "1000000"})
    private int members;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Slabs slabs = Slabs.plain();
    private final ScoredSet set = new ScoredSet(slabs, new SipHash(1, 2));
    private final ByteView member = new ByteView();
    private long root;

    @Setup(Level.Trial)
    public void fill() {
        root = slabs.allocate(ScoredSet.ROOT_BYTES);
        Memory.fill(root, ScoredSet.ROOT_BYTES, 0);
        member.set(slabs.allocate(MEMBER_BYTES), MEMBER_BYTES);
        Memory.fill(member.address(), MEMBER_BYTES, 'm');
        set.open(root);
        long before = slabs.usedBytes();
        for (int i = 0; i < members; i++) {
            name(i);
            set.add(random.nextDouble(), member);
        }
        System.out.printf("%.1f bytes a member%n", (slabs.usedBytes() - before) / (double) members);
    }

    @TearDown(Level.Trial)
    public void empty() {
        slabs.close();
    }

    @Benchmark
    public long rank() {
        return set.rankOf(any());
    }

    @Benchmark
    public double score() {
        return MemberBlock.score(any());
    }

    @Benchmark
    public void update() {
        set.update(any(), random.nextDouble());
    }

    @Benchmark
    public void increment() {
        long block = any();
        set.update(block, MemberBlock.score(block) + 1e-9);
    }

    @Benchmark
    public void removeAndAdd() {
        set.remove(any());
        set.add(random.nextDouble(), member);
    }

    @Benchmark
    public long range() {
        set.open(root);
        set.seek(random.nextInt(members - RANGE));
        long sum = 0;
        for (int i = 0; i < RANGE; i++) {
            sum += Memory.getByte(MemberBlock.address(set.block()));
            set.next();
        }
        return sum;
    }

    private long any() {
        set.open(root);
        name(random.nextInt(members));
        return set.find(member);
    }

    private void name(int number) {
        Memory.putLong(member.address(), number * SPREAD);
    }
}
