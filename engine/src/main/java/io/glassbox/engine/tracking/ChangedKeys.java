package io.glassbox.engine.tracking;

import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.hash.KeyedBlock;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;

/**
 * The keys of one prefix that changed since the last broadcast, each once, with the client that changed it last. Outside the heap;
 * empty it holds no memory there.
 *
 * <pre>
 *  0             8   12
 * [ client's id ][ n ][ key, n bytes ]
 * </pre>
 */
final class ChangedKeys {
    /** The id of nobody: a key whose time came, or that made room. */
    static final long NOBODY = 0;

    private static final int LENGTH = 8;
    private static final int KEY = 12;

    private static final KeyedBlock FORMAT = new KeyedBlock(LENGTH, KEY);

    private final Slabs slabs;
    private final HashTable table;
    private final ByteView view = new ByteView();

    /** Takes one key after the other. */
    @FunctionalInterface
    interface Visitor {
        void visit(ByteView key);
    }

    ChangedKeys(Slabs slabs, SipHash hashing) {
        this.slabs = slabs;
        this.table = new HashTable(slabs, FORMAT, hashing);
    }

    boolean isEmpty() {
        return table.isEmpty();
    }

    void add(ByteView key, long client) {
        long hash = table.hash(key);
        long block = table.find(hash, key);
        if (block == 0) {
            block = slabs.allocate((long) KEY + key.length());
            FORMAT.write(block, key);
            table.insert(hash, block);
        }
        Memory.putLong(block, client);
    }

    /** How many keys were changed by others than this client; it is {@link #NOBODY} to count all. */
    long countBut(long client) {
        long[] count = {0};
        table.forEach(block -> count[0] += isBut(block, client) ? 1 : 0);
        return count[0];
    }

    /** Hands these keys out; the view is valid for the call. */
    void forEachBut(long client, Visitor visitor) {
        table.forEach(block -> {
            if (isBut(block, client)) {
                visitor.visit(FORMAT.view(view, block));
            }
        });
    }

    void clear() {
        if (!table.isEmpty()) {
            table.forEach(slabs::free);
            table.close();
        }
    }

    private static boolean isBut(long block, long client) {
        return client == NOBODY || Memory.getLong(block) != client;
    }
}
