package io.glassbox.engine.type;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.List;

/** What values of all types share: memory, the secret of the hash function, chance, time, and the limits of encodings. */
public final class TypeContext implements AutoCloseable {
    private final Slabs slabs;
    private final SipHash hashing;
    private final RandomSource random;
    private final CommandClock clock;
    private final EncodingLimits limits = new EncodingLimits();
    private final List<Long> scratches = new ArrayList<>();

    public TypeContext(Slabs slabs, SipHash hashing, RandomSource random, CommandClock clock) {
        this.slabs = slabs;
        this.hashing = hashing;
        this.random = random;
        this.clock = clock;
    }

    public Slabs slabs() {
        return slabs;
    }

    public SipHash hashing() {
        return hashing;
    }

    public RandomSource random() {
        return random;
    }

    public CommandClock clock() {
        return clock;
    }

    public EncodingLimits limits() {
        return limits;
    }

    /** Bytes of memory that a flyweight may write to, for as long as the server lives. */
    public long scratch(int bytes) {
        long address = slabs.allocate(bytes);
        scratches.add(address);
        return address;
    }

    /** What all of {@link #scratch} holds: it grows with the cursors in use, not with the data. */
    public long scratchBytes() {
        long bytes = 0;
        for (long scratch : scratches) {
            bytes += slabs.sizeOf(scratch);
        }
        return bytes;
    }

    @Override
    public void close() {
        scratches.forEach(slabs::free);
        scratches.clear();
    }
}
