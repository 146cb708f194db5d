package io.glassbox.engine.type;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.Slot;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackEditor;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.ordered.Bound;
import io.glassbox.structure.text.DoubleText;

/**
 * A small sorted set: a listpack of members and scores in turn, in order. A score is an integer of the listpack if it can be one,
 * otherwise text. Everything is O(n).
 */
final class PackedSortedSet {
    static final int SCRATCH_BYTES = Math.max(Listpack.SCRATCH_BYTES, DoubleText.MAX_LENGTH);

    /** As far as Redis lets a listpack grow. */
    private static final long MAX_BYTES = 1L << 30;

    private static final double MOST_WHOLE = 1L << 52;

    private final Slot slot;
    private final EntryBytes bytes;
    private final ListpackEditor editor = new ListpackEditor();
    private final ByteView view = new ByteView();
    private final ByteView moved = new ByteView();
    private final ByteView printed = new ByteView();
    private final long scratch;

    /** The member of the current element. */
    private long current;

    PackedSortedSet(Slot slot, long scratch) {
        this.slot = slot;
        this.bytes = new EntryBytes(slot);
        this.scratch = scratch;
    }

    private long listpack() {
        return Entry.valueAddress(slot.entry());
    }

    void create(long due) {
        long address = slot.store().prepare(slot, ValueType.ZSET, Encoding.LISTPACK, Listpack.EMPTY_BYTES, due);
        Listpack.createEmpty(address);
    }

    long size() {
        return Listpack.count(listpack()) / 2;
    }

    boolean hasRoomFor(int memberLength) {
        return Listpack.bytes(listpack()) + (long) memberLength < MAX_BYTES;
    }

    boolean find(ByteView member) {
        current = Listpack.find(Listpack.first(listpack()), 1, member.address(), member.length());
        return current != 0;
    }

    void seek(int rank) {
        current = Listpack.seek(listpack(), 2 * rank);
    }

    boolean next() {
        current = Listpack.next(Listpack.next(current));
        return current != 0;
    }

    boolean previous() {
        long listpack = listpack();
        long score = Listpack.previous(listpack, current);
        current = score == 0 ? 0 : Listpack.previous(listpack, score);
        return current != 0;
    }

    long element() {
        return current;
    }

    void choose(long element) {
        current = element;
    }

    double score() {
        long score = Listpack.next(current);
        return Listpack.isInteger(score)
                ? Listpack.integer(score)
                : DoubleText.parse(Listpack.stringAddress(score), Listpack.stringLength(score));
    }

    ByteView member(ByteView target) {
        return Listpack.view(current, target, scratch);
    }

    long rank() {
        long rank = 0;
        long element = Listpack.first(listpack());
        while (element != current) {
            element = Listpack.next(Listpack.next(element));
            rank++;
        }
        return rank;
    }

    long countBefore(Bound bound) {
        long count = 0;
        current = Listpack.first(listpack());
        while (current != 0 && isBehind(bound)) {
            count++;
            current = Listpack.next(Listpack.next(current));
        }
        return count;
    }

    private boolean isBehind(Bound bound) {
        ByteView member = member(view);
        return bound.isBehind(score(), member.address(), member.length());
    }

    void add(double score, ByteView member) {
        current = Listpack.first(listpack());
        while (current != 0 && isBefore(score, member)) {
            current = Listpack.next(Listpack.next(current));
        }
        editor.on(bytes);
        insert(current == 0 ? editor.endOffset() : editor.offsetOf(current), score, member);
    }

    void append(double score, ByteView member) {
        editor.on(bytes);
        insert(editor.endOffset(), score, member);
    }

    /** Whether the current element comes before this one. */
    private boolean isBefore(double score, ByteView member) {
        double other = score();
        return other < score || other == score && member(view).compareBytes(member) < 0;
    }

    private void insert(int offset, double score, ByteView member) {
        int behind = editor.insert(offset, member);
        if (isWhole(score)) {
            editor.insert(behind, (long) score);
        } else {
            ByteView text = print(score);
            editor.insert(behind, text.address(), text.length());
        }
        current = listpack() + offset;
    }

    /** Whether a score is kept as an integer: if it is one that doubles tell from its neighbours. Minus zero becomes zero by that. */
    private static boolean isWhole(double score) {
        return score == (long) score && Math.abs(score) <= MOST_WHOLE;
    }

    private ByteView print(double score) {
        return printed.set(scratch, (int) (DoubleText.write(scratch, score) - scratch));
    }

    void rescore(double score) {
        if (staysInPlace(score)) {
            editor.on(bytes);
            int offset = editor.offsetOf(current);
            int scoreOffset = editor.offsetOf(Listpack.next(current));
            if (isWhole(score)) {
                editor.replace(scoreOffset, (long) score);
            } else {
                editor.replace(scoreOffset, print(score));
            }
            current = listpack() + offset;
            return;
        }
        ByteView member = member(view);
        // The listpack is about to change under it, and its bytes may be in the scratch.
        int length = member.length();
        long copy = slot.store().slabs().allocate(Math.max(1, length));
        Memory.copy(member.address(), copy, length);
        removeRange(1);
        add(score, moved.set(copy, length));
        slot.store().slabs().free(copy);
    }

    /** Whether the current element may have this score where it is; only where scores alone tell. */
    private boolean staysInPlace(double score) {
        long element = current;
        boolean isAboveLeft = !previous() || score() < score;
        current = element;
        boolean isBelowRight = !next() || score() > score;
        current = element;
        return isAboveLeft && isBelowRight;
    }

    void removeRange(int count) {
        editor.on(bytes);
        editor.delete(editor.offsetOf(current), 2 * count);
    }
}
