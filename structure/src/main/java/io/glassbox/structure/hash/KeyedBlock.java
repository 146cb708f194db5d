package io.glassbox.structure.hash;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;

/**
 * Blocks that keep the length of their key in 4 bytes at one place and its bytes at another, whatever else is in them.
 *
 * @param lengthAt where the length is, from the beginning of the block
 * @param keyAt    where the key begins
 */
public record KeyedBlock(int lengthAt, int keyAt) implements EntryFormat {
    @Override
    public long keyAddress(long block) {
        return block + keyAt;
    }

    @Override
    public int keyLength(long block) {
        return Memory.getInt(block + lengthAt);
    }

    /** Writes a key into a block that has room for it. */
    public void write(long block, ByteView key) {
        Memory.putInt(block + lengthAt, key.length());
        Memory.copy(key.address(), block + keyAt, key.length());
    }

    /** The view on the key of a block. */
    public ByteView view(ByteView view, long block) {
        return view.set(keyAddress(block), keyLength(block));
    }
}
