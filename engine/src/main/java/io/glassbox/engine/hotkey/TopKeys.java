package io.glassbox.engine.hotkey;

import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.hash.KeyedBlock;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The keys with the largest sums, by a fixed number of counters: the SpaceSaving algorithm of Metwally, Agrawal and El Abbadi
 * ("Efficient Computation of Frequent and Top-k Elements in Data Streams", 2005). A key without a counter takes over that with the
 * smallest sum, and the sum, of which the counter notes how much may be another key's.
 *
 * <p>A sum is wrong by at most what all keys together have, divided by the number of counters; so no key that has a larger share is
 * missed. O(log counters) an addition. Keys are blocks outside the heap, found by a table, ordered by a heap of their addresses.
 *
 * <pre>
 *  0    8        16     20   24
 * [ sum ][ foreign ][ place ][ n ][ key, n bytes ]
 * </pre>
 */
final class TopKeys implements AutoCloseable {
    /** Bytes of all counters together; with longer keys there are fewer of them. */
    private static final long MOST_BYTES = 4L << 20;

    private static final int SUM = 0;
    private static final int FOREIGN = 8;
    private static final int PLACE = 16;
    private static final int LENGTH = 20;
    private static final int KEY = 24;

    private static final KeyedBlock FORMAT = new KeyedBlock(LENGTH, KEY);

    private final Slabs slabs;
    private final HashTable table;

    /** A heap of the addresses of all blocks, the smallest sum first. */
    private final long[] heap;

    private int size;
    private long total;
    private long blockBytes;

    TopKeys(Slabs slabs, SipHash hashing, int counters) {
        this.slabs = slabs;
        this.table = new HashTable(slabs, FORMAT, hashing);
        this.heap = new long[counters];
    }

    /** What was added for all keys. */
    long total() {
        return total;
    }

    long bytes() {
        return table.bytes() + blockBytes + (long) heap.length * Long.BYTES;
    }

    void add(ByteView key, long amount) {
        total += amount;
        long hash = table.hash(key);
        long block = table.find(hash, key);
        if (block != 0) {
            Memory.putLong(block + SUM, sum(block) + amount);
            sink(Memory.getInt(block + PLACE));
            return;
        }
        long needed = slabs.classFor((long) KEY + key.length());
        if (needed > MOST_BYTES) {
            return;
        }
        long foreign = 0;
        while (size == heap.length || blockBytes + needed > MOST_BYTES) {
            foreign = removeSmallest();
        }
        insert(hash, key, foreign + amount, foreign);
    }

    /** The keys with the largest sums, at most so many, largest first; of each sum the part that is the key's own for certain. */
    List<KeyCost> largest(int most) {
        List<KeyCost> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            long block = heap[i];
            long own = sum(block) - Memory.getLong(block + FOREIGN);
            if (own > 0) {
                all.add(new KeyCost(Memory.toBytes(FORMAT.keyAddress(block), FORMAT.keyLength(block)), own));
            }
        }
        all.sort(Comparator.comparingLong(KeyCost::amount).reversed());
        return all.subList(0, Math.min(most, all.size()));
    }

    @Override
    public void close() {
        for (int i = 0; i < size; i++) {
            slabs.free(heap[i]);
        }
        size = 0;
        table.close();
    }

    private static long sum(long block) {
        return Memory.getLong(block + SUM);
    }

    private void insert(long hash, ByteView key, long sum, long foreign) {
        long block = slabs.allocate((long) KEY + key.length());
        Memory.putLong(block + SUM, sum);
        Memory.putLong(block + FOREIGN, foreign);
        FORMAT.write(block, key);
        table.insert(hash, block);
        blockBytes += slabs.sizeOf(block);
        size++;
        put(size - 1, block);
        rise(size - 1);
    }

    /** Returns the sum that it had. */
    private long removeSmallest() {
        long block = heap[0];
        long smallest = sum(block);
        size--;
        if (size > 0) {
            put(0, heap[size]);
            sink(0);
        }
        long key = FORMAT.keyAddress(block);
        int length = FORMAT.keyLength(block);
        table.remove(table.hash(key, length), key, length);
        blockBytes -= slabs.sizeOf(block);
        slabs.free(block);
        return smallest;
    }

    private void put(int place, long block) {
        heap[place] = block;
        Memory.putInt(block + PLACE, place);
    }

    private void rise(int from) {
        int place = from;
        long block = heap[place];
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (sum(heap[parent]) <= sum(block)) {
                break;
            }
            put(place, heap[parent]);
            place = parent;
        }
        put(place, block);
    }

    private void sink(int from) {
        int place = from;
        long block = heap[place];
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && sum(heap[child + 1]) < sum(heap[child])) {
                child++;
            }
            if (sum(block) <= sum(heap[child])) {
                break;
            }
            put(place, heap[child]);
            place = child;
        }
        put(place, block);
    }
}
