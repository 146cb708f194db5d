package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.type.EncodingLimits;
import io.glassbox.engine.type.SortedSetValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DoubleText;

/** Reads sorted sets. */
final class SortedSetReader extends TypeReader<SortedSetValue> {
    /** First bytes of a score in text that stand for what digits cannot say; anything less is the length of the text. */
    private static final int NOT_A_NUMBER = 253;

    private static final int INFINITY = 254;
    private static final int MINUS_INFINITY = 255;

    private final EncodingLimits limits;
    private final ListpackElements listpack;
    private final ZiplistElements ziplist;
    private final DistinctElements distinct;
    private final KeptBytes kept;
    private final ByteView view = new ByteView();
    private final ByteView member = new ByteView();
    private final ByteView score = new ByteView();
    private final ByteView before = new ByteView();

    SortedSetReader(
            TypeContext types,
            ListpackElements listpack,
            ZiplistElements ziplist,
            DistinctElements distinct,
            KeptBytes kept,
            ValueBound bound) {
        super(SortedSetValue.KIND.newValue(types), bound);
        this.limits = types.limits();
        this.listpack = listpack;
        this.ziplist = ziplist;
        this.distinct = distinct;
        this.kept = kept;
    }

    @Override
    void fill(int type, RdbInput in) {
        switch (type) {
            case RdbType.ZSET_LISTPACK -> {
                in.readString(view);
                if (!adopt()) {
                    addAll(listpack.open(view.address(), view.length()));
                }
            }
            case RdbType.ZSET_ZIPLIST -> {
                in.readString(view);
                addAll(ziplist.open(view.address(), view.length()));
            }
            default -> {
                for (long left = in.readCount(); left > 0; left--) {
                    ByteView name = kept.keep(in.readString(view));
                    add(type == RdbType.ZSET_2 ? in.readDouble() : readScore(in), name);
                    dropIfLarge();
                }
            }
        }
    }

    @Override
    long size() {
        return value.size();
    }

    /** Takes the listpack as it is, if it is in order and small enough; false if it has to be gone through. */
    private boolean adopt() {
        listpack.open(view.address(), view.length());
        int count = listpack.count();
        if (count % 2 != 0 || count == 0 || count / 2 > limits.zsetMaxListpackEntries()) {
            return false;
        }
        distinct.begin(count / 2);
        double last = Double.NEGATIVE_INFINITY;
        before.set(0, 0);
        for (int i = 0; i < count; i += 2) {
            listpack.next(member);
            boolean isNew = distinct.add(listpack.element());
            boolean isBehind = i == 0 || before.compareBytes(member) < 0;
            if (!isNew || member.length() > limits.zsetMaxListpackValue()) {
                return false;
            }
            before.set(kept.keep(member));
            double next = parse(listpack.next(score));
            if (next < last || next == last && !isBehind || Double.isNaN(next)) {
                return false;
            }
            last = next;
        }
        adopt(ValueType.ZSET, Encoding.LISTPACK, view);
        return true;
    }

    private void addAll(PackedElements elements) {
        if (elements.count() % 2 != 0) {
            throw new DamagedRdb("has a sorted set with a member without a score");
        }
        for (int left = elements.count(); left > 0; left -= 2) {
            elements.next(member);
            double number = parse(elements.next(score));
            add(number, member);
        }
    }

    private void add(double number, ByteView name) {
        if (Double.isNaN(number)) {
            throw new DamagedRdb("has a sorted set with a score that is no number", "Zset with NAN score detected");
        }
        if (value.find(name)) {
            throw new DamagedRdb("has a sorted set with a member twice", "Duplicate zset fields detected");
        }
        value.add(number, name);
    }

    private static double parse(ByteView text) {
        return DoubleText.parse(text);
    }

    private static double readScore(RdbInput in) {
        int length = in.readByte();
        return switch (length) {
            case NOT_A_NUMBER -> Double.NaN;
            case INFINITY -> Double.POSITIVE_INFINITY;
            case MINUS_INFINITY -> Double.NEGATIVE_INFINITY;
            default -> DoubleText.parse(in.take(length), length);
        };
    }
}
