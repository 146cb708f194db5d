package io.glassbox.tools.check;

import io.glassbox.durability.rdb.DamagedRdb;
import io.glassbox.durability.rdb.KeyFacts;
import io.glassbox.durability.rdb.ModuleData;
import io.glassbox.durability.rdb.RdbContent;
import io.glassbox.durability.rdb.RdbFileInput;
import io.glassbox.durability.rdb.RdbForm;
import io.glassbox.durability.rdb.RdbInput;
import io.glassbox.durability.rdb.RdbParser;
import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.MemoryExhausted;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Checks an RDB file, or the snapshot at the beginning of an append-only file, and prints what redis-check-rdb prints of it. What is
 * met on the way is told to {@link Contents}.
 */
final class RdbCheck implements RdbContent, AutoCloseable {
    /** How it ended. */
    enum Outcome {
        SOUND,
        DAMAGED,
        /** So damaged that Redis's tool ends itself where it is, with a word of the server's log. */
        ABORTED
    }

    /** Addresses to have, not memory: room for the longest string three times, as it is, decompressed and as a value. */
    private static final long MOST_MEMORY = 8L << 30;

    private static final int NO_TYPE = -1;

    /** Before its first key Redis's tool claims to read a string. */
    private static final int FIRST_TYPE = 0;

    private final Surroundings surroundings;
    private final Contents contents;
    private final Progress progress;
    private final RdbFileInput in;
    private final RdbParser parser;
    private final ValueProbe values;
    private final long now;
    private String key = "";
    private boolean hasKey;
    private int lastType = FIRST_TYPE;
    private long database;
    private long itemStart;
    private long keys;
    private long timed;
    private long over;
    private String finding = "";

    private RdbCheck(Surroundings surroundings, Contents contents, Slabs slabs, RdbFileInput in, ValueProbe values) {
        this.surroundings = surroundings;
        this.contents = contents;
        this.progress = new Progress(surroundings);
        this.in = in;
        this.values = values;
        this.now = surroundings.clock().unixMillis();
        this.parser = new RdbParser(slabs, in, this, true);
    }

    /** What came of a check. {@code end}: where the snapshot ends, or where it is damaged; {@code finding}: what the damage is. */
    record Result(Outcome outcome, long end, int version, String finding) {}

    /** Checks the file, which is closed in the end, and prints what there is to say. */
    static Result check(Surroundings surroundings, String name, StoredFile file, Contents contents) throws IOException {
        surroundings.line("[offset 0] Checking RDB file " + name);
        try (Slabs slabs = Slabs.create(MOST_MEMORY);
                ValueProbe values = new ValueProbe(slabs, surroundings.clock());
                RdbFileInput in = new RdbFileInput(slabs, file);
                RdbCheck check = new RdbCheck(surroundings, contents, slabs, in, values)) {
            Outcome outcome = check.run();
            check.progress.clear();
            if (outcome == Outcome.SOUND) {
                check.info("\\o/ RDB looks OK! \\o/");
                check.totals();
            }
            return new Result(outcome, in.offset(), check.parser.version(), check.finding);
        }
    }

    private Outcome run() {
        try {
            parser.begin();
            itemStart = in.offset();
            while (parser.step()) {
                progress.at(in.offset(), in.size());
            }
            return Outcome.SOUND;
        } catch (DamagedRdb damage) {
            progress.clear();
            return damaged(damage);
        } catch (UncheckedIOException e) {
            return failed("Can't read the file: " + FileErrors.reason(e));
        } catch (MemoryExhausted e) {
            return failed("Out of memory for a string of this file");
        }
    }

    private Outcome damaged(DamagedRdb damage) {
        String reason = damage.reason();
        if (damage.place() == DamagedRdb.Place.FILE) {
            return failed(reason);
        }
        if (damage.place() == DamagedRdb.Place.END && reason.isEmpty()) {
            return failed("Unexpected EOF reading RDB file");
        }
        failed("Internal error in RDB reading offset " + in.offset() + " -> "
                + (reason.isEmpty() ? "It " + damage.finding() : reason));
        surroundings.log().warning("Terminating server after rdb file reading failure.");
        return Outcome.ABORTED;
    }

    private Outcome failed(String reason) {
        finding = reason;
        surroundings.line("--- RDB ERROR DETECTED ---");
        info(reason);
        surroundings.line("[additional info] While doing: " + parser.doing().words());
        if (hasKey) {
            surroundings.line("[additional info] Reading key '" + key + "'");
        }
        int type = parser.type() == RdbParser.NO_TYPE ? lastType : parser.type();
        if (type != NO_TYPE) {
            surroundings.line("[additional info] Reading type " + type + " ("
                    + RdbForm.of(type).words() + ")");
        }
        totals();
        return Outcome.DAMAGED;
    }

    private void info(String what) {
        surroundings.line("[offset " + in.offset() + "] " + what);
    }

    private void totals() {
        surroundings.line("[info] " + keys + " keys read");
        surroundings.line("[info] " + timed + " expires");
        surroundings.line("[info] " + over + " already expired");
    }

    /** Bytes since the item before. */
    private long itemBytes() {
        long bytes = in.offset() - itemStart;
        itemStart = in.offset();
        return bytes;
    }

    @Override
    public void database(long index) {
        info("Selecting DB ID " + Long.toUnsignedString(index));
        database = index;
        itemBytes();
    }

    @Override
    public void sizes(long expected, long expectedTimed) {
        itemBytes();
    }

    @Override
    public void field(String name, ByteView value) {
        int end = name.indexOf(0);
        info("AUX FIELD " + (end < 0 ? name : name.substring(0, end)) + " = '" + value.toCString() + "'");
        contents.field(name, value);
        itemBytes();
    }

    @Override
    public void function(ByteView source) {
        contents.function(source, itemBytes());
    }

    @Override
    public void moduleField(String module) {
        info("MODULE AUX for: " + module);
        contents.moduleField(module);
    }

    @Override
    public void key(int type, ByteView name, KeyFacts facts, RdbInput from) {
        hasKey = true;
        keys++;
        long elements;
        String module = "";
        try {
            if (RdbForm.isModule(type)) {
                module = ModuleData.skipValue(from);
                elements = 1;
            } else {
                elements = values.read(type, from);
            }
        } catch (DamagedRdb | UncheckedIOException | MemoryExhausted e) {
            key = name.toCString();
            throw e;
        }
        if (facts.hasDue()) {
            timed++;
            over += facts.due() < now ? 1 : 0;
        }
        contents.key(database, type, module, name, elements, itemBytes(), facts, now);
        hasKey = false;
        lastType = NO_TYPE;
    }

    @Override
    public void close() {
        parser.close();
    }

    @Override
    public void end(Checksum checksum) {
        switch (checksum) {
            case MATCHES -> info("Checksum OK");
            case OFF -> info("RDB file was saved with checksum disabled: no check performed.");
            case NONE -> {}
        }
    }
}
