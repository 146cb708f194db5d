package io.glassbox.engine.type;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.hash.HashTable;
import io.glassbox.structure.intset.IntSet;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.listpack.ListpackEditor;
import io.glassbox.structure.memory.AddressList;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.MemoryExhausted;

/**
 * A set where it lies: an intset of a few numbers, a listpack of a few short members, otherwise a {@link MemberTable}. A set
 * changes to the next form when it has to, never back.
 *
 * <p>Members are looked up and changed by their bytes, or by a {@link SetMember} that another set lent. There is a current member,
 * chosen by {@link #next}, {@link #seekRandom}, {@link #seek} or {@link #choose}; changes end the choice.
 */
public final class SetValue extends Value implements Scannable {
    public static final ValueKind<SetValue> KIND = ValueKind.of(ValueType.SET, SetValue.class, SetValue::new);

    /** As far as Redis lets a listpack grow. */
    private static final long MAX_LISTPACK_BYTES = 1L << 30;

    /** As far as Redis lets an intset grow. */
    private static final long MAX_INTSET_ENTRIES = 1L << 30;

    private final MemberTable table;
    private final EntryBytes bytes = new EntryBytes(slot);
    private final ListpackEditor editor = new ListpackEditor();
    private final SetMember argument;
    private final SetMember current;
    private final SetMember moved;
    private Encoding encoding = Encoding.INTSET;

    /** The current member: a number of an intset, the address of a listpack's element or of a table's block. */
    private long element;

    /** In {@link #next}: the rank that is next in an intset, the element that is next in a listpack. */
    private long ahead;

    private SetValue(TypeContext context) {
        super(context);
        this.table = new MemberTable(context);
        this.argument = new SetMember(context);
        this.current = new SetMember(context);
        this.moved = new SetMember(context);
    }

