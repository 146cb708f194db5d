package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.ByteView;

/** What modules write: numbers and strings, each with a mark that says which, so that it can be read over. */
final class ModuleData {
    private static final int END = 0;
    private static final int SIGNED = 1;
    private static final int UNSIGNED = 2;
    private static final int FLOAT = 3;
    private static final int DOUBLE = 4;
    private static final int STRING = 5;

    private ModuleData() {}

    static void skip(RdbInput in) {
        ByteView view = new ByteView();
        while (true) {
            int mark = (int) Math.min(in.readLength() & Long.MAX_VALUE, Integer.MAX_VALUE);
            switch (mark) {
                case END -> {
                    return;
                }
                case SIGNED, UNSIGNED -> in.readLength();
                case FLOAT -> in.take(Float.BYTES);
                case DOUBLE -> in.take(Double.BYTES);
                case STRING -> in.readString(view);
                default -> throw new DamagedRdb("has data of a module with an unknown mark " + mark);
            }
        }
    }
}
