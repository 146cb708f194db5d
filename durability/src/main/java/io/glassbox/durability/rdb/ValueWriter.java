package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.structure.hash.SipHash;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
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

    /** {@code slabs} is what the values lie in; nothing is allocated there. */
    public ValueWriter(Slabs slabs, SipHash hashing) {
        nodes = new NodeCursor(slabs);
        sortedSet = new ScoredSet(slabs, hashing);
    }

    /** The encoding, of {@link RdbType}, that {@link #write} uses for the value of an entry. */
    public int typeOf(long entry) {
        boolean isPacked = !Entry.isStructured(entry);
        return switch (Entry.type(entry)) {
            case STRING -> RdbType.STRING;
            case LIST -> RdbType.LIST_QUICKLIST_2;
            case ZSET -> isPacked ? RdbType.ZSET_LISTPACK : RdbType.ZSET_2;
            case SET, HASH, STREAM, ARRAY -> throw noForm(Entry.type(entry));
        };
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
            case SET, HASH, STREAM, ARRAY -> throw noForm(Entry.type(entry));
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
}
