package io.glassbox.engine.defragmentation;

import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryRelocation;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.statistics.DefragmentationFigures;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Relocation;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.memory.WalkPosition;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One walk over everything that keys own, in small steps between commands. First, size class by size class, the slabs are chosen that
 * are to be emptied; then every block in one of them is moved.
 *
 * <p>Between two steps anything may happen to the data: what is remembered are names and numbers, never addresses. A key that is
 * renamed behind the walk is not met, which costs nothing but that its blocks stay where they are.
 */
public final class DefragmentationPass implements AutoCloseable {
    /** A value of many elements that is walked through in steps of its own; its key is a copy in a block of the slabs. */
    private record LargeValue(int database, ValueType type, long key, int keyLength, WalkPosition at) {}

    /** Of the free bytes this fraction has to be won, or nothing is moved. */
    static final int WORTHWHILE_DIVISOR = 8;

    private final Databases databases;
    private final Slabs slabs;
    private final Relocation relocation;
    private final EntryRelocation entries;
    private final DefragmentationFigures figures;
    private final long mostAtOnce;
    private final EntryRelocation.Visitor visitor = this::visit;
    private final WalkPosition within = new WalkPosition();
    private final Deque<LargeValue> large = new ArrayDeque<>();
    private final Slot slot = new Slot();
    private final ByteView name = new ByteView();
    private int sizeClass;
    private long bytesToWin;
    private int database;
    private boolean isInEntries;
    private long cursor;
    private long movedBefore;

    /** {@code mostAtOnce}: elements of a value that are looked at in one step. */
    public DefragmentationPass(Databases databases, DefragmentationFigures figures, long mostAtOnce) {
        this.databases = databases;
        this.slabs = databases.slabs();
        this.relocation = new Relocation(slabs);
        this.entries = databases.entryRelocation(relocation);
        this.figures = figures;
        this.mostAtOnce = mostAtOnce;
    }

    /** A step; false if there is nothing more to do. */
    public boolean step() {
        long moved = relocation.moved();
        long left = relocation.left();
        boolean hasMore = takeStep();
        figures.lookedAt(relocation.moved() - moved, relocation.left() - left);
        return hasMore;
    }

    private boolean takeStep() {
        LargeValue value = large.peek();
        if (value != null) {
            if (goOnWith(value)) {
                slabs.free(large.remove().key);
            }
            return true;
        }
        if (sizeClass < Slabs.sizeClasses()) {
            bytesToWin += slabs.chooseSparse(sizeClass);
            sizeClass++;
            return sizeClass < Slabs.sizeClasses() || isWorthwhile();
        }
        if (database == databases.count()) {
            return false;
        }
        walk(databases.get(database).store());
        return true;
    }

    /** Of what is free there always remains less than a slab of each size class. */
    private boolean isWorthwhile() {
        return bytesToWin > 0 && bytesToWin >= slabs.freeBlockBytes() / WORTHWHILE_DIVISOR;
    }

    /** First the table of a database, then its entries. */
    private void walk(EntryStore store) {
        if (isInEntries) {
            movedBefore = relocation.moved();
            cursor = entries.moveBucket(store, cursor, visitor);
        } else {
            cursor = entries.moveSegment(store, cursor);
        }
        if (cursor == 0) {
            database += isInEntries ? 1 : 0;
            isInEntries = !isInEntries;
        }
    }

    private void visit(long entry) {
        long elements = entries.elements(entry);
        if (elements > mostAtOnce) {
            large.add(remember(entry));
        } else if (elements > 0 || Entry.isStructured(entry)) {
            within.rewind();
            boolean isDone = false;
            while (!isDone) {
                isDone = entries.moveBlocks(entry, within);
            }
        }
        long moved = relocation.moved();
        figures.key(moved > movedBefore);
        movedBefore = moved;
    }

    private LargeValue remember(long entry) {
        int length = Entry.keyLength(entry);
        long key = slabs.allocate(Math.max(1, length));
        Memory.copy(Entry.keyAddress(entry), key, length);
        return new LargeValue(database, Entry.type(entry), key, length, new WalkPosition());
    }

    /** Whether it is done with, or gone. */
    private boolean goOnWith(LargeValue value) {
        EntryStore store = databases.get(value.database).store();
        long entry = store.find(name.set(value.key, value.keyLength), slot).entry();
        return entry == 0
                || !Entry.isStructured(entry)
                || Entry.type(entry) != value.type
                || entries.moveBlocks(entry, value.at);
    }

    /** Leaves it as it is. */
    @Override
    public void close() {
        large.forEach(value -> slabs.free(value.key));
        large.clear();
    }
}
