package io.glassbox.durability.replay;

import io.glassbox.durability.rdb.DumpPayload;
import io.glassbox.durability.rdb.RdbOutput;
import io.glassbox.durability.rdb.ValueWriter;
import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.type.HashFields;
import io.glassbox.engine.type.SetMembers;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.compress.Lzf;
import io.glassbox.structure.intset.IntSet;
import io.glassbox.structure.listpack.Listpack;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.ordered.MemberBlock;
import io.glassbox.structure.ordered.ScoredSet;
import io.glassbox.structure.quicklist.NodeCursor;

/**
 * Writes the commands that bring an entry about, where nothing is. It only reads the entry, so any thread may do it while nobody
 * changes that. Large values take several commands, none of which is large because of its number of words.
 *
 * <p>A stream is one RESTORE: groups, what is pending in them and when consumers were seen have no commands that say all of it.
 */
public final class EntryCommands implements AutoCloseable {
    private static final int MOST_ITEMS = 64;

    private final Slabs slabs;
    private final CommandText text;
    private final NodeCursor nodes;
    private final ScoredSet sortedSet;
    private final HashFields fields;
    private final SetMembers members;
    private final ValueWriter payloads;
    private final ByteView view = new ByteView();
    private long entry;
    private int inCommand;

    /** {@code slabs}: of the thread that uses this. */
    public EntryCommands(TypeContext types, Slabs slabs, RdbOutput out) {
        this.slabs = slabs;
        this.text = new CommandText(slabs, out);
        this.nodes = new NodeCursor(types.slabs());
        this.sortedSet = new ScoredSet(types.slabs(), types.hashing());
        this.fields = new HashFields(types);
        this.members = new SetMembers(types);
        this.payloads = ValueWriter.forPayloads(types);
    }

    /** A short line that whoever runs the commands passes over; it begins with {@code #}. */
    public void note(String ascii) {
        text.note(ascii);
    }

    /** The database that the entries behind are in. */
    public void select(int database) {
        text.command("SELECT", 2);
        text.number(database);
    }

    /** A library of functions. */
    public void function(byte[] source) {
        text.command("FUNCTION", 3);
        text.word("LOAD");
        text.word(source);
    }

    public void write(long written) {
        entry = written;
        long value = Entry.valueAddress(entry);
        switch (Entry.type(entry)) {
            case STRING -> string(value);
            case LIST -> list(value);
            case SET -> set(value);
            case ZSET -> sortedSet(value);
            case HASH -> hash(value);
            case STREAM, ARRAY -> restore();
        }
        long due = Entry.due(entry);
        if (due != EntryStore.NO_DUE) {
            text.command("PEXPIREAT", 3);
            key();
            text.number(due);
        }
    }

    private void key() {
        text.word(Entry.keyAddress(entry), Entry.keyLength(entry));
    }

    /** To be called before each item: begins a command for the next of those that are left, unless one is not full yet. */
    private void item(String command, long left, int words) {
        if (inCommand == 0) {
            inCommand = (int) Math.min(left, MOST_ITEMS);
            text.command(command, 2 + inCommand * words);
            key();
        }
        inCommand--;
    }

    private void string(long value) {
        text.command("SET", 3);
        key();
        if (Entry.encoding(entry) == Encoding.INT) {
            text.number(Memory.getLong(value));
        } else {
            text.word(value, Entry.valueLength(entry));
        }
    }

