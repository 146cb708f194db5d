package io.glassbox.engine.type;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Structure;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Slabs;

/**
 * A large hash: a table of {@link FieldBlock blocks}, which it owns, and a {@link DueHeap} of those with a due time. Its state lies
 * in a root, {@link #ROOT_BYTES} long and all zero for an empty hash, from which {@link #open} reads it and to which every change
 * writes it: one object serves any number of hashes in turn.
 */
final class FieldTable implements Structure {
    static final int ROOT_BYTES = HashTable.STATE_BYTES + DueHeap.STATE_BYTES;

    /** Fields that are looked at to estimate the memory of all. */
    private static final int SAMPLES = 100;

    private final Slabs slabs;
    private final HashTable table;
    private final HashTable copy;
    private final DueHeap dues;
    private final DueHeap copiedDues;
    private final TableWalk walk;
    private final HashTable.EntryVisitor freeing;
    private final HashTable.EntryVisitor copying;
    private final HashTable.EntryVisitor measuring;
    private long root;
    private long measuredBytes;
    private long measuredBlocks;

    FieldTable(TypeContext context) {
        this.slabs = context.slabs();
        this.table = new HashTable(slabs, FieldBlock.FORMAT, context.hashing());
        this.copy = new HashTable(slabs, FieldBlock.FORMAT, context.hashing());
        this.dues = new DueHeap(slabs);
        this.copiedDues = new DueHeap(slabs);
        this.walk = new TableWalk(slabs, table);
        this.freeing = block -> FieldBlock.free(slabs, block);
        this.copying = this::copyField;
        this.measuring = this::measure;
    }

    FieldTable open(long rootAddress) {
        root = rootAddress;
        table.open(rootAddress);
        dues.open(rootAddress + HashTable.STATE_BYTES);
        return this;
    }

    private void save() {
        table.save(root);
    }

    long size() {
        return table.size();
    }

    long hash(ByteView field) {
        return table.hash(field);
    }

    /** The block of a field, or 0. */
    long find(long hash, ByteView field) {
        return table.find(hash, field);
    }

    /** Adds a field that is not there, without a due time; returns its block. */
    long add(long hash, ByteView field, ByteView value) {
        long block = FieldBlock.allocate(slabs, field, value);
        insert(table, hash, block);
        save();
        return block;
    }

    private void insert(HashTable into, long hash, long block) {
        try {
            into.insert(hash, block);
        } catch (MemoryExhausted e) {
            FieldBlock.free(slabs, block);
            throw e;
        }
    }

    /** Gives a field another value; its due time stays. Returns where its block is then. */
    long putValue(long hash, long block, ByteView value) {
        return follow(hash, block, FieldBlock.withValue(slabs, block, value));
    }

    /** Gives a field a due time, another one, or with {@link EntryStore#NO_DUE} none. Returns where its block is then. */
    long putDue(long hash, long block, long due) {
        boolean had = FieldBlock.hasDue(block);
        boolean has = due != EntryStore.NO_DUE;
        if (had && has) {
            dues.change(block, due);
            return block;
        }
        if (had) {
            dues.remove(block);
        }
        long current = had == has ? block : follow(hash, block, FieldBlock.withDue(slabs, block, has));
        if (has) {
            addDue(hash, current, due);
        }
        return current;
    }

    private void addDue(long hash, long block, long due) {
        try {
            dues.add(block, due);
        } catch (MemoryExhausted e) {
            follow(hash, block, FieldBlock.withDue(slabs, block, false));
            throw e;
        }
    }

    /** Makes table and heap know where a block has gone to, and frees what it left. */
    private long follow(long hash, long block, long to) {
        if (to != block) {
            table.replace(hash, block, to);
            if (FieldBlock.hasDue(block) && FieldBlock.hasDue(to)) {
                dues.moved(to);
            }
            FieldBlock.free(slabs, block);
        }
        return to;
    }

    void remove(long hash, long block) {
        table.removeEntry(hash, block);
        if (FieldBlock.hasDue(block)) {
            dues.remove(block);
        }
        FieldBlock.free(slabs, block);
        save();
    }

    /** The hash of a field whose block is known. */
    long hashOf(long block) {
        return table.hash(FieldBlock.fieldAddress(block), FieldBlock.fieldLength(block));
    }

    DueHeap dues() {
        return dues;
    }

    long random(RandomSource random) {
        return table.randomEntry(random);
    }

    long scan(long cursor, HashTable.EntryVisitor visitor) {
        return table.scan(cursor, visitor);
    }

    /** Begins to go through all fields, while none is added or removed. */
    void rewind() {
        walk.rewind();
    }

    /** The next block, or 0. */
    long next() {
        return walk.next();
    }

    @Override
    public long elements(long rootAddress) {
        return open(rootAddress).size();
    }

    @Override
    public long drain(long rootAddress, int budget) {
        open(rootAddress);
        dues.dispose();
        table.drain(budget, freeing);
        save();
        return table.size();
    }

    @Override
    public void copy(long source, long target) {
        open(source);
        copy.open(target);
        copiedDues.open(target + HashTable.STATE_BYTES);
        try {
            table.forEach(copying);
        } finally {
            copy.save(target);
        }
    }

    private void copyField(long block) {
        long copied = FieldBlock.copyOf(slabs, block);
        insert(copy, hashOf(block), copied);
        if (FieldBlock.hasDue(copied)) {
            copiedDues.add(copied, FieldBlock.due(block));
        }
    }

    @Override
    public long bytes(long rootAddress) {
        open(rootAddress);
        measuredBytes = 0;
        measuredBlocks = 0;
        long cursor = 0;
        do {
            cursor = table.scan(cursor, measuring);
        } while (cursor != 0 && measuredBlocks < SAMPLES);
        long fields = measuredBlocks == 0 ? 0 : Math.round((double) measuredBytes * table.size() / measuredBlocks);
        return table.bytes() + dues.bytes() + fields;
    }

    private void measure(long block) {
        measuredBytes += slabs.sizeOf(block);
        measuredBlocks++;
    }
}
