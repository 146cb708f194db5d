package io.glassbox.engine.type;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;

/**
 * The {@link FieldBlock blocks} of one hash that have a due time, the earliest on top: a heap of four children a node, whose nodes
 * are due time (8) and reference (5), and whose blocks know their places. The nodes lie in chunks, so that growing never moves them;
 * only a first chunk that is not full yet is doubled.
 *
 * <p>Its state lies in {@link #STATE_BYTES} of the hash's root, all zero for none. Adding, changing and removing are O(log n), most
 * often O(1); a hash without due times has no memory here.
 */
final class DueHeap {
    /** Address of the directory of chunks (8), number of nodes (4), chunks (4), places in the directory (4), in chunk 0 (4). */
    static final int STATE_BYTES = 24;

    private static final int COUNT = 8;
    private static final int CHUNKS = 12;
    private static final int DIRECTORY = 16;
    private static final int FIRST = 20;

    private static final int NODE_BYTES = 13;
    private static final int CHUNK_SHIFT = 9;
    private static final int CHUNK_NODES = 1 << CHUNK_SHIFT;
    private static final int FEWEST_NODES = 8;
    private static final int FEWEST_CHUNKS = 4;
    private static final int BRANCHES = 4;

    private final Slabs slabs;
    private long state;

    DueHeap(Slabs slabs) {
        this.slabs = slabs;
    }

    DueHeap open(long stateAddress) {
        state = stateAddress;
        return this;
    }

    int size() {
        return Memory.getInt(state + COUNT);
    }

    /** The earliest due time, or {@link EntryStore#NO_DUE}. */
    long firstDue() {
        return size() == 0 ? EntryStore.NO_DUE : dueAt(0);
    }

    /** The block that is due first; there is one. */
    long first() {
        return blockAt(0);
    }

    /** Adds a block, which has room for its due time. If memory is exhausted nothing changes. */
    void add(long block, long due) {
        int place = size();
        reserve(place);
        Memory.putInt(state + COUNT, place + 1);
        FieldBlock.putDue(block, due);
        rise(place, block, due);
    }

    /** Gives a block that is here another due time. */
    void change(long block, long due) {
        int place = FieldBlock.place(block);
        boolean isEarlier = due < dueAt(place);
        FieldBlock.putDue(block, due);
        if (isEarlier) {
            rise(place, block, due);
        } else {
            sink(place, block, due);
        }
    }

    void remove(long block) {
        int place = FieldBlock.place(block);
        int last = size() - 1;
        long moved = blockAt(last);
        long due = dueAt(last);
        Memory.putInt(state + COUNT, last);
        if (place != last) {
            if (due < dueAt(place)) {
                rise(place, moved, due);
            } else {
                sink(place, moved, due);
            }
        }
        shrink();
    }

    /** Follows a block that was copied to another place. */
    void moved(long block) {
        Memory.putReference(node(FieldBlock.place(block)) + Long.BYTES, slabs.toReference(block));
    }

    /**
     * Moves the chunk that begins with a block, if one does, and with the first of all the directory. So whoever presents all blocks has
     * presented the heap, in steps as small as his own.
     */
    void relocateChunkOf(long block, Relocation relocation) {
        int place = FieldBlock.place(block);
        if (place == 0) {
            Memory.putLong(state, relocation.move(directory()));
        }
        if ((place & CHUNK_NODES - 1) == 0) {
            int index = place >>> CHUNK_SHIFT;
            putChunk(index, relocation.move(chunk(index)));
        }
    }

    /** How many are due by then. O(their number). */
    int countDue(long now) {
        return size() == 0 ? 0 : countDue(0, now);
    }

    private int countDue(int place, long now) {
        if (dueAt(place) > now) {
            return 0;
        }
        int count = 1;
        long end = Math.min(firstChild(place) + BRANCHES, size());
        for (long child = firstChild(place); child < end; child++) {
            count += countDue((int) child, now);
        }
        return count;
    }

    long bytes() {
        if (directory() == 0) {
            return 0;
        }
        long bytes = slabs.sizeOf(directory());
        for (int i = 0; i < chunks(); i++) {
            bytes += slabs.sizeOf(chunk(i));
        }
        return bytes;
    }

    /** Gives all memory back; the blocks are left as they are. */
    void dispose() {
        if (directory() != 0) {
            for (int i = 0; i < chunks(); i++) {
                slabs.free(chunk(i), Account.TABLES);
            }
            slabs.free(directory(), Account.TABLES);
            Memory.fill(state, STATE_BYTES, 0);
        }
    }

