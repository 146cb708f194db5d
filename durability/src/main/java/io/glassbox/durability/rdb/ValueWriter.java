package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.type.HashFields;
import io.glassbox.engine.type.SetMembers;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.ordered.MemberBlock;
import io.glassbox.structure.ordered.ScoredSet;
import io.glassbox.structure.quicklist.NodeCursor;

/**
 * Writes values from where they lie. It only reads them, and knows nothing of keyspaces or sessions: any thread may use it on
 * values that nobody changes meanwhile.
 */
public final class ValueWriter {
    private final NodeCursor nodes;
    private final ScoredSet sortedSet;
    private final HashFields fields;
    private final SetMembers members;
    private final StreamWriter streams;
    private final ByteView view = new ByteView();

    /** The newest version that may be needed to read what is written. */
    private final int most;

    /** Whether sets may be written as listpacks, which came later than the other small forms. */
    private final boolean packsSets;

    private ValueWriter(TypeContext types, int most, boolean packsSets) {
        this.nodes = new NodeCursor(types.slabs());
        this.sortedSet = new ScoredSet(types.slabs(), types.hashing());
        this.fields = new HashFields(types);
        this.members = new SetMembers(types);
        this.streams = new StreamWriter(types);
        this.most = most;
        this.packsSets = packsSets;
    }

    /** For single values, each with the lowest version that can carry it. */
    public static ValueWriter forPayloads(TypeContext types) {
        return new ValueWriter(types, RdbType.VERSION, false);
    }

    /** For files of a version. */
    public static ValueWriter forFiles(TypeContext types, int version) {
        return new ValueWriter(types, version, RdbType.versionOf(RdbType.SET_LISTPACK) <= version);
    }

    /**
     * The encoding, of {@link RdbType}, that {@link #write} uses for the value of an entry. Throws {@link UnfitForVersion} if the
     * version has none.
     */
    public int typeOf(long entry) {
        boolean isPacked = !Entry.isStructured(entry);
        int type = switch (Entry.type(entry)) {
            case STRING -> RdbType.STRING;
            case LIST -> RdbType.LIST_QUICKLIST_2;
            case ZSET -> isPacked ? RdbType.ZSET_LISTPACK : RdbType.ZSET_2;
            case HASH -> hashType(entry);
            case SET -> setType(entry);
            case STREAM -> streamType(entry);
            case ARRAY -> throw noForm(Entry.type(entry));
        };
        if (RdbType.versionOf(type) > most) {
            throw new UnfitForVersion(entry, most);
        }
        return type;
    }

    private static int hashType(long entry) {
        return switch (Entry.encoding(entry)) {
            case LISTPACK -> RdbType.HASH_LISTPACK;
            case LISTPACKEX -> RdbType.HASH_LISTPACK_EX;
            default -> Entry.partDue(entry) == EntryStore.NO_DUE ? RdbType.HASH : RdbType.HASH_METADATA;
        };
    }

    private int setType(long entry) {
        return switch (Entry.encoding(entry)) {
            case INTSET -> RdbType.SET_INTSET;
            case LISTPACK -> packsSets ? RdbType.SET_LISTPACK : RdbType.SET;
            default -> RdbType.SET;
        };
    }

    private int streamType(long entry) {
        boolean isNewer = RdbType.versionOf(RdbType.STREAM_LISTPACKS_3) <= most
                && streams.needsActiveTimes(Entry.valueAddress(entry));
        return isNewer ? RdbType.STREAM_LISTPACKS_3 : RdbType.STREAM_LISTPACKS_2;
    }

    /** Writes the value of an entry, without its type. */
    public void write(long entry, RdbOutput out) {
        long value = Entry.valueAddress(entry);
        boolean isPacked = !Entry.isStructured(entry);
        switch (Entry.type(entry)) {
            case STRING -> {
                if (Entry.encoding(entry) == Encoding.INT) {
                    out.writeNumber(Memory.getLong(value));
                } else {
                    out.writeString(value, Entry.valueLength(entry));
                }
            }
            case LIST -> {
                if (isPacked) {
                    out.writeLength(1);
                    out.writeLength(ListReader.PACKED);
                    out.writeString(value, Entry.valueLength(entry));
                } else {
                    writeNodes(value, out);
                }
            }
            case ZSET -> {
                if (isPacked) {
                    out.writeString(value, Entry.valueLength(entry));
                } else {
                    writeSortedSet(value, out);
                }
            }
            case HASH -> writeHash(entry, out);
            case SET -> writeSet(entry, out);
            case STREAM -> streams.write(value, streamType(entry) == RdbType.STREAM_LISTPACKS_3, out);
            case ARRAY -> throw noForm(Entry.type(entry));
        }
    }

    private static IllegalStateException noForm(ValueType type) {
        return new IllegalStateException("values of type " + type.printedName() + " have no form in RDB files");
    }

    private void writeNodes(long root, RdbOutput out) {
        int count = nodes.on(root);
        out.writeLength(count);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                nodes.next();
            }
            out.writeLength(nodes.isPlain() ? ListReader.PLAIN : ListReader.PACKED);
            if (nodes.isCompressed()) {
                out.writeCompressed(nodes.content(), nodes.length(), nodes.rawLength());
            } else {
                out.writeString(nodes.content(), nodes.length());
            }
        }
    }

    /** From the last to the first, as Redis does: its skip list takes them in that order without a search. */
    private void writeSortedSet(long root, RdbOutput out) {
        long size = sortedSet.open(root).size();
        out.writeLength(size);
        if (size == 0) {
            return;
        }
        sortedSet.seek(size - 1);
        do {
            long block = sortedSet.block();
            out.writeString(MemberBlock.address(block), MemberBlock.length(block));
            out.writeDouble(sortedSet.score());
        } while (sortedSet.previous());
    }

    private void writeSet(long entry, RdbOutput out) {
        long value = Entry.valueAddress(entry);
        if (Entry.isStructured(entry)) {
            out.writeLength(members.open(value));
            while (members.next()) {
                out.writeString(members.member(view));
            }
        } else if (setType(entry) == RdbType.SET) {
            out.writeLength(Listpack.count(value));
            for (long element = Listpack.first(value); element != 0; element = Listpack.next(element)) {
                if (Listpack.isInteger(element)) {
                    out.writeNumber(Listpack.integer(element));
                } else {
                    out.writeString(Listpack.stringAddress(element), Listpack.stringLength(element));
                }
            }
        } else {
            out.writeString(value, Entry.valueLength(entry));
        }
    }

    private void writeHash(long entry, RdbOutput out) {
        long value = Entry.valueAddress(entry);
        long first = Entry.partDue(entry);
        boolean isTimed = first != EntryStore.NO_DUE;
        if (Entry.encoding(entry) == Encoding.LISTPACKEX) {
            out.writeLong(isTimed ? first : 0);
        }
        if (!Entry.isStructured(entry)) {
            out.writeString(value, Entry.valueLength(entry));
            return;
        }
        if (isTimed) {
            out.writeLong(first);
        }
        out.writeLength(fields.open(value));
        while (fields.next()) {
            if (isTimed) {
                long due = fields.due();
                out.writeLength(due == EntryStore.NO_DUE ? 0 : due - first + 1);
            }
            out.writeString(fields.field(view));
            out.writeString(fields.value(view));
        }
    }
}
