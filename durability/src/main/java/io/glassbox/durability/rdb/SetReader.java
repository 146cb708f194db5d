package io.glassbox.durability.rdb;

import io.glassbox.engine.entry.Encoding;
import io.glassbox.engine.entry.ValueType;
import io.glassbox.engine.type.EncodingLimits;
import io.glassbox.engine.type.SetValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.intset.IntSet;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.text.DecimalInteger;

/** Reads sets. */
final class SetReader extends TypeReader<SetValue> {
    private final EncodingLimits limits;
    private final ListpackElements listpack;
    private final DistinctElements distinct;
    private final ByteView view = new ByteView();
    private final ByteView member = new ByteView();

    /** Where numbers are printed. */
    private final long digits;

    SetReader(TypeContext types, ListpackElements listpack, DistinctElements distinct, long digits, ValueBound bound) {
        super(SetValue.KIND.newValue(types), bound);
        this.limits = types.limits();
        this.listpack = listpack;
        this.distinct = distinct;
        this.digits = digits;
    }

    @Override
    void fill(int type, RdbInput in) {
        switch (type) {
            case RdbType.SET -> {
                for (long left = in.readCount(); left > 0; left--) {
                    add(in.readString(view));
                    dropIfLarge();
                }
            }
            case RdbType.SET_INTSET -> {
                in.readString(view);
                readNumbers();
            }
            default -> {
                in.readString(view);
                if (!adopt()) {
                    listpack.open(view.address(), view.length());
                    for (int left = listpack.count(); left > 0; left--) {
                        add(listpack.next(member));
                    }
                }
            }
        }
    }

    @Override
    long size() {
        return value.size();
    }

    private void readNumbers() {
        long set = view.address();
        if (!IntSet.isValid(set, view.length())) {
            throw new DamagedRdb("has a damaged intset");
        }
        int size = IntSet.size(set);
        if (size <= limits.setMaxIntsetEntries()) {
            adopt(ValueType.SET, Encoding.INTSET, view);
            return;
        }
        for (int i = 0; i < size; i++) {
            add(member.set(digits, (int) (DecimalInteger.write(digits, IntSet.get(set, i)) - digits)));
        }
    }

    /** Takes the listpack as it is, if all is in order and small enough; false if it has to be gone through. */
    private boolean adopt() {
        listpack.open(view.address(), view.length());
        int count = listpack.count();
        if (count == 0 || count > limits.setMaxListpackEntries()) {
            return false;
        }
        distinct.begin(count);
        for (int i = 0; i < count; i++) {
            int length = listpack.next(member).length();
            if (!distinct.add(listpack.element()) || length > limits.setMaxListpackValue()) {
                return false;
            }
        }
        adopt(ValueType.SET, Encoding.LISTPACK, view);
        return true;
    }

    private void add(ByteView bytes) {
        if (!value.add(bytes)) {
            throw new DamagedRdb("has a set with a member twice", "Duplicate set members detected");
        }
    }
}
