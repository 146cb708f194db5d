package io.glassbox.engine.type;

import io.glassbox.engine.entry.EntryStore;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Relocation;

/** A large hash: a table of {@link FieldBlock blocks}, and a {@link DueHeap} of those with a due time. */
final class FieldTable extends BlockTable {
    static final int ROOT_BYTES = HashTable.STATE_BYTES + DueHeap.STATE_BYTES;

    private final DueHeap dues;
    private final DueHeap copiedDues;

    FieldTable(TypeContext context) {
        super(context, FieldBlock.FORMAT);
        this.dues = new DueHeap(slabs);
        this.copiedDues = new DueHeap(slabs);
    }

    @Override
    void open(long rootAddress) {
        super.open(rootAddress);
        dues.open(rootAddress + HashTable.STATE_BYTES);
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
        insert(hash, block);
        return block;
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
            free(block);
        }
        return to;
    }

    @Override
    void remove(long hash, long block) {
        if (FieldBlock.hasDue(block)) {
            dues.remove(block);
        }
        super.remove(hash, block);
    }

    DueHeap dues() {
        return dues;
    }

    @Override
    public long drain(long rootAddress, int budget) {
        open(rootAddress);
        dues.dispose();
        return super.drain(rootAddress, budget);
    }

    @Override
    public void copy(long source, long target) {
        copiedDues.open(target + HashTable.STATE_BYTES);
        super.copy(source, target);
    }

    @Override
    long copyOf(long block) {
        return FieldBlock.copyOf(slabs, block);
    }

    @Override
    void copied(long copied) {
        if (FieldBlock.hasDue(copied)) {
            copiedDues.add(copied, FieldBlock.due(copied));
        }
    }

    @Override
    void relocated(long block, Relocation relocation) {
        if (FieldBlock.hasDue(block)) {
            dues.moved(block);
            dues.relocateChunkOf(block, relocation);
        }
    }

    @Override
    public long bytes(long rootAddress) {
        return super.bytes(rootAddress) + dues.bytes();
    }
}
