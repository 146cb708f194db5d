package io.glassbox.engine.type;

import io.glassbox.structure.hash.CommonEntries;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all entries of a table that does not change meanwhile, one by one for the caller, bucket by bucket for the table:
 * the blocks of a bucket are touched together, so that their cache misses overlap.
 */
final class TableWalk {
    private static final int FEW = 32;

    private final HashTable table;
    private final CommonEntries common;
    private final HashTable.EntryVisitor visitor = this::add;
    private long[] blocks = new long[FEW];
    private int count;
    private int next;
    private long cursor;

    /** Only what this table has, too, is gone through. */
    private @Nullable HashTable within;

    private boolean atEnd = true;

    /** What was read ahead of time, so that the reads are not for nothing in the eyes of a compiler. */
    private int touched;

    TableWalk(Slabs slabs, HashTable table) {
        this.table = table;
        this.common = new CommonEntries(slabs, table);
    }

    void rewind() {
        begin(null);
    }

    /** Goes through the entries whose keys another table has, too. */
    void rewindWithin(HashTable other) {
        begin(other);
    }

    private void begin(@Nullable HashTable other) {
        within = other;
        count = 0;
        next = 0;
        cursor = 0;
        atEnd = table.size() == 0;
    }

    /** The next entry, or 0 if there is none. */
    long next() {
        while (next == count) {
            if (atEnd) {
                return 0;
            }
            fill();
        }
        return blocks[next++];
    }

    private void fill() {
        HashTable other = within;
        count = 0;
        next = 0;
        do {
            cursor = other == null ? table.scan(cursor, visitor) : common.scan(cursor, other, visitor);
        } while (cursor != 0 && count < FEW / 2);
        atEnd = cursor == 0;
        int sum = touched;
        for (int i = 0; i < count; i++) {
            sum += Memory.getByte(blocks[i]);
        }
        touched = sum;
    }

    private void add(long block) {
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, count * 2);
        }
        blocks[count++] = block;
    }
}