    @Override
    public void positioned() {
        if (slot.exists() && Entry.type(slot.entry()) == ValueType.SET) {
            encoding = Entry.encoding(slot.entry());
            if (encoding == Encoding.HASHTABLE) {
                table.open(address());
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
        return switch (encoding) {
            case INTSET -> IntSet.size(address());
            case LISTPACK -> Listpack.count(address());
            default -> table.size();
        };
    }

    /** A view of a member that is to be looked up in several sets. */
    public SetMember member(ByteView text) {
        return argument.set(text);
    }

    public boolean contains(ByteView text) {
        return contains(argument.set(text));
    }

    public boolean contains(SetMember member) {
        if (!slot.exists()) {
            return false;
        }
        return switch (encoding) {
            case INTSET -> member.isNumber() && IntSet.contains(address(), member.number());
            case LISTPACK -> findInListpack(member) != 0;
            default -> table.find(member) != 0;
        };
    }

    private long findInListpack(SetMember member) {
        ByteView text = member.bytes();
        return Listpack.find(Listpack.first(address()), 0, text.address(), text.length());
    }

    /** Adds a member, creating the key if need be; false if it is there. O(1), in a small set O(n). */
    public boolean add(ByteView text) {
        return add(argument.set(text));
    }

    public boolean add(SetMember member) {
        if (!slot.exists()) {
            create(member);
        }
        return switch (encoding) {
            case INTSET -> addToIntSet(member);
            case LISTPACK -> addToListpack(member);
            default -> table.add(member);
        };
    }

    private boolean addToIntSet(SetMember member) {
        long set = address();
        int rank = member.isNumber() ? IntSet.find(set, member.number()) : -1;
        if (rank >= 0) {
            return false;
        }
        if (!member.isNumber() || IntSet.size(set) >= mostInIntSet()) {
            leaveIntSet(member);
            return add(member);
        }
        long number = member.number();
        IntSet.insert(slot.store().resize(slot, IntSet.bytesWith(set, number)), ~rank, number);
        return true;
    }

    private boolean addToListpack(SetMember member) {
        if (findInListpack(member) != 0) {
            return false;
        }
        if (!fitsListpack(size(), member)) {
            toTable();
            return table.add(member);
        }
        editor.on(bytes).append(member.bytes());
        return true;
    }

    /** Removes a member; false if it is not there. Whoever removes the last one deletes the key. */
    public boolean remove(ByteView text) {
        return remove(argument.set(text));
    }

    public boolean remove(SetMember member) {
        if (!slot.exists()) {
            return false;
        }
        if (encoding == Encoding.HASHTABLE) {
            return table.remove(member);
        }
        boolean isThere;
        if (encoding == Encoding.INTSET) {
            element = member.isNumber() ? member.number() : 0;
            isThere = member.isNumber() && IntSet.contains(address(), element);
        } else {
            element = findInListpack(member);
            isThere = element != 0;
        }
        if (isThere) {
            removeCurrent();
        }
        return isThere;
    }

    /** Removes the current member. */
    public void removeCurrent() {
        switch (encoding) {
            case INTSET -> {
                long set = address();
                IntSet.remove(set, IntSet.find(set, element));
                slot.store().resize(slot, IntSet.bytes(set));
            }
            case LISTPACK -> {
                editor.on(bytes);
                editor.delete(editor.offsetOf(element), 1);
            }
            default -> table.removeBlock(element);
        }
    }

    /** Begins to go through all members, each once, in no particular order; {@link #next} goes to the first. */
    public void rewind() {
        if (!slot.exists()) {
            return;
        }
        switch (encoding) {
            case INTSET -> ahead = 0;
            case LISTPACK -> ahead = Listpack.first(address());
            default -> table.rewind();
        }
    }

    /**
     * Begins to go through those members that another set has, too; false, and nothing begun, if that would not be quicker than
     * to look each of them up.
     */
    public boolean rewindWithin(SetValue other) {
        boolean areTables = isTable() && other.isTable();
        if (areTables) {
            table.rewindWithin(other.table);
        }
        return areTables;
    }

    private boolean isTable() {
        return slot.exists() && encoding == Encoding.HASHTABLE;
    }

    /** Makes the next member the current one; false if there is none. No change may come in between. */
    public boolean next() {
        if (!slot.exists()) {
            return false;
        }
        return switch (encoding) {
            case INTSET -> nextOfIntSet();
            case LISTPACK -> {
                element = ahead;
                ahead = element == 0 ? 0 : Listpack.next(element);
                yield element != 0;
            }
            default -> {
                element = table.next();
                yield element != 0;
            }
        };
    }

    private boolean nextOfIntSet() {
        if (ahead == IntSet.size(address())) {
            return false;
        }
        element = IntSet.get(address(), (int) ahead++);
        return true;
    }

    /** Whether {@link #seek} takes O(1). */
    public boolean hasRanks() {
        return encoding == Encoding.INTSET;
    }

    /** Makes the member at a rank the current one; only of a set that {@link #hasRanks}. */
    public void seek(long rank) {
        element = IntSet.get(address(), (int) rank);
    }

    /** Makes any member the current one, each as likely as any other; there must be one. O(1), of a listpack O(n). */
    public void seekRandom() {
        switch (encoding) {
            case INTSET -> seek(context.random().nextInt((int) size()));
            case LISTPACK -> element = Listpack.seek(address(), context.random().nextInt((int) size()));
            default -> element = table.random(context.random());
        }
    }

    /** The current member for {@link #choose}, until the next change. No two members have the same. */
    public long element() {
        return element;
    }

    @Override
    public ByteView name() {
        return member().bytes();
    }

    @Override
    public void choose(long named) {
        element = named;
    }

    /** The current member, until the next one is chosen or the set is changed. */
    public SetMember member() {
        return switch (encoding) {
            case INTSET -> current.set(element);
            case LISTPACK ->
                Listpack.isInteger(element)
                        ? current.set(Listpack.integer(element))
                        : current.set(Listpack.stringAddress(element), Listpack.stringLength(element));
            default -> current.set(MemberBlock.address(element), MemberBlock.length(element));
        };
    }

    @Override
    public long scan(long cursor, AddressList found) {
        if (encoding == Encoding.HASHTABLE) {
            HashTable.EntryVisitor visitor = found::add;
            return table.scan(cursor, visitor);
        }
        rewind();
        while (next()) {
            found.add(element);
        }
        return 0;
    }

    private long address() {
        return Entry.valueAddress(slot.entry());
    }

    /** Begins a set whose first member is going to be this one. */
    private void create(SetMember first) {
        EntryStore store = slot.store();
        if (first.isNumber() && mostInIntSet() > 0) {
            encoding = Encoding.INTSET;
            IntSet.clear(store.prepare(slot, ValueType.SET, encoding, IntSet.HEADER_BYTES, EntryStore.KEEP_DUE));
        } else if (fitsListpack(0, first)) {
            encoding = Encoding.LISTPACK;
            Listpack.createEmpty(
                    store.prepare(slot, ValueType.SET, encoding, Listpack.EMPTY_BYTES, EntryStore.KEEP_DUE));
        } else {
            table.open(prepareRoot());
        }
    }

    private long prepareRoot() {
        encoding = Encoding.HASHTABLE;
        return slot.store().prepareRoot(slot, ValueType.SET, encoding, MemberTable.ROOT_BYTES, EntryStore.KEEP_DUE);
    }

    private long mostInIntSet() {
        return Math.min(context.limits().setMaxIntsetEntries(), MAX_INTSET_ENTRIES);
    }

    /** Whether a listpack of so many members may take one more. */
    private boolean fitsListpack(long size, SetMember member) {
        int length = member.bytes().length();
        return size < context.limits().setMaxListpackEntries()
                && length <= context.limits().setMaxListpackValue()
                && (size == 0
                        || encoding != Encoding.LISTPACK
                        || Listpack.bytes(address()) < MAX_LISTPACK_BYTES - length);
    }

    /** Turns an intset into what has room for this member, too. */
    private void leaveIntSet(SetMember member) {
        long set = address();
        int size = IntSet.size(set);
        boolean fits = fitsListpack(size, member)
                && (size == 0
                        || fitsListpack(size, moved.set(IntSet.get(set, 0)))
                                && fitsListpack(size, moved.set(IntSet.get(set, size - 1))));
        if (fits) {
            toListpack(size);
        } else {
            toTable();
        }
    }

    private void toListpack(int size) {
        long length = IntSet.bytes(address());
        long copy = slot.store().slabs().allocate(length);
        Memory.copy(address(), copy, length);
        encoding = Encoding.LISTPACK;
        Listpack.createEmpty(
                slot.store().prepare(slot, ValueType.SET, encoding, Listpack.EMPTY_BYTES, EntryStore.KEEP_DUE));
        editor.on(bytes);
        for (int i = 0; i < size; i++) {
            editor.append(IntSet.get(copy, i));
        }
        slot.store().slabs().free(copy);
    }

    private void toTable() {
        table.openEmpty();
        try {
            rewind();
            while (next()) {
                table.add(member());
            }
            table.moveTo(prepareRoot());
        } catch (MemoryExhausted e) {
            table.abandon();
            throw e;
        }
    }
}
