package io.glassbox.durability.rdb;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Slabs;

/**
 * Goes through an RDB file, an item at each {@link #step}, and tells a {@link RdbContent} what there is: the one reader of the format,
 * for those who load a file as for those who only look at it. Throws {@link DamagedRdb} for bytes that are not in order.
 *
 * <pre>
 * REDIS | version in four digits | item ... | 0xFF | CRC-64 of all before (8; from version 5 on; 0 if off)
 *
 * item: opcode and what belongs to it, or facts about a key, its type, its name, its value
 * </pre>
 */
public final class RdbParser implements AutoCloseable {
    /** What is being read, in the words of redis-check-rdb. */
    public enum Doing {
        START("start"),
        TYPE("read-type"),
        EXPIRY("read-expire"),
        KEY("read-key"),
        VALUE("read-object-value"),
        CHECKSUM("check-sum"),
        LENGTH("read-len"),
        FIELD("read-aux"),
        MODULE_FIELD("read-module-aux"),
        FUNCTION("read-functions");

        private final String words;

        Doing(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** No value is being read. */
    public static final int NO_TYPE = -1;

    private static final String MAGIC = "REDIS";
    private static final int VERSION_DIGITS = 4;

    /** Files had no checksum before this version. */
    private static final int FIRST_WITH_CHECKSUM = 5;

    private static final long MILLIS_PER_SECOND = 1000;

    private final RdbFileInput in;
    private final RdbContent content;
    private final boolean isSummed;
    private final KeptBytes key;
    private final KeyFacts facts = new KeyFacts();
    private final ByteView view = new ByteView();
    private Doing doing = Doing.START;
    private int type = NO_TYPE;
    private int version;

    /** {@code isSummed}: a checksum has to be right if there is one. {@code in} stays the caller's. */
    public RdbParser(Slabs slabs, RdbFileInput in, RdbContent content, boolean isSummed) {
        this.in = in;
        this.content = content;
        this.isSummed = isSummed;
        this.key = new KeptBytes(slabs);
    }

    /** What is being read, or was when it turned out to be damaged. */
    public Doing doing() {
        return doing;
    }

    /** The type of the value that is being read, or {@link #NO_TYPE}. */
    public int type() {
        return type;
    }

    /** The version of the format; once it has begun. */
    public int version() {
        return version;
    }

    /** Reads the first bytes, which say what it is. */
    public void begin() {
        String header = view.set(in.take(MAGIC.length() + VERSION_DIGITS), MAGIC.length() + VERSION_DIGITS)
                .toLatin1();
        if (!header.startsWith(MAGIC)) {
            throw DamagedRdb.ofFile(
                    "does not begin with REDIS: Wrong signature trying to load DB from file",
                    "Wrong signature trying to load DB from file");
        }
        String digits = header.substring(MAGIC.length());
        version = digits.chars().allMatch(Character::isDigit) ? Integer.parseInt(digits) : 0;
        if (version < 1 || version > RdbType.VERSION) {
            throw DamagedRdb.ofFile(
                    "is of a version that this server does not know: Can't handle RDB format version " + digits,
                    "Can't handle RDB format version " + version);
        }
    }

    /** Reads a key, or something else that the file says; false when that was its end. */
    public boolean step() {
        doing = Doing.TYPE;
        int code = in.readByte();
        switch (code) {
            case RdbOpcode.DUE_SECONDS -> {
                doing = Doing.EXPIRY;
                facts.putDue(in.readInt() * MILLIS_PER_SECOND);
            }
            case RdbOpcode.DUE_MILLIS -> {
                doing = Doing.EXPIRY;
                facts.putDue(in.readLong());
            }
            case RdbOpcode.IDLE -> facts.putIdleSeconds(in.readLength());
            case RdbOpcode.FREQUENCY -> facts.putFrequency(in.readByte());
            case RdbOpcode.SELECT_DATABASE -> {
                doing = Doing.LENGTH;
                content.database(in.readLength());
            }
            case RdbOpcode.RESIZE_DATABASE -> {
                doing = Doing.LENGTH;
                long keys = in.readLength();
                content.sizes(keys, in.readLength());
            }
            case RdbOpcode.SLOT_INFO -> {
                doing = Doing.LENGTH;
                in.readLength();
                in.readLength();
                in.readLength();
            }
            case RdbOpcode.AUX -> readField();
            case RdbOpcode.FUNCTION -> {
                doing = Doing.FUNCTION;
                content.function(readSource());
            }
            case RdbOpcode.FUNCTION_PRE_GA ->
                throw DamagedRdb.ofFile(
                        "has functions in the form of a release candidate, which no release can load",
                        "Pre-release function format not supported");
            case RdbOpcode.MODULE_AUX -> readModuleField();
            case RdbOpcode.END -> {
                doing = Doing.CHECKSUM;
                content.end(checkSum());
                return false;
            }
            default -> readKey(code);
        }
        return true;
    }

    private void readField() {
        doing = Doing.FIELD;
        String name = in.readString(view).toLatin1();
        content.field(name, in.readString(view));
    }

    private ByteView readSource() {
        try {
            return in.readString(view);
        } catch (DamagedRdb damage) {
            if (damage.isEnd()) {
                throw DamagedRdb.ofFile(damage.finding(), "Failed loading library, Failed loading library payload");
            }
            throw damage;
        }
    }

    private void readModuleField() {
        doing = Doing.MODULE_FIELD;
        String module = ModuleName.of(in.readLength());
        long mark = in.readLength();
        in.readLength();
        if (mark != ModuleData.UNSIGNED) {
            throw DamagedRdb.ofFile("has data of a module that does not say where it belongs", "bad when_opcode");
        }
        content.moduleField(module);
        ModuleData.skip(in, module);
    }

    private void readKey(int code) {
        if (!RdbType.isKnown(code)) {
            throw DamagedRdb.ofFile("has a value of unknown type " + code, "Invalid object type: " + code);
        }
        type = code;
        doing = Doing.KEY;
        ByteView name = key.keep(in.readString(view));
        doing = Doing.VALUE;
        content.key(type, name, facts, in);
        facts.forget();
        type = NO_TYPE;
    }

    private RdbContent.Checksum checkSum() {
        if (version < FIRST_WITH_CHECKSUM) {
            return RdbContent.Checksum.NONE;
        }
        long computed = in.checksum();
        long written = in.readLong();
        if (!isSummed) {
            return RdbContent.Checksum.NONE;
        }
        if (written == 0) {
            return written == computed ? RdbContent.Checksum.MATCHES : RdbContent.Checksum.OFF;
        }
        if (written != computed) {
            throw DamagedRdb.ofFile(
                    "has an RDB CRC error: Wrong RDB checksum expected: (" + Long.toHexString(computed) + ") but got ("
                            + Long.toHexString(written) + ")",
                    "RDB CRC error");
        }
        return RdbContent.Checksum.MATCHES;
    }

    @Override
    public void close() {
        key.close();
    }
}
