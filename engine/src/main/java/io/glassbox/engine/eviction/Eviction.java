package io.glassbox.engine.eviction;

import io.glassbox.engine.clock.CommandClock;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.statistics.LatencyMonitor;
import io.glassbox.foundation.setting.value.MaxmemoryPolicy;
import io.glassbox.structure.memory.Slabs;
import java.util.function.LongSupplier;

/**
 * Holds what is used below {@code maxmemory}: before a command runs, and between commands when more has to go than fits
 * before one. What clients have in their buffers is not counted, so that no reader that is slow costs a key.
 */
public final class Eviction implements AutoCloseable {
    /** Whether there is room for what comes. */
    public enum Room {
        ENOUGH,
        /** Not yet: time was up, and more goes between the commands that follow. */
        SOON,
        /** No, and nothing may go. */
        NONE
    }

    /** Keys that go between two looks at the clock. */
    private static final int BATCH = 16;

    private static final long NANOS_PER_MICRO = 1000;
    private static final int LINEAR_TENACITY = 10;
    private static final int BOUNDLESS_TENACITY = 100;

    private final Databases databases;
    private final CommandClock clock;
    private final LatencyMonitor latency;
    private final Slabs slabs;
    private final LongSupplier notCounted;
    private final Victims victims;
    private long limit;
    private long sliceNanos;
    private boolean goingOn;
    private long exceededSince;
    private long exceededNanos;
    private boolean exceeded;

    /** {@code notCounted}: bytes of the allocator that clients hold. */
    public Eviction(Databases databases, LongSupplier notCounted) {
        this.databases = databases;
        this.clock = databases.clock();
        this.latency = databases.latency();
        this.slabs = databases.slabs();
        this.notCounted = notCounted;
        this.victims = new Victims(databases);
        beTenacious(LINEAR_TENACITY);
    }

    /** 0 for no limit. Keys begin to go with the next turn, if they have to. */
    public void limit(long bytes) {
        limit = bytes;
        goingOn = isExceeded();
    }

    public void policy(MaxmemoryPolicy policy) {
        victims.choose(policy);
        goingOn = isExceeded();
    }

    /** Keys that are looked at to find one that goes: {@code maxmemory-samples}. */
    public void sample(int keys) {
        victims.sampleBy(keys);
    }

    /**
     * How long a command may be kept waiting, 0 to 100: up to 10 fifty microseconds for each, then 15 % more for each, and without
     * bounds at 100.
     */
    public void beTenacious(int tenacity) {
        if (tenacity >= BOUNDLESS_TENACITY) {
            sliceNanos = Long.MAX_VALUE;
        } else {
            double micros = tenacity <= LINEAR_TENACITY ? 50.0 * tenacity : 500 * Math.pow(1.15, tenacity - 10.0);
            sliceNanos = (long) (micros * NANOS_PER_MICRO);
        }
    }

    /** What is used but does not count. */
    public long notCountedBytes() {
        return notCounted.getAsLong();
    }

    /** Deletes keys until there is room, for as long as a command may wait. Costs nothing while there is. */
    public Room makeRoom() {
        if (!isExceeded()) {
            settled();
            return Room.ENOUGH;
        }
        if (!databases.mayExpire()) {
            return Room.ENOUGH;
        }
        long beginning = latency.begins();
        Room room = evict(clock.nanosNow());
        latency.ends("eviction-cycle", beginning);
        return room;
    }

    private Room evict(long start) {
        long deadline = sliceNanos == Long.MAX_VALUE ? Long.MAX_VALUE : start + sliceNanos;
        for (int done = 1; isExceeded(); done++) {
            if (databases.pendingFrees() > 0) {
                long beginning = latency.begins();
                databases.freePending(deadline);
                latency.ends("eviction-lazyfree", beginning);
            } else if (!evictOne()) {
                return unsettled(Room.NONE, start);
            }
            if (done % BATCH == 0 && isExceeded() && clock.nanosNow() >= deadline) {
                return unsettled(Room.SOON, start);
            }
        }
        settled();
        return Room.ENOUGH;
    }

    /** Goes on between commands with what did not fit before one; whether there is more to do. */
    public boolean goOn() {
        return goingOn && makeRoom() == Room.SOON;
    }

    /** Nanoseconds of all the times together in which more was used than allowed. */
    public long exceededNanos() {
        return exceededNanos + currentlyExceededNanos();
    }

    /** For how many nanoseconds by now more is used than allowed. */
    public long currentlyExceededNanos() {
        return exceeded ? clock.nanos() - exceededSince : 0;
    }

    /** CONFIG RESETSTAT. */
    public void resetStatistics() {
        exceededNanos = 0;
        exceeded = false;
    }

    private boolean isExceeded() {
        return limit != 0 && Long.compareUnsigned(slabs.usedBytes() - notCounted.getAsLong(), limit) > 0;
    }

    private boolean evictOne() {
        long victim = victims.next();
        if (victim == 0) {
            return false;
        }
        victims.owner().evict(victim);
        return true;
    }

    private Room unsettled(Room room, long start) {
        goingOn = room == Room.SOON;
        if (!exceeded) {
            exceeded = true;
            exceededSince = start;
        }
        return room;
    }

    private void settled() {
        goingOn = false;
        if (exceeded) {
            exceeded = false;
            exceededNanos += clock.nanos() - exceededSince;
        }
    }

    @Override
    public void close() {
        victims.close();
    }
}
