package io.glassbox.engine.digest;

import io.glassbox.engine.entry.Entry;
import io.glassbox.engine.entry.EntryStore;
import io.glassbox.engine.keyspace.Databases;
import io.glassbox.engine.keyspace.Keyspace;
import io.glassbox.engine.type.HashValue;
import io.glassbox.engine.type.ListValue;
import io.glassbox.engine.type.SetValue;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.engine.type.StreamValue;
import io.glassbox.engine.type.StringValue;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.stream.EntryCursor;
import io.glassbox.structure.stream.StreamId;
import io.glassbox.structure.text.DoubleText;
import java.util.function.Supplier;

/**
 * Signatures of data that depend on what clients see and on nothing else: not on encodings, nor on the order of keys and of members
 * of what has no order. They are those of Redis 7, so that data that was carried from one to the other can be compared.
 *
 * <p>Where there is an order, signatures are mixed: the SHA-1 of the next part is laid over, and the SHA-1 of that goes on. Where
 * there is none they are only laid over one another.
 */
public final class DatasetDigest {
    /** The signature of no data. */
    public static final String NOTHING = "0".repeat(Sha1Signature.BYTES * 2);

    private static final String EXPIRES = "!!expire!!";
    private static final String FIELD_EXPIRES = "!!hexpire!!";

    private final Signature value;
    private final Signature element;
    private final ByteView key = new ByteView();

    private final Signature[] perDatabase;
    private final Signature all;
    private final long[] keys;

    private DatasetDigest(int databases, Supplier<Signature> signatures) {
        value = signatures.get();
        element = signatures.get();
        perDatabase = new Signature[databases];
        keys = new long[databases];
        for (int i = 0; i < databases; i++) {
            perDatabase[i] = signatures.get();
        }
        all = signatures.get();
    }

    /** That of Redis, for data of so many databases at most. */
    public DatasetDigest(int databases) {
        this(databases, Sha1Signature::new);
    }

    /** One of this server's own, which costs little and tells times, too. */
    public static DatasetDigest quick(int databases) {
        return new DatasetDigest(databases, QuickSignature::new);
    }

    /** The signature of what clients see of these databases. */
    public static String of(Databases databases) {
        DatasetDigest digest = new DatasetDigest(databases.count());
        for (int i = 0; i < databases.count(); i++) {
            int index = i;
            Keyspace seen = databases.get(i);
            seen.store().table().forEach(entry -> {
                if (!seen.isExpired(entry)) {
                    digest.add(index, seen, entry);
                }
            });
        }
        return digest.text();
    }

    /**
     * Adds a key of a database; in any order. The entry lies in {@code where}, or is a copy with all of its value that could lie
     * there.
     */
    public void add(int database, Keyspace where, long entry) {
        value.clear();
        value.mix(key.set(Entry.keyAddress(entry), Entry.keyLength(entry)));
        mixValue(where, entry);
        perDatabase[database].lay(value);
        keys[database]++;
    }

    /** Keys that were added. */
    public long keys() {
        long all = 0;
        for (long some : keys) {
            all += some;
        }
        return all;
    }

    /** The signature of what was added. */
    public String text() {
        all.clear();
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] > 0) {
                all.mix(i);
                all.cover(perDatabase[i]);
            }
        }
        return all.toString();
    }

    /** The signature of a key's value alone. */
    public String ofValue(Keyspace keys, long entry) {
        value.clear();
        mixValue(keys, entry);
        return value.toString();
    }

    private void mixValue(Keyspace keys, long entry) {
        switch (Entry.type(entry)) {
            case STRING -> {
                value.mix(0);
                value.mix(keys.at(StringValue.KIND, entry).bytes());
            }
            case LIST -> mixList(keys, entry);
            case SET -> mixSet(keys, entry);
            case ZSET -> mixSortedSet(keys, entry);
            case HASH -> mixHash(keys, entry);
            case STREAM -> mixStream(keys, entry);
            case ARRAY -> throw new IllegalStateException("no command makes arrays");
        }
        if (Entry.hasDue(entry)) {
            value.layDue(EXPIRES, Entry.due(entry));
        }
    }

    private void mixList(Keyspace keys, long entry) {
        value.mix(1);
        ListValue list = keys.at(ListValue.KIND, entry);
        list.seek(0, true);
        long length = list.length();
        for (long i = 0; i < length; i++) {
            value.mix(list.element());
            list.next();
        }
    }

    private void mixSet(Keyspace keys, long entry) {
        value.mix(2);
        SetValue set = keys.at(SetValue.KIND, entry);
        set.rewind();
        while (set.next()) {
            value.lay(set.member().bytes());
        }
    }

    private void mixSortedSet(Keyspace keys, long entry) {
        value.mix(3);
        SortedSetValue set = keys.at(SortedSetValue.KIND, entry);
        long digits = keys.databases().slabs().allocate(DoubleText.MAX_LENGTH);
        ByteView score = new ByteView();
        set.seek(0);
        do {
            element.clear();
            element.mix(set.member());
            element.mix(score.set(digits, (int) (DoubleText.write(digits, set.score()) - digits)));
            value.lay(element);
        } while (set.next());
        keys.databases().slabs().free(digits);
    }

    private void mixHash(Keyspace keys, long entry) {
        value.mix(4);
        HashValue hash = keys.at(HashValue.KIND, entry);
        hash.rewind();
        while (hash.next()) {
            element.clear();
            element.mix(hash.field());
            element.mix(hash.value());
            if (hash.due() != EntryStore.NO_DUE) {
                element.layDue(FIELD_EXPIRES, hash.due());
            }
            value.lay(element);
        }
    }

    /** Entries and their identities; groups are no part of it. */
    private void mixStream(Keyspace keys, long entry) {
        value.mix(6);
        StreamValue stream = keys.at(StreamValue.KIND, entry);
        ByteView text = new ByteView();
        for (boolean any = stream.seek(new StreamId().setLeast(), new StreamId().setGreatest(), false);
                any;
                any = stream.next()) {
            EntryCursor item = stream.entry();
            value.mix(Long.toUnsignedString(item.id().millis()) + "."
                    + Long.toUnsignedString(item.id().sequence()));
            item.rewindFields();
            for (int i = 0; i < item.fieldCount(); i++) {
                item.nextField();
                value.mix(item.field(text));
                value.mix(item.value(text));
            }
        }
    }
}
