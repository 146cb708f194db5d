package io.glassbox.durability.rdb;

import io.glassbox.engine.type.ListValue;
import io.glassbox.engine.type.TypeContext;
import io.glassbox.structure.memory.ByteView;

/** Reads lists. */
final class ListReader extends TypeReader<ListValue> {
    /** What a node of the newer quicklist holds. */
    static final int PLAIN = 1;

    static final int PACKED = 2;

    private final ListpackElements listpack;
    private final ZiplistElements ziplist;
    private final ByteView view = new ByteView();

    ListReader(TypeContext types, ListpackElements listpack, ZiplistElements ziplist) {
        super(ListValue.KIND.newValue(types));
        this.listpack = listpack;
        this.ziplist = ziplist;
    }

    @Override
    void fill(int type, RdbInput in) {
        switch (type) {
            case RdbType.LIST -> {
                for (long left = in.readCount(); left > 0; left--) {
                    value.push(in.readString(view), true);
                }
            }
            case RdbType.LIST_ZIPLIST -> readZiplist(in);
            case RdbType.LIST_QUICKLIST -> {
                for (long left = in.readCount(); left > 0; left--) {
                    readZiplist(in);
                }
            }
            default -> {
                for (long left = in.readCount(); left > 0; left--) {
                    readNode(in);
                }
            }
        }
    }

    private void readZiplist(RdbInput in) {
        in.readString(view);
        ziplist.open(view.address(), view.length());
        for (int left = ziplist.count(); left > 0; left--) {
            value.push(ziplist.next(view), true);
        }
    }

    private void readNode(RdbInput in) {
        long container = in.readLength();
        in.readString(view);
        if (view.length() == 0) {
            throw new DamagedRdb("has a list node of no bytes");
        }
        if (container == PLAIN) {
            value.push(view, true);
        } else if (container == PACKED) {
            listpack.open(view.address(), view.length());
            if (listpack.count() > 0) {
                value.appendListpack(view.address());
            }
        } else {
            throw new DamagedRdb("has a list node of unknown kind " + container);
        }
    }
}