    private void list(long value) {
        if (!Entry.isStructured(entry)) {
            listpack("RPUSH", value, 1);
            return;
        }
        int count = nodes.on(value);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                nodes.next();
            }
            if (nodes.isPlain() && !nodes.isCompressed()) {
                item("RPUSH", 1, 1);
                text.word(nodes.content(), nodes.length());
            } else if (nodes.isCompressed()) {
                compressedNode();
            } else {
                listpack("RPUSH", nodes.content(), 1);
            }
        }
    }

    private void compressedNode() {
        long raw = slabs.allocate(nodes.rawLength());
        try {
            boolean isWhole = Lzf.decompress(nodes.content(), nodes.length(), raw, nodes.rawLength());
            assert isWhole;
            if (nodes.isPlain()) {
                item("RPUSH", 1, 1);
                text.word(raw, nodes.rawLength());
            } else {
                listpack("RPUSH", raw, 1);
            }
        } finally {
            slabs.free(raw);
        }
    }

    /** The elements of a listpack, so many of which make an item. */
    private void listpack(String command, long listpack, int words) {
        long left = Listpack.count(listpack) / words;
        for (long element = Listpack.first(listpack); element != 0; left--) {
            item(command, left, words);
            for (int i = 0; i < words; i++) {
                element(element);
                element = Listpack.next(element);
            }
        }
    }

    private void element(long element) {
        if (Listpack.isInteger(element)) {
            text.number(Listpack.integer(element));
        } else {
            text.word(Listpack.stringAddress(element), Listpack.stringLength(element));
        }
    }

    private void set(long value) {
        if (Entry.isStructured(entry)) {
            long left = members.open(value);
            while (members.next()) {
                item("SADD", left--, 1);
                text.word(members.member(view));
            }
        } else if (Entry.encoding(entry) == Encoding.INTSET) {
            int size = IntSet.size(value);
            for (int i = 0; i < size; i++) {
                item("SADD", size - i, 1);
                text.number(IntSet.get(value, i));
            }
        } else {
            listpack("SADD", value, 1);
        }
    }

    private void sortedSet(long value) {
        if (!Entry.isStructured(entry)) {
            long left = Listpack.count(value) / 2;
            for (long member = Listpack.first(value); member != 0; left--) {
                long score = Listpack.next(member);
                item("ZADD", left, 2);
                element(score);
                element(member);
                member = Listpack.next(score);
            }
            return;
        }
        long left = sortedSet.open(value).size();
        sortedSet.seek(0);
        do {
            item("ZADD", left--, 2);
            text.number(sortedSet.score());
            long block = sortedSet.block();
            text.word(MemberBlock.address(block), MemberBlock.length(block));
        } while (sortedSet.next());
    }

    private void hash(long value) {
        if (Entry.encoding(entry) == Encoding.LISTPACKEX) {
            timedListpack(value);
        } else if (!Entry.isStructured(entry)) {
            listpack("HSET", value, 2);
        } else {
            long size = fields.open(value);
            for (long left = size; fields.next(); left--) {
                item("HSET", left, 2);
                text.word(fields.field(view));
                text.word(fields.value(view));
            }
            fields.open(value);
            while (fields.next()) {
                if (fields.due() != EntryStore.NO_DUE) {
                    fieldDue(fields.due());
                    text.word(fields.field(view));
                }
            }
        }
    }

    /** Triples of field, value and due time; without one that is 0. */
    private void timedListpack(long value) {
        long left = Listpack.count(value) / 3;
        for (long field = Listpack.first(value); field != 0; left--) {
            item("HSET", left, 2);
            element(field);
            element(Listpack.next(field));
            field = Listpack.next(Listpack.next(Listpack.next(field)));
        }
        for (long field = Listpack.first(value); field != 0; ) {
            long due = Listpack.next(Listpack.next(field));
            if (Listpack.integer(due) != 0) {
                fieldDue(Listpack.integer(due));
                element(field);
            }
            field = Listpack.next(due);
        }
    }

    /** The field follows. */
    private void fieldDue(long due) {
        text.command("HPEXPIREAT", 6);
        key();
        text.number(due);
        text.word("FIELDS");
        text.number(1);
    }

    private void restore() {
        try (RdbOutput payload = RdbOutput.growing(slabs)) {
            DumpPayload.write(entry, payloads, payload);
            text.command("RESTORE", 4);
            key();
            text.number(0);
            text.word(payload.address(), payload.length());
        }
    }

    @Override
    public void close() {
        text.close();
    }
}
