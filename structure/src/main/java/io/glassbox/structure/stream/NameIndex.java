package io.glassbox.structure.stream;

import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;

/**
 * Blocks in the order of the names that they bear: the groups of a stream, the consumers of a group, producers. There are few, as a
 * rule, and they are listed far more often than added: a sorted array of references.
 *
 * <pre>
 *  0  u32 count
 *  4  u32 capacity
 *  8  count * ref5 block
 * </pre>
 *
 * The root is the reference of the array, 0 for none. Finding is O(log n), adding and removing move 5 bytes for each name behind.
 */
final class NameIndex {
    static final int ROOT_BYTES = 8;

    private static final int HEADER_BYTES = 8;
    private static final int STRIDE = 5;

    private final Slabs slabs;
    private final int nameOffset;
    private final ByteView own = new ByteView();
    private long root;

    /** @param nameOffset where in a block the length of its name is, four bytes, followed by the name */
    NameIndex(Slabs slabs, int nameOffset) {
        this.slabs = slabs;
        this.nameOffset = nameOffset;
    }

    NameIndex open(long rootAddress) {
        root = rootAddress;
        return this;
    }

    private long array() {
        long reference = Memory.getLong(root);
        return reference == 0 ? 0 : slabs.toAddress(reference);
    }

    int count() {
        long array = array();
        return array == 0 ? 0 : Memory.getInt(array);
    }

    long block(int index) {
        return slabs.toAddress(Memory.getReference(at(array(), index)));
    }

    private static long at(long array, int index) {
        return array + HEADER_BYTES + (long) index * STRIDE;
    }

    /** Moves the array out of a slab that is to be emptied; the blocks stay. */
    void relocateArray(Relocation relocation) {
        Memory.putLong(root, relocation.moveReference(Memory.getLong(root)));
    }

    /** Moves a block; returns where it is then. Whoever else knows it is told by the caller. */
    long relocate(int index, Relocation relocation) {
        long moved = relocation.move(block(index));
        Memory.putReference(at(array(), index), slabs.toReference(moved));
        return moved;
    }

    /** The block with a name, or 0. */
    long find(ByteView name) {
        int index = countBelow(name);
        return index < count() && compare(index, name) == 0 ? block(index) : 0;
    }

    /** How many names come before this one. */
    int countBelow(ByteView name) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, name) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(int index, ByteView name) {
        long block = block(index);
        return Memory.compare(block + nameOffset + 4, Memory.getInt(block + nameOffset), name.address(), name.length());
    }

    /** Sets a view on the name of a block. */
    ByteView name(long block, ByteView target) {
        return target.set(block + nameOffset + 4, Memory.getInt(block + nameOffset));
    }

    /** A new block with a name; what lies before that is zero. It is to be inserted, or freed by {@link #free}. */
    long allocate(ByteView name) {
        long block = slabs.allocate(nameOffset + 4L + name.length(), Account.VALUES);
        Memory.fill(block, nameOffset, 0);
        Memory.putInt(block + nameOffset, name.length());
        Memory.copy(name.address(), block + nameOffset + 4, name.length());
        return block;
    }

    void free(long block) {
        slabs.free(block, Account.VALUES);
    }

    /** Adds a block whose name is not there. */
    void insert(long block) {
        ByteView name = name(block, own);
        int index = countBelow(name);
        int count = count();
        long array = makeRoom(count + 1);
        Memory.copy(at(array, index), at(array, index + 1), (long) (count - index) * STRIDE);
        Memory.putReference(at(array, index), slabs.toReference(block));
        Memory.putInt(array, count + 1);
    }

    private long makeRoom(int needed) {
        long array = array();
        if (array != 0 && Memory.getInt(array + 4) >= needed) {
            return array;
        }
        long bytes = HEADER_BYTES + (long) STRIDE * (needed + (needed >>> 1));
        long grown = slabs.allocate(bytes, Account.VALUES);
        int count = count();
        if (array != 0) {
            Memory.copy(array, grown, HEADER_BYTES + (long) count * STRIDE);
            slabs.free(array, Account.VALUES);
        }
        Memory.putInt(grown, count);
        Memory.putInt(grown + 4, (int) Math.min(Integer.MAX_VALUE, (slabs.sizeOf(grown) - HEADER_BYTES) / STRIDE));
        Memory.putLong(root, slabs.toReference(grown));
        return grown;
    }

    /** Removes a block from the index; it is the caller's from then on. */
    void remove(long block) {
        remove(countBelow(name(block, own)));
    }

    void remove(int index) {
        long array = array();
        int count = Memory.getInt(array) - 1;
        Memory.copy(at(array, index + 1), at(array, index), (long) (count - index) * STRIDE);
        Memory.putInt(array, count);
        if (count == 0) {
            slabs.free(array, Account.VALUES);
            Memory.putLong(root, 0);
        }
    }

    /** Memory of the array; and that of the blocks themselves. */
    long bytes() {
        long array = array();
        if (array == 0) {
            return 0;
        }
        long bytes = slabs.sizeOf(array);
        int count = count();
        for (int i = 0; i < count; i++) {
            bytes += slabs.sizeOf(block(i));
        }
        return bytes;
    }
}
