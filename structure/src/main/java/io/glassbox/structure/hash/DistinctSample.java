package io.glassbox.structure.hash;

import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.memory.Slabs;

/**
 * Different numbers below a bound, drawn at random: every choice of so many is as likely as any other. By Floyd's method, which
 * draws once for each and only has to remember what it has.
 */
public final class DistinctSample implements AutoCloseable {
    private final RandomSource random;
    private final NumberSet drawn;
    private long next;

    /** {@code count} numbers from 0 to {@code bound - 1}; not more than there are, and fewer than 2^40. */
    public DistinctSample(Slabs slabs, RandomSource random, long count, long bound) {
        assert count <= bound;
        this.random = random;
        this.next = bound - count;
        this.drawn = new NumberSet(slabs, count);
    }

    /** One of the numbers; may be called as often as numbers were asked for. */
    public long next() {
        long number = random.nextLong(next + 1);
        if (!drawn.add(number)) {
            // The highest number so far cannot have been drawn before.
            number = next;
            drawn.add(number);
        }
        next++;
        return number;
    }

    @Override
    public void close() {
        drawn.close();
    }
}
