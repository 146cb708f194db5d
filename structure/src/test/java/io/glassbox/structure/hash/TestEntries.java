package io.glassbox.structure.hash;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.SplittableRandom;

/** Entries of tests: the length of the key in two bytes, then the key, which spells a number and is of any length. */
final class TestEntries implements EntryFormat, AutoCloseable {
    private final Slabs slabs;
    private final long scratch;
    private final ByteView key = new ByteView();

    TestEntries(Slabs slabs) {
        this.slabs = slabs;
        this.scratch = slabs.allocate(64);
    }

    HashTable newTable(SplittableRandom random) {
        return newTable(new SipHash(random.nextLong(), random.nextLong()));
    }

    HashTable newTable(SipHash hashing) {
        return new HashTable(slabs, this, hashing);
    }

    @Override
    public long keyAddress(long entry) {
        return entry + 2;
    }

    @Override
    public int keyLength(long entry) {
        return Memory.getUnsignedShort(entry);
    }

    void setKey(int number) {
        key.set(scratch, write(number, scratch));
    }

    ByteView key() {
        return key;
    }

    /** Makes the number the key to look for; returns its hash. */
    long lookFor(HashTable table, int number) {
        setKey(number);
        return table.hash(key);
    }

    long newEntry(int number) {
        long entry = slabs.allocate(2 + lengthOf(number));
        Memory.putShort(entry, write(number, entry + 2));
        return entry;
    }

    long insert(HashTable table, long hash, int number) {
        long entry = newEntry(number);
        table.insert(hash, entry);
        return entry;
    }

    void free(long entry) {
        slabs.free(entry);
    }

    static int numberOf(long entry) {
        return Memory.getInt(entry + 2);
    }

    private static int lengthOf(int number) {
        return 4 + (number & 15);
    }

    private static int write(int number, long address) {
        Memory.putInt(address, number);
        for (int i = 4; i < lengthOf(number); i++) {
            Memory.putByte(address + i, i);
        }
        return lengthOf(number);
    }

    @Override
    public void close() {
        slabs.free(scratch);
    }
}
