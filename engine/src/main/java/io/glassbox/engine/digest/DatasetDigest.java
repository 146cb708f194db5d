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
import java.nio.charset.StandardCharsets;

/**
 * Signatures of data that depend on what clients see and on nothing else: not on encodings, nor on the order of keys and of members
 * of what has no order. They are those of Redis 7, so that data that was carried from one to the other can be compared.
 *
 * <p>Where there is an order, signatures are mixed: the SHA-1 of the next part is laid over, and the SHA-1 of that goes on. Where
 * there is none they are only laid over one another.
 */
public final class DatasetDigest {
    /** The signature of no data. */
    public static final String NOTHING = "0".repeat(Signature.BYTES * 2);

    private static final byte[] EXPIRES = "!!expire!!".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIELD_EXPIRES = "!!hexpire!!".getBytes(StandardCharsets.US_ASCII);

    private final Signature value = new Signature();
    private final Signature element = new Signature();
    private final ByteView key = new ByteView();

    private final Signature[] perDatabase;
    private final long[] keys;

    /** For data of so many databases at most. */
    public DatasetDigest(int databases) {
        perDatabase = new Signature[databases];
        keys = new long[databases];
        for (int i = 0; i < databases; i++) {
            perDatabase[i] = new Signature();
        }
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

    /** Adds a key of a database, which lies in {@code where}; in any order. */
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
        Signature all = new Signature();
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
        key.set(Entry.keyAddress(entry), Entry.keyLength(entry));
        switch (Entry.type(entry)) {
            case STRING -> {
                value.mix(0);
                value.mix(keys.again(StringValue.KIND, key, 0).bytes());
            }
            case LIST -> mixList(keys);
            case SET -> mixSet(keys);
            case ZSET -> mixSortedSet(keys);
            case HASH -> mixHash(keys);
            case STREAM -> mixStream(keys);
            case ARRAY -> throw new IllegalStateException("no command makes arrays");
        }
        if (Entry.hasDue(entry)) {
            value.lay(EXPIRES);
        }
    }

    private void mixList(Keyspace keys) {
        value.mix(1);
        ListValue list = keys.again(ListValue.KIND, key, 0);
        list.seek(0, true);
        long length = list.length();
        for (long i = 0; i < length; i++) {
            value.mix(list.element());
            list.next();
        }
    }

    private void mixSet(Keyspace keys) {
        value.mix(2);
        SetValue set = keys.again(SetValue.KIND, key, 0);
        set.rewind();
        while (set.next()) {
            value.lay(set.member().bytes());
        }
    }

    private void mixSortedSet(Keyspace keys) {
        value.mix(3);
        SortedSetValue set = keys.again(SortedSetValue.KIND, key, 0);
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

    private void mixHash(Keyspace keys) {
        value.mix(4);
        HashValue hash = keys.again(HashValue.KIND, key, 0);
        hash.rewind();
        while (hash.next()) {
            element.clear();
            element.mix(hash.field());
            element.mix(hash.value());
            if (hash.due() != EntryStore.NO_DUE) {
                element.lay(FIELD_EXPIRES);
            }
            value.lay(element);
        }
    }

    /** Entries and their identities; groups are no part of it. */
    private void mixStream(Keyspace keys) {
        value.mix(6);
        StreamValue stream = keys.again(StreamValue.KIND, key, 0);
        ByteView part = new ByteView();
        for (boolean any = stream.seek(new StreamId().setLeast(), new StreamId().setGreatest(), false);
                any;
                any = stream.next()) {
            EntryCursor entry = stream.entry();
            value.mix(Long.toUnsignedString(entry.id().millis()) + "."
                    + Long.toUnsignedString(entry.id().sequence()));
            entry.rewindFields();
            for (int i = 0; i < entry.fieldCount(); i++) {
                entry.nextField();
                value.mix(entry.field(part));
                value.mix(entry.value(part));
            }
        }
    }
}
