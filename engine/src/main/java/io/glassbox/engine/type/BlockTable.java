package io.glassbox.engine.type;

import io.glassbox.engine.entry.Structure;
import io.glassbox.foundation.random.RandomSource;
import io.glassbox.structure.hash.EntryFormat;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.Account;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.memory.WalkPosition;

/**
 * A large set or hash: a table of blocks, one for each member or field, which it owns. Its state lies in a root, all zero for an
 * empty one, from which {@link #open} reads it and to which every change writes it: one object serves any number of roots in turn.
 */
abstract class BlockTable implements Structure {
    /** Blocks that are looked at to estimate the memory of all. */
    private static final int SAMPLES = 100;

    /** What a walk goes through: the table itself, then its blocks. */
    private static final int SEGMENTS = 0;

    private static final int BLOCKS = 1;

    final Slabs slabs;
    final HashTable table;

    private final EntryFormat format;
    private final HashTable copy;
    private final TableWalk walk;
    private final HashTable.EntryVisitor freeing = this::free;
    private final HashTable.EntryVisitor copying = this::copyBlock;
    private final HashTable.EntryVisitor measuring = this::measure;
    private long root;
    private long measuredBytes;
    private long measuredBlocks;

    BlockTable(TypeContext context, EntryFormat format) {
        this.slabs = context.slabs();
        this.format = format;
        this.table = new HashTable(slabs, format, context.hashing());
        this.copy = new HashTable(slabs, format, context.hashing());
        this.walk = new TableWalk(slabs, table);
    }

    void open(long rootAddress) {
        root = rootAddress;
        table.open(rootAddress);
    }

    /** Begins one that has no root yet, out of elements that somebody else reads: {@link #moveTo} gives it one. */
    final void openEmpty() {
        root = 0;
        table.openEmpty();
    }

    final void moveTo(long newRoot) {
        root = newRoot;
        table.save(root);
    }

    /** Frees the blocks of one that was never given a root. */
    final void abandon() {
        table.drain(Integer.MAX_VALUE, freeing);
    }

    final void save() {
        if (root != 0) {
            table.save(root);
        }
    }

    final long size() {
        return table.size();
    }

    /** The hash of a block that is in the table. */
    final long hashOf(long block) {
        return table.hash(format.keyAddress(block), format.keyLength(block));
    }

    /** Takes over a new block. */
    final void insert(long hash, long block) {
        insert(table, hash, block);
        save();
    }

    private void insert(HashTable into, long hash, long block) {
        try {
            into.insert(hash, block);
        } catch (MemoryExhausted e) {
            free(block);
            throw e;
        }
    }

    void remove(long hash, long block) {
        table.removeEntry(hash, block);
        free(block);
        save();
    }

    final void free(long block) {
        slabs.free(block, Account.VALUES);
    }

    final long random(RandomSource random) {
        return table.randomEntry(random);
    }

    final long scan(long cursor, HashTable.EntryVisitor visitor) {
        return table.scan(cursor, visitor);
    }

    /** Begins to go through all blocks, while none is added or removed. */
    final void rewind() {
        walk.rewind();
    }

    /** Begins to go through the blocks whose keys another one has, too. */
    final void rewindWithin(BlockTable other) {
        walk.rewindWithin(other.table);
    }

    /** The next block, or 0. */
    final long next() {
        return walk.next();
    }

    @Override
    public final long elements(long rootAddress) {
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

    private void copyBlock(long block) {
        long copied = copyOf(block);
        insert(copy, hashOf(block), copied);
        copied(copied);
    }

    /** A new block with the content of another. */
    abstract long copyOf(long block);

    /** A block was copied into the table that {@link #copy} fills. */
    void copied(long copied) {}

    @Override
    public final boolean relocate(long rootAddress, WalkPosition at, Relocation relocation) {
        open(rootAddress);
        if (at.part() == SEGMENTS) {
            long next = table.relocateSegment(at.high(), relocation);
            at.set(next == 0 ? BLOCKS : SEGMENTS, next);
            save();
            return false;
        }
        long next = table.scan(at.high(), block -> relocate(block, relocation));
        at.set(BLOCKS, next);
        return next == 0;
    }

    private void relocate(long block, Relocation relocation) {
        long to = relocation.move(block);
        if (to != block) {
            table.replace(hashOf(to), block, to);
        }
        relocated(to, relocation);
    }

    /** A block was looked at, and may have been moved. */
    void relocated(long block, Relocation relocation) {}

    @Override
    public long bytes(long rootAddress) {
        open(rootAddress);
        measuredBytes = 0;
        measuredBlocks = 0;
        long cursor = 0;
        do {
            cursor = table.scan(cursor, measuring);
        } while (cursor != 0 && measuredBlocks < SAMPLES);
        long blocks = measuredBlocks == 0 ? 0 : Math.round((double) measuredBytes * table.size() / measuredBlocks);
        return table.bytes() + blocks;
    }

    private void measure(long block) {
        measuredBytes += slabs.sizeOf(block);
        measuredBlocks++;
    }
}