    private void rise(int from, long block, long due) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / BRANCHES;
            if (dueAt(parent) <= due) {
                break;
            }
            put(place, blockAt(parent), dueAt(parent));
            place = parent;
        }
        put(place, block, due);
    }

    private void sink(int from, long block, long due) {
        int size = size();
        int place = from;
        while (true) {
            long child = firstChild(place);
            if (child >= size) {
                break;
            }
            int least = (int) child;
            int end = (int) Math.min(child + BRANCHES, size);
            for (int other = least + 1; other < end; other++) {
                if (dueAt(other) < dueAt(least)) {
                    least = other;
                }
            }
            if (dueAt(least) >= due) {
                break;
            }
            put(place, blockAt(least), dueAt(least));
            place = least;
        }
        put(place, block, due);
    }

    private static long firstChild(int place) {
        return (long) place * BRANCHES + 1;
    }

    private void put(int place, long block, long due) {
        long node = node(place);
        Memory.putLong(node, due);
        Memory.putReference(node + Long.BYTES, slabs.toReference(block));
        FieldBlock.putPlace(block, place);
    }

    private long dueAt(int place) {
        return Memory.getLong(node(place));
    }

    private long blockAt(int place) {
        return slabs.toAddress(Memory.getReference(node(place) + Long.BYTES));
    }

    private long node(int place) {
        return chunk(place >>> CHUNK_SHIFT) + (long) (place & CHUNK_NODES - 1) * NODE_BYTES;
    }

    private long directory() {
        return Memory.getLong(state);
    }

    private int chunks() {
        return Memory.getInt(state + CHUNKS);
    }

    private long chunk(int index) {
        return Memory.getLong(directory() + (long) index * Long.BYTES);
    }

    private void putChunk(int index, long address) {
        Memory.putLong(directory() + (long) index * Long.BYTES, address);
    }

    /** Makes sure that there is a node for this place, the one behind the last. */
    private void reserve(int place) {
        int first = Memory.getInt(state + FIRST);
        if (place < first || place < (long) chunks() << CHUNK_SHIFT && chunks() > 1) {
            return;
        }
        if (directory() == 0) {
            begin();
        } else if (first < CHUNK_NODES) {
            long chunk = slabs.allocate((long) first * 2 * NODE_BYTES, Account.TABLES);
            Memory.copy(chunk(0), chunk, (long) first * NODE_BYTES);
            slabs.free(chunk(0), Account.TABLES);
            putChunk(0, chunk);
            Memory.putInt(state + FIRST, first * 2);
        } else {
            addChunk();
        }
    }

    private void begin() {
        long chunk = slabs.allocate(FEWEST_NODES * NODE_BYTES, Account.TABLES);
        try {
            Memory.putLong(state, slabs.allocate(FEWEST_CHUNKS * Long.BYTES, Account.TABLES));
        } catch (RuntimeException e) {
            slabs.free(chunk, Account.TABLES);
            throw e;
        }
        putChunk(0, chunk);
        Memory.putInt(state + CHUNKS, 1);
        Memory.putInt(state + DIRECTORY, FEWEST_CHUNKS);
        Memory.putInt(state + FIRST, FEWEST_NODES);
    }

    private void addChunk() {
        int places = Memory.getInt(state + DIRECTORY);
        int chunks = chunks();
        if (chunks == places) {
            long larger = slabs.allocate((long) places * 2 * Long.BYTES, Account.TABLES);
            Memory.copy(directory(), larger, (long) places * Long.BYTES);
            slabs.free(directory(), Account.TABLES);
            Memory.putLong(state, larger);
            Memory.putInt(state + DIRECTORY, places * 2);
        }
        putChunk(chunks, slabs.allocate((long) CHUNK_NODES * NODE_BYTES, Account.TABLES));
        Memory.putInt(state + CHUNKS, chunks + 1);
    }

    /** Frees a chunk when one before it is empty, too; everything when nothing is left. */
    private void shrink() {
        int size = size();
        if (size == 0) {
            dispose();
            return;
        }
        int last = chunks() - 1;
        if (last > 0 && size <= (last - 1) << CHUNK_SHIFT) {
            slabs.free(chunk(last), Account.TABLES);
            Memory.putInt(state + CHUNKS, last);
        }
    }
}
