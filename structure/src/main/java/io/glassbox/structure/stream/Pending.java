package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Memory;

/**
 * The block of an entry that was delivered to a consumer of a group and is not acknowledged. The group's tree and the consumer's
 * lead to it, and it is linked to those that were delivered before and after it.
 *
 * <pre>
 *   0  16  ID of the entry
 *  16   8  milliseconds at which it was delivered last, 0 if it was given back
 *  24   8  how often it was delivered
 *  32   5  reference of the consumer's block, 0 if it was given back
 *  37   5  references of the one that was delivered before
 *  42   5  and of the one that was delivered after it
 * </pre>
 */
public final class Pending {
    static final int BYTES = 47;

    private static final int DELIVERED = 16;
    private static final int DELIVERIES = 24;
    private static final int CONSUMER = 32;
    private static final int OLDER = 37;
    private static final int NEWER = 42;

    private Pending() {}

    public static StreamId id(long pending, StreamId target) {
        return target.read(pending);
    }

    static long millis(long pending) {
        return Memory.getLong(pending);
    }

    static long sequence(long pending) {
        return Memory.getLong(pending + 8);
    }

    /** Milliseconds of the last delivery; 0 if it was given back. */
    public static long delivered(long pending) {
        return Memory.getLong(pending + DELIVERED);
    }

    public static void putDelivered(long pending, long millis) {
        Memory.putLong(pending + DELIVERED, millis);
    }

    public static long deliveries(long pending) {
        return Memory.getLong(pending + DELIVERIES);
    }

    public static void putDeliveries(long pending, long count) {
        Memory.putLong(pending + DELIVERIES, count);
    }

    static long consumer(long pending) {
        return Memory.getReference(pending + CONSUMER);
    }

    static void putConsumer(long pending, long reference) {
        Memory.putReference(pending + CONSUMER, reference);
    }

    static long older(long pending) {
        return Memory.getReference(pending + OLDER);
    }

    static void putOlder(long pending, long reference) {
        Memory.putReference(pending + OLDER, reference);
    }

    static long newer(long pending) {
        return Memory.getReference(pending + NEWER);
    }

    static void putNewer(long pending, long reference) {
        Memory.putReference(pending + NEWER, reference);
    }
}
