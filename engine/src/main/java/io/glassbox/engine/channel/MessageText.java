package io.glassbox.engine.channel;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;

/** A text that is put together outside the heap, and used again for the next one. */
final class MessageText implements AutoCloseable {
    private static final int INITIAL_BYTES = 256;

    /** What the longest text of before may keep; more is given back. */
    private static final int KEPT_BYTES = 16 * 1024;

    private final Slabs slabs;
    private long block;
    private int capacity = INITIAL_BYTES;
    private int length;

    MessageText(Slabs slabs) {
        this.slabs = slabs;
        this.block = slabs.allocate(capacity);
    }

    MessageText clear() {
        length = 0;
        if (capacity > KEPT_BYTES) {
            block = slabs.reallocate(block, INITIAL_BYTES);
            capacity = INITIAL_BYTES;
        }
        return this;
    }

    boolean isEmpty() {
        return length == 0;
    }

    MessageText add(byte[] bytes) {
        Memory.copyIn(bytes, 0, room(bytes.length), bytes.length);
        length += bytes.length;
        return this;
    }

    MessageText add(ByteView bytes) {
        Memory.copy(bytes.address(), room(bytes.length()), bytes.length());
        length += bytes.length();
        return this;
    }

    MessageText add(MessageText other) {
        Memory.copy(other.block, room(other.length), other.length);
        length += other.length;
        return this;
    }

    MessageText add(char ascii) {
        Memory.putByte(room(1), (byte) ascii);
        length++;
        return this;
    }

    MessageText add(long number) {
        long at = room(DecimalInteger.MAX_LENGTH);
        length += (int) (DecimalInteger.write(at, number) - at);
        return this;
    }

    /** Bytes behind the length, a colon between. */
    MessageText addCounted(ByteView bytes) {
        return add((long) bytes.length()).add(':').add(bytes);
    }

    /** Shows the text; until the next change to it. */
    ByteView showIn(ByteView view) {
        return view.set(block, length);
    }

    private long room(int bytes) {
        int needed = Math.addExact(length, bytes);
        if (needed > capacity) {
            capacity = (int) Math.min(Integer.MAX_VALUE, 2L * needed);
            block = slabs.reallocate(block, capacity);
        }
        return block + length;
    }

    @Override
    public void close() {
        slabs.free(block);
    }
}
