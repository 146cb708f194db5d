package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.ByteView;

/** What modules write: numbers and strings, each with a mark that says which, so that it can be read over. */
public final class ModuleData {
    private static final int END = 0;
    private static final int SIGNED = 1;
    static final int UNSIGNED = 2;
    private static final int FLOAT = 3;
    private static final int DOUBLE = 4;
    private static final int STRING = 5;

    private ModuleData() {}

    /** Reads over a value of {@link RdbForm#isModule}; the name of its type. */
    public static String skipValue(RdbInput in) {
        String name = readName(in);
        skip(in, name);
        return name;
    }

    /** Reads whose value follows. */
    static String readName(RdbInput in) {
        try {
            return ModuleName.of(in.readLength());
        } catch (DamagedRdb damage) {
            throw damage.within("the type of a module's value", "Short read module id");
        }
    }

    /** Reads over all that there is of the module's data. */
    static void skip(RdbInput in, String module) {
        ByteView view = new ByteView();
        for (int mark = readMark(in); mark != END; mark = readMark(in)) {
            String part = part(mark, module);
            try {
                skipPart(in, mark, view);
            } catch (DamagedRdb damage) {
                throw damage.within(
                        "data of the module " + module, "Error reading " + part + " from module " + module + " value");
            }
        }
    }

    private static int readMark(RdbInput in) {
        return (int) Math.min(in.readLength() & Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static String part(int mark, String module) {
        return switch (mark) {
            case SIGNED, UNSIGNED -> "integer";
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case STRING -> "string";
            default -> throw new DamagedRdb("has data of the module " + module + " with an unknown mark " + mark);
        };
    }

    private static void skipPart(RdbInput in, int mark, ByteView view) {
        switch (mark) {
            case FLOAT -> in.take(Float.BYTES);
            case DOUBLE -> in.take(Double.BYTES);
            case STRING -> in.readString(view);
            default -> in.readLength();
        }
    }
}
