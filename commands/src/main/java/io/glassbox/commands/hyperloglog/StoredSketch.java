package io.glassbox.commands.hyperloglog;

import io.glassbox.command.call.CommandError;
import io.glassbox.engine.type.StringValue;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.GrowableBytes;
import io.glassbox.structure.sketch.HyperLogLog;
import org.jspecify.annotations.Nullable;

/** The bytes of a string value as a sketch has them; positioned on one value after the other. */
final class StoredSketch implements GrowableBytes {
    private static final CommandError NOT_A_SKETCH =
            CommandError.of("WRONGTYPE Key is not a valid HyperLogLog string value.");

    private final HyperLogLog sketch = new HyperLogLog();
    private @Nullable StringValue value;

    /** The sketch in a value that exists; throws if there is none in it. */
    HyperLogLog read(StringValue existing) {
        ByteView bytes = existing.bytes();
        if (!HyperLogLog.isSketch(bytes.address(), bytes.length())) {
            throw NOT_A_SKETCH;
        }
        value = existing;
        return sketch.set(this);
    }

    /** The same, to be written to; an empty one if the value does not exist. */
    HyperLogLog open(StringValue opened) {
        if (opened.exists()) {
            read(opened);
            opened.resize(opened.length());
            return sketch;
        }
        value = opened;
        sketch.set(this).create();
        return sketch;
    }

    @Override
    public long address() {
        return positioned().bytes().address();
    }

    @Override
    public int length() {
        return (int) positioned().length();
    }

    @Override
    public void resize(int newLength) {
        positioned().resize(newLength);
    }

    private StringValue positioned() {
        StringValue current = value;
        assert current != null;
        return current;
    }
}
