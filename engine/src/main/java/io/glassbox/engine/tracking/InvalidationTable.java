package io.glassbox.engine.tracking;

import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.hash.KeyedBlock;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntPredicate;

/**
 * Which clients may hold a copy of which key: a table of blocks outside the heap, one a key, with the numbers of its clients.
 *
 * <pre>
 *  0   4       8            8 + n
 * [ n ][ count ][ key, n bytes ][ count numbers of 4 bytes, ascending ]
 * </pre>
 *
 * <p>Numbers ascend, so that a client that is there is found in O(log count). A client that went leaves its number behind: they
 * are swept out of a block before it grows, so that a block has room for at most twice its living clients, however many come and go.
 */
final class InvalidationTable implements AutoCloseable {
    private static final int LENGTH = 0;
    private static final int COUNT = 4;
    private static final int KEY = 8;

    private static final KeyedBlock FORMAT = new KeyedBlock(LENGTH, KEY);

    private final Slabs slabs;
    private final SipHash hashing;
    private final RandomSource random;

    /** Tables whose blocks wait to be freed. */
    private final Deque<HashTable> discarded = new ArrayDeque<>();

    private HashTable table;
    private long items;
    private long blockBytes;

    InvalidationTable(Slabs slabs, SipHash hashing, RandomSource random) {
        this.slabs = slabs;
        this.random = random;
        this.hashing = hashing;
        this.table = new HashTable(slabs, FORMAT, hashing);
    }

    /** Keys. */
    long size() {
        return table.size();
    }

    /** Numbers of clients in all blocks together. */
    long items() {
        return items;
    }

    /** Memory of the table and its blocks. */
    long bytes() {
        return table.bytes() + blockBytes;
    }

    /** Remembers that the client of this number has read the key; {@code isAlive} tells which numbers are of use still. */
    void add(ByteView key, int number, IntPredicate isAlive) {
        long hash = table.hash(key);
        long block = table.find(hash, key);
        if (block == 0) {
            table.insert(hash, newBlock(key, number));
            items++;
            return;
        }
        int place = search(block, number);
        if (place >= 0) {
            return;
        }
        if (slabs.sizeOf(block) < bytesFor(block, count(block) + 1)) {
            sweep(block, isAlive);
            place = search(block, number);
            block = grow(hash, block);
        }
        insert(block, ~place, number);
    }

    /** Takes a key out: the address of its block, which {@link #free} has to be called with; 0 if nobody has read it. */
    long take(ByteView key) {
        return table.isEmpty() ? 0 : table.remove(table.hash(key), key);
    }

    /** The block of some key, which stays where it is; 0 if there is none. */
    long anyBlock() {
        return table.randomEntry(random);
    }

    static ByteView keyOf(long block, ByteView view) {
        return FORMAT.view(view, block);
    }

    static int count(long block) {
        return Memory.getInt(block + COUNT);
    }

    static int number(long block, int index) {
        return Memory.getInt(numbers(block) + 4L * index);
    }

    /** Frees a block that was taken out. */
    void free(long block) {
        items -= count(block);
        blockBytes -= slabs.sizeOf(block);
        slabs.free(block);
    }

    /** Forgets everything at once; the memory comes back with {@link #reclaim}. */
    void clear() {
        if (!table.isEmpty()) {
            discarded.add(table);
            table = new HashTable(slabs, FORMAT, hashing);
            items = 0;
            blockBytes = 0;
        }
    }

    /** Frees about so many blocks of what was forgotten; returns whether there are more. */
    boolean reclaim(int budget) {
        HashTable oldest = discarded.peek();
        if (oldest == null) {
            return false;
        }
        oldest.drain(budget, slabs::free);
        if (oldest.isEmpty()) {
            discarded.remove();
        }
        return !discarded.isEmpty();
    }

    @Override
    public void close() {
        clear();
        while (!discarded.isEmpty()) {
            reclaim(Integer.MAX_VALUE);
        }
    }

    private static long numbers(long block) {
        return FORMAT.keyAddress(block) + FORMAT.keyLength(block);
    }

    private static long bytesFor(long block, int count) {
        return KEY + FORMAT.keyLength(block) + 4L * count;
    }

    private long newBlock(ByteView key, int number) {
        long block = slabs.allocate(KEY + key.length() + 4L);
        FORMAT.write(block, key);
        Memory.putInt(block + COUNT, 1);
        Memory.putInt(numbers(block), number);
        blockBytes += slabs.sizeOf(block);
        return block;
    }

    /** The index of a number, or the complement of the index where it belongs. */
    private static int search(long block, int number) {
        int low = 0;
        int high = count(block) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(number(block, middle), number);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~low;
    }

    /** Takes the numbers of clients out that are gone. */
    private void sweep(long block, IntPredicate isAlive) {
        int count = count(block);
        int left = 0;
        for (int i = 0; i < count; i++) {
            int number = number(block, i);
            if (isAlive.test(number)) {
                Memory.putInt(numbers(block) + 4L * left, number);
                left++;
            }
        }
        Memory.putInt(block + COUNT, left);
        items -= count - left;
    }

    /** Room for at least one number more, and for half as many again where there are many. */
    private long grow(long hash, long block) {
        int count = count(block);
        if (slabs.sizeOf(block) >= bytesFor(block, count + 1 + count / 4)) {
            return block;
        }
        long before = slabs.sizeOf(block);
        long needed = bytesFor(block, count + 1 + count / 2);
        long grown = slabs.allocate(needed);
        Memory.copy(block, grown, bytesFor(block, count));
        table.replace(hash, block, grown);
        slabs.free(block);
        blockBytes += slabs.sizeOf(grown) - before;
        return grown;
    }

    private void insert(long block, int index, int number) {
        long at = numbers(block) + 4L * index;
        int count = count(block);
        Memory.copy(at, at + 4, 4L * (count - index));
        Memory.putInt(at, number);
        Memory.putInt(block + COUNT, count + 1);
        items++;
    }
}
