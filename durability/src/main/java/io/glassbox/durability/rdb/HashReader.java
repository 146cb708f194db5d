package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.type.EncodingLimits;
import io.glassbox.engine.type.HashValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DecimalInteger;

/** Reads hashes, with due times of fields. */
final class HashReader extends TypeReader<HashValue> {
    private final EncodingLimits limits;
    private final ListpackElements listpack;
    private final ZiplistElements ziplist;
    private final ZipmapElements zipmap = new ZipmapElements();
    private final DistinctElements distinct;
    private final KeptBytes kept;
    private final ByteView view = new ByteView();
    private final ByteView field = new ByteView();
    private final ByteView content = new ByteView();
    private final ByteView time = new ByteView();

    HashReader(
            TypeContext types,
            ListpackElements listpack,
            ZiplistElements ziplist,
            DistinctElements distinct,
            KeptBytes kept,
            ValueBound bound) {
        super(HashValue.KIND.newValue(types), bound);
        this.limits = types.limits();
        this.listpack = listpack;
        this.ziplist = ziplist;
        this.distinct = distinct;
        this.kept = kept;
    }

    @Override
    void fill(int type, RdbInput in) {
        switch (type) {
            case RdbType.HASH -> {
                for (long left = in.readCount(); left > 0; left--) {
                    ByteView name = kept.keep(in.readString(view));
                    add(name, in.readString(content));
                    dropIfLarge();
                }
            }
            case RdbType.HASH_METADATA, RdbType.HASH_METADATA_PRE_GA -> readTimed(in, type == RdbType.HASH_METADATA);
            case RdbType.HASH_LISTPACK -> {
                in.readString(view);
                if (!adopt()) {
                    addPairs(listpack.open(view.address(), view.length()));
                }
            }
            case RdbType.HASH_LISTPACK_EX -> {
                in.readLong();
                addTriples(listpack.open(in.readString(view).address(), view.length()));
            }
            case RdbType.HASH_LISTPACK_EX_PRE_GA ->
                addTriples(listpack.open(in.readString(view).address(), view.length()));
            case RdbType.HASH_ZIPMAP -> addPairs(zipmap.open(in.readString(view).address(), view.length()));
            default -> addPairs(ziplist.open(in.readString(view).address(), view.length()));
        }
    }

    @Override
    long size() {
        return value.size();
    }

    /** Each field behind its due time, which in the newer form counts from the first one of all, and from 1. */
    private void readTimed(RdbInput in, boolean isRelative) {
        long first = isRelative ? in.readLong() : 1;
        for (long left = in.readCount(); left > 0; left--) {
            long offset = in.readLength();
            ByteView name = kept.keep(in.readString(view));
            add(name, in.readString(content));
            if (offset != 0) {
                putDue(name, first + offset - 1);
            }
            dropIfLarge();
        }
    }

    /** Takes the listpack as it is, if all is in order and small enough; false if it has to be gone through. */
    private boolean adopt() {
        listpack.open(view.address(), view.length());
        int count = listpack.count();
        if (count == 0 || count % 2 != 0 || count / 2 > limits.hashMaxListpackEntries()) {
            return false;
        }
        distinct.begin(count / 2);
        for (int i = 0; i < count; i += 2) {
            int longest = listpack.next(field).length();
            boolean isNew = distinct.add(listpack.element());
            longest = Math.max(longest, listpack.next(content).length());
            if (!isNew || longest > limits.hashMaxListpackValue()) {
                return false;
            }
        }
        adopt(ValueType.HASH, Encoding.LISTPACK, view);
        return true;
    }

    private void addPairs(PackedElements elements) {
        if (elements.count() % 2 != 0) {
            throw new DamagedRdb("has a hash with a field without a value");
        }
        for (int left = elements.count(); left > 0; left -= 2) {
            elements.next(field);
            if (!value.put(field, elements.next(content))) {
                throw new DamagedRdb("has a hash " + elements.form() + " with dup elements");
            }
        }
    }

    private void addTriples(PackedElements elements) {
        if (elements.count() % 3 != 0) {
            throw new DamagedRdb("has a hash with a field without a value or time");
        }
        for (int left = elements.count(); left > 0; left -= 3) {
            ByteView name = kept.keep(elements.next(field));
            add(name, elements.next(content));
            elements.next(time);
            if (!DecimalInteger.isInteger(time)) {
                throw new DamagedRdb("has a hash with a time that is no number");
            }
            long due = DecimalInteger.parse(time);
            if (due != 0) {
                putDue(name, due);
            }
        }
    }

    private void add(ByteView name, ByteView bytes) {
        if (!value.put(name, bytes)) {
            throw new DamagedRdb("has a hash with a field twice", "Duplicate hash fields detected");
        }
    }

    private void putDue(ByteView name, long due) {
        if (due < 0) {
            throw new DamagedRdb("has a hash with an impossible time");
        }
        if (value.find(name)) {
            value.putDue(due);
        }
    }
}
