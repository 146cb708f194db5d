package io.glassbox.durability.rdb;

import io.glassbox.engine.type.ListValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.ByteView;

/** Reads lists. */
final class ListReader extends TypeReader<ListValue> {
    /** What a node of the newer quicklist holds. */
    static final int PLAIN = 1;

    static final int PACKED = 2;

    private static final String NODE_REASON = "Listpack integrity check failed.";

    private final ListpackElements listpack;
    private final ZiplistElements ziplist;
    private final ByteView view = new ByteView();

    ListReader(TypeContext types, ListpackElements listpack, ZiplistElements ziplist, ValueBound bound) {
        super(ListValue.KIND.newValue(types), bound);
        this.listpack = listpack;
        this.ziplist = ziplist;
    }

    @Override
    void fill(int type, RdbInput in) {
        switch (type) {
            case RdbType.LIST -> {
                for (long left = in.readCount(); left > 0; left--) {
                    value.push(in.readString(view), true);
                    dropIfLarge();
                }
            }
            case RdbType.LIST_ZIPLIST -> readZiplist(in, "List ziplist integrity check failed.");
            case RdbType.LIST_QUICKLIST -> {
                for (long left = in.readCount(); left > 0; left--) {
                    readZiplist(in, "Ziplist integrity check failed.");
                    dropIfLarge();
                }
            }
            default -> {
                for (long left = in.readCount(); left > 0; left--) {
                    readNode(in);
                    dropIfLarge();
                }
            }
        }
    }

    @Override
    long size() {
        return value.length();
    }

    private void readZiplist(RdbInput in, String reason) {
        in.readString(view);
        open(ziplist, reason);
        for (int left = ziplist.count(); left > 0; left--) {
            value.push(ziplist.next(view), true);
        }
    }

    private void readNode(RdbInput in) {
        long container = in.readLength();
        if (container != PLAIN && container != PACKED) {
            throw new DamagedRdb("has a list node of unknown kind " + container);
        }
        in.readString(view);
        if (view.length() == 0) {
            throw new DamagedRdb("has a list node of no bytes", NODE_REASON);
        }
        if (container == PLAIN) {
            value.push(view, true);
        } else {
            open(listpack, NODE_REASON);
            if (listpack.count() > 0) {
                value.appendListpack(view.address());
            }
        }
    }

    private void open(PackedElements elements, String reason) {
        try {
            elements.open(view.address(), view.length());
        } catch (DamagedRdb damage) {
            throw new DamagedRdb(damage.finding(), reason);
        }
    }
}
