package io.glassbox.quality.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Compares counters of held resources (bytes, blocks, connections, threads) at its end with what they were at its start:
 *
 * <pre>{@code
 * try (LeakCheck leaks = LeakCheck.of("slab bytes", slabs::usedBytes)) { ... }
 * }</pre>
 *
 * When the block is left by an exception, that one is reported and the leak is attached to it as a suppressed one.
 */
public final class LeakCheck implements AutoCloseable {
    private record Counter(String name, LongSupplier now, long before) {}

    private final List<Counter> counters = new ArrayList<>();

    private LeakCheck() {}

    public static LeakCheck of(String name, LongSupplier counter) {
        return new LeakCheck().and(name, counter);
    }

    /** Watches one more counter from now on. */
    public LeakCheck and(String name, LongSupplier counter) {
        counters.add(new Counter(name, counter, counter.getAsLong()));
        return this;
    }

    /** Fails, naming every counter that is not what it was. */
    @Override
    public void close() {
        List<String> leaks = new ArrayList<>();
        for (Counter counter : counters) {
            long now = counter.now.getAsLong();
            if (now != counter.before) {
                leaks.add(counter.name + ": " + counter.before + " before, " + now + " after");
            }
        }
        if (!leaks.isEmpty()) {
            throw new AssertionError("leaked " + String.join("; ", leaks));
        }
    }
}
