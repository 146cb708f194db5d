package io.glassbox.durability.replay;

import io.glassbox.durability.rdb.RdbOutput;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;
import io.glassbox.structure.text.DoubleText;
import java.nio.charset.StandardCharsets;

/**
 * Commands in the form of the protocol, written to where snapshots go, or other servers take them. Has a little memory of its own, which another thread than
 * the engine's must not take from the engine's slabs.
 */
public final class CommandText implements AutoCloseable {
    /** The longest name of a command, or number, with what is around it. */
    private static final int SCRATCH_BYTES = 64;

    private final Slabs slabs;
    private final long scratch;
    private final RdbOutput out;

    public CommandText(Slabs slabs, RdbOutput out) {
        this.slabs = slabs;
        this.scratch = slabs.allocate(SCRATCH_BYTES);
        this.out = out;
    }

    /** Begins a command of so many words, its name included. */
    public void command(String name, int words) {
        header('*', words);
        word(name);
    }

    /** A short text. */
    public void word(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        Memory.copyIn(bytes, 0, scratch + SCRATCH_BYTES / 2, bytes.length);
        word(scratch + SCRATCH_BYTES / 2, bytes.length);
    }

    /** Bytes on the heap, of any length. */
    public void word(byte[] bytes) {
        long copy = slabs.allocate(Math.max(1, bytes.length));
        Memory.copyIn(bytes, 0, copy, bytes.length);
        word(copy, bytes.length);
        slabs.free(copy);
    }

    public void word(ByteView bytes) {
        word(bytes.address(), bytes.length());
    }

    public void word(long address, long length) {
        header('$', length);
        out.writeRaw(address, length);
        lineEnd();
    }

    public void number(long number) {
        long at = scratch + SCRATCH_BYTES / 2;
        word(at, DecimalInteger.write(at, number) - at);
    }

    void number(double number) {
        long at = scratch + SCRATCH_BYTES / 2;
        word(at, DoubleText.write(at, number) - at);
    }

    /** A line that is no command. */
    void note(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        Memory.copyIn(bytes, 0, scratch, bytes.length);
        out.writeRaw(scratch, bytes.length);
        lineEnd();
    }

    private void header(char kind, long number) {
        out.writeByte(kind);
        out.writeRaw(scratch, DecimalInteger.write(scratch, number) - scratch);
        lineEnd();
    }

    private void lineEnd() {
        out.writeByte('\r');
        out.writeByte('\n');
    }

    @Override
    public void close() {
        slabs.free(scratch);
    }
}
