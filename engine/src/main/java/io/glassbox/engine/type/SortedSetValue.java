package io.glassbox.engine.type;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.memory.AddressList;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.ordered.Bound;
import io.glassbox.structure.ordered.MemberBlock;
import io.glassbox.structure.ordered.ScoredSet;

/**
 * A sorted set where it lies: a listpack while it is small, then a {@link ScoredSet}, which goes by the name of {@code skiplist}.
 *
 * <p>It is used through one element at a time, the current one: {@link #find}, {@link #seek}, {@link #next} and their like choose
 * it, {@link #score}, {@link #member}, {@link #rescore} and {@link #remove} are about it. Any change ends the choice, but for
 * {@link #rescore}. All ranges of ranks, scores and members are ranges of ranks here, found with {@link #countBefore}.
 */
public final class SortedSetValue extends Value implements Scannable {
    public static final ValueKind<SortedSetValue> KIND =
            ValueKind.of(ValueType.ZSET, SortedSetValue.class, SortedSetValue::new);

    private final PackedSortedSet packed;
    private final ScoredSet tree;
    private final ByteView view = new ByteView();
    private final long spareRoot;
    private boolean isPacked;

    /** The current element of a tree, or 0 if it is the one under the tree's cursor. */
    private long block;

    private SortedSetValue(TypeContext context) {
        super(context);
        this.packed = new PackedSortedSet(slot, context.scratch(PackedSortedSet.SCRATCH_BYTES));
        this.spareRoot = context.scratch(ScoredSet.ROOT_BYTES);
        this.tree = new ScoredSet(context.slabs(), context.hashing());
    }

