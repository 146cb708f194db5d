package io.glassbox.engine.entry;

import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.WalkPosition;

/**
 * Moves entries, and the blocks of their values, out of slabs that are to be emptied. An entry is known to the table and to the
 * wheels; whoever else keeps the address of one or of a block from one turn to the next may only do so while none is moved.
 */
public final class EntryRelocation {
    /** Told of every entry that is looked at, by the address that it then has. */
    @FunctionalInterface
    public interface Visitor {
        void visit(long entry);
    }

    private final Relocation relocation;
    private final Reclaimer reclaimer;

    public EntryRelocation(Relocation relocation, Reclaimer reclaimer) {
        this.relocation = relocation;
        this.reclaimer = reclaimer;
    }

    /** Moves the next segment of the table, as {@link io.glassbox.structure.hash.HashTable#relocateSegment}. */
    public long moveSegment(EntryStore store, long cursor) {
        return store.table().relocateSegment(cursor, relocation);
    }

    /** Moves the entries of the next bucket, their structures aside; returns the cursor of the next, as a scan does. */
    public long moveBucket(EntryStore store, long cursor, Visitor visitor) {
        return store.table().scan(cursor, entry -> visitor.visit(move(store, entry)));
    }

    private long move(EntryStore store, long entry) {
        long to = relocation.move(entry);
        if (to != entry) {
            long hash = store.table().hash(Entry.keyAddress(to), Entry.keyLength(to));
            store.table().replace(hash, entry, to);
            if (Entry.hasDue(to)) {
                store.wheel().moved(entry, to);
            }
            if (Entry.hasPartDue(to)) {
                store.partWheel().moved(entry, to);
            }
        }
        if (Entry.isOutside(to)) {
            Entry.putSpan(to, relocation.move(Entry.spanAddress(to)), Entry.spanLength(to));
        }
        return to;
    }

    /** Elements of the entry's structure; 0 if it has none. */
    public long elements(long entry) {
        return Entry.isStructured(entry) ? reclaimer.structureOf(entry).elements(Entry.valueAddress(entry)) : 0;
    }

    /** Moves some blocks of the structure that an entry has; true when all have been looked at. */
    public boolean moveBlocks(long entry, WalkPosition at) {
        return reclaimer.structureOf(entry).relocate(Entry.valueAddress(entry), at, relocation);
    }
}
