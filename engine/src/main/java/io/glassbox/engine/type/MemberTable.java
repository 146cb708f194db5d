package io.glassbox.engine.type;

import io.glassbox.engine.entry.Structure;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Slabs;

/**
 * A large set: a table of {@link MemberBlock blocks}, which it owns. Its state lies in a root, {@link #ROOT_BYTES} long and all
 * zero for an empty set, from which {@link #open} reads it and to which every change writes it: one object serves any number of
 * sets in turn.
 */
final class MemberTable implements Structure {
    static final int ROOT_BYTES = HashTable.STATE_BYTES;

    /** Members that are looked at to estimate the memory of all. */
    private static final int SAMPLES = 100;

    private final Slabs slabs;
    private final HashTable table;
    private final HashTable.EntryVisitor freeing;
    private final HashTable.EntryVisitor copying;
    private final HashTable.EntryVisitor measuring;
    private final TableWalk walk;
    private final HashTable copy;
    private long root;
    private long measuredBytes;
    private long measuredBlocks;

    MemberTable(TypeContext context) {
        this.slabs = context.slabs();
        this.table = new HashTable(slabs, MemberBlock.FORMAT, context.hashing());
        this.copy = new HashTable(slabs, MemberBlock.FORMAT, context.hashing());
        this.walk = new TableWalk(slabs, table);
        this.freeing = block -> MemberBlock.free(slabs, block);
        this.copying = this::copyMember;
        this.measuring = this::measure;
    }

    void open(long rootAddress) {
        root = rootAddress;
        table.open(rootAddress);
    }

    /** Begins a set that has no root yet, out of elements that somebody else reads: {@link #moveTo} gives it one. */
    void openEmpty() {
        root = 0;
        table.openEmpty();
    }

    void moveTo(long newRoot) {
        root = newRoot;
        table.save(root);
    }

    private void save() {
        if (root != 0) {
            table.save(root);
        }
    }

    long size() {
        return table.size();
    }

    /** The block of a member, or 0. */
    long find(SetMember member) {
        return table.find(member.hash(), member.bytes());
    }

    /** Adds a member; false if it is there. */
    boolean add(SetMember member) {
        if (find(member) != 0) {
            return false;
        }
        long block = MemberBlock.allocate(
                slabs, member.bytes().address(), member.bytes().length());
        insert(table, member.hash(), block);
        save();
        return true;
    }

    private void insert(HashTable into, long hash, long block) {
        try {
            into.insert(hash, block);
        } catch (MemoryExhausted e) {
            MemberBlock.free(slabs, block);
            throw e;
        }
    }

    /** Removes a member; false if it is not there. */
    boolean remove(SetMember member) {
        long block = table.remove(member.hash(), member.bytes());
        if (block == 0) {
            return false;
        }
        MemberBlock.free(slabs, block);
        save();
        return true;
    }

    void removeBlock(long block) {
        table.removeEntry(hashOf(block), block);
        MemberBlock.free(slabs, block);
        save();
    }

    long random(RandomSource random) {
        return table.randomEntry(random);
    }

    long scan(long cursor, HashTable.EntryVisitor visitor) {
        return table.scan(cursor, visitor);
    }

    /** Begins to go through all members, while none is added or removed. */
    void rewind() {
        walk.rewind();
    }

    /** Begins to go through the members that another set has, too. */
    void rewindWithin(MemberTable other) {
        walk.rewindWithin(other.table);
    }

    /** The next block, or 0. */
    long next() {
        return walk.next();
    }

    /** Frees the members of a set that was never given a root. */
    void abandon() {
        table.drain(Integer.MAX_VALUE, freeing);
    }

    @Override
    public long elements(long rootAddress) {
        open(rootAddress);
        return table.size();
    }

    @Override
    public long drain(long rootAddress, int budget) {
        open(rootAddress);
        table.drain(budget, freeing);
        save();
        return table.size();
    }

    @Override
    public void copy(long source, long target) {
        open(source);
        copy.open(target);
        try {
            table.forEach(copying);
        } finally {
            copy.save(target);
        }
    }

    private void copyMember(long block) {
        insert(copy, hashOf(block), MemberBlock.allocate(slabs, MemberBlock.address(block), MemberBlock.length(block)));
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
        long members = measuredBlocks == 0 ? 0 : Math.round((double) measuredBytes * table.size() / measuredBlocks);
        return table.bytes() + members;
    }

    private void measure(long block) {
        measuredBytes += slabs.sizeOf(block);
        measuredBlocks++;
    }

    private long hashOf(long block) {
        return table.hash(MemberBlock.address(block), MemberBlock.length(block));
    }
}