    @Override
    public void positioned() {
        if (slot.exists() && Entry.type(slot.entry()) == ValueType.ZSET) {
            isPacked = Entry.encoding(slot.entry()) == Encoding.LISTPACK;
            if (!isPacked) {
                tree.open(Entry.valueAddress(slot.entry()));
            }
        }
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    public long size() {
        if (!slot.exists()) {
            return 0;
        }
        return isPacked ? packed.size() : tree.size();
    }

    /** Makes a member the current element; false if it is not there. */
    public boolean find(ByteView member) {
        if (!slot.exists()) {
            return false;
        }
        if (isPacked) {
            return packed.find(member);
        }
        block = tree.find(member);
        return block != 0;
    }

    /** Makes the element at a rank, which must exist, the current one. O(log n). */
    public void seek(long rank) {
        if (isPacked) {
            packed.seek((int) rank);
        } else {
            tree.seek(rank);
            block = 0;
        }
    }

    /** Goes on to the element behind the current one, which was reached from {@link #seek}; false if there is none. */
    public boolean next() {
        return isPacked ? packed.next() : tree.next();
    }

    /** Goes back to the element before the current one, which was reached from {@link #seek}; false if there is none. */
    public boolean previous() {
        return isPacked ? packed.previous() : tree.previous();
    }

    /** {@link #previous} or {@link #next}. */
    public boolean step(boolean isBackwards) {
        return isBackwards ? previous() : next();
    }

    /** Makes any element the current one, each as likely as any other; there must be one. */
    public void seekRandom() {
        if (isPacked) {
            packed.seek(context.random().nextInt((int) packed.size()));
        } else {
            block = tree.random(context.random());
        }
    }

    public double score() {
        if (isPacked) {
            return packed.score();
        }
        return block == 0 ? tree.score() : MemberBlock.score(block);
    }

    /** The bytes of the current member, until the next call. */
    public ByteView member() {
        if (isPacked) {
            return packed.member(view);
        }
        long current = block == 0 ? tree.block() : block;
        return view.set(MemberBlock.address(current), MemberBlock.length(current));
    }

    /** How many elements come before the current one, which was found. O(log n). */
    public long rank() {
        return isPacked ? packed.rank() : tree.rankOf(block);
    }

    /** How many elements lie before the bound. O(log n). */
    public long countBefore(Bound bound) {
        if (!slot.exists()) {
            return 0;
        }
        return isPacked ? packed.countBefore(bound) : tree.countBefore(bound);
    }

    /** Adds a member that is not there, creating the key if need be. O(log n). */
    public void add(double score, ByteView member) {
        EncodingLimits limits = context.limits();
        boolean isShort = member.length() <= limits.zsetMaxListpackValue();
        if (!slot.exists()) {
            create(isShort && limits.zsetMaxListpackEntries() > 0, EntryStore.KEEP_DUE);
        } else if (isPacked
                && !(isShort
                        && packed.size() < limits.zsetMaxListpackEntries()
                        && packed.hasRoomFor(member.length()))) {
            convert();
        }
        if (isPacked) {
            packed.add(score, member);
        } else {
            tree.add(score, member);
        }
    }

    /** Gives the current element, which was found, another score. It stays the current one. O(log n). */
    public void rescore(double score) {
        if (isPacked) {
            packed.rescore(score);
        } else {
            tree.update(block, score);
        }
    }

    /** Removes the current element, which was found. O(log n). */
    public void remove() {
        if (isPacked) {
            packed.removeRange(1);
        } else {
            tree.remove(block);
        }
    }

    /** Removes {@code count} elements from a rank on, all of which exist. O(log n + count). */
    public void removeRange(long rank, long count) {
        if (count == 0) {
            return;
        }
        if (isPacked) {
            packed.seek((int) rank);
            packed.removeRange((int) count);
        } else {
            tree.removeRange(rank, count);
        }
    }

    @Override
    public long scan(long cursor, AddressList found) {
        if (!isPacked) {
            return tree.scan(cursor, found::add);
        }
        packed.seek(0);
        do {
            found.add(packed.element());
        } while (packed.next());
        return 0;
    }

    /** The current element, for {@link #choose}; until the next change. */
    public long element() {
        if (isPacked) {
            return packed.element();
        }
        return block == 0 ? tree.block() : block;
    }

    @Override
    public ByteView name() {
        return member();
    }

    @Override
    public void choose(long element) {
        if (isPacked) {
            packed.choose(element);
        } else {
            block = element;
        }
    }

    /** Replaces the value of whatever type by what was gathered, which must not be nothing; {@code result} is empty then. */
    public void store(SortedSetResult result) {
        EncodingLimits limits = context.limits();
        boolean fits = result.size() <= limits.zsetMaxListpackEntries()
                && result.longestMember() <= limits.zsetMaxListpackValue();
        if (fits) {
            create(true, EntryStore.NO_DUE);
            result.seek(0);
            do {
                packed.append(result.score(), result.member());
            } while (result.next());
        } else {
            long root = slot.store()
                    .prepareRoot(slot, ValueType.ZSET, Encoding.SKIPLIST, ScoredSet.ROOT_BYTES, EntryStore.NO_DUE);
            result.moveTo(root);
            tree.open(root);
            isPacked = false;
        }
    }

    private void create(boolean asListpack, long due) {
        isPacked = asListpack;
        if (asListpack) {
            packed.create(due);
        } else {
            tree.open(prepareRoot(due));
        }
    }

    /** Builds the tree beside the listpack, under a root of its own, and then gives it the entry. */
    private void convert() {
        Memory.fill(spareRoot, ScoredSet.ROOT_BYTES, 0);
        tree.open(spareRoot);
        try {
            packed.seek(0);
            do {
                ByteView member = packed.member(view);
                tree.append(packed.score(), member.address(), member.length());
            } while (packed.next());
            long root = prepareRoot(EntryStore.KEEP_DUE);
            Memory.copy(spareRoot, root, ScoredSet.ROOT_BYTES);
            tree.open(root);
            isPacked = false;
        } finally {
            if (isPacked) {
                tree.drain(Integer.MAX_VALUE);
            }
        }
    }

    private long prepareRoot(long due) {
        return slot.store().prepareRoot(slot, ValueType.ZSET, Encoding.SKIPLIST, ScoredSet.ROOT_BYTES, due);
    }
}
