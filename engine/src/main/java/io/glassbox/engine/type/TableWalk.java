package io.glassbox.engine.type;

import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.memory.Memory;
import java.util.Arrays;

/**
 * Goes through all entries of a table that does not change meanwhile, one by one for the caller, bucket by bucket for the table:
 * the blocks of a bucket are touched together, so that their cache misses overlap.
 */
final class TableWalk {
    private static final int FEW = 32;

    private final HashTable table;
    private final HashTable.EntryVisitor visitor = this::add;
    private long[] blocks = new long[FEW];
    private int count;
    private int next;
    private long cursor;
    private boolean atEnd = true;

    /** What was read ahead of time, so that the reads are not for nothing in the eyes of a compiler. */
    private int touched;

    TableWalk(HashTable table) {
        this.table = table;
    }

    void rewind() {
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
        count = 0;
        next = 0;
        do {
            cursor = table.scan(cursor, visitor);
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
