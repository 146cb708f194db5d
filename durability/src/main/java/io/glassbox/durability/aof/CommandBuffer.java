package io.glassbox.durability.aof;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Commands in the form of the protocol, one behind the other, in one growing block outside the heap. What was taken from the
 * front is moved over before the block would have to grow. Appending allocates nothing on the heap.
 */
final class CommandBuffer implements AutoCloseable {
    private static final int LINE_BYTES = DecimalInteger.MAX_LENGTH + 3;
    private static final long LEAST_BYTES = 16 * 1024;

    /** A block larger than this is given back when it is empty: one large command must not cost memory for ever. */
    private static final long MOST_KEPT_BYTES = 1 << 20;

    private final Slabs slabs;
    private long block;
    private long capacity;
    private long start;
    private long end;

    CommandBuffer(Slabs slabs) {
        this.slabs = slabs;
    }

    /** Bytes that wait. */
    long length() {
        return end - start;
    }

    boolean isEmpty() {
        return end == start;
    }

    /** Memory held. */
    long heldBytes() {
        return capacity;
    }

    /** The first byte that waits; valid until the next change. */
    long address() {
        return block + start;
    }

    /** Up to {@code most} waiting bytes for a file to take; valid until the next change. */
    ByteBuffer front(int most) {
        return Memory.buffer(address(), (int) Math.min(most, length()));
    }

    /** The first bytes have been written. */
    void consumed(long bytes) {
        start += bytes;
        if (start == end) {
            start = 0;
            end = 0;
            if (capacity > MOST_KEPT_BYTES) {
                close();
            }
        }
    }

    /** Begins a command of so many words. */
    void command(int words) {
        line('*', words);
    }

    void word(long address, int length) {
        line('$', length);
        room(length + 2L);
        Memory.copy(address, block + end, length);
        end += length;
        lineEnd();
    }

    void word(byte[] bytes) {
        line('$', bytes.length);
        room(bytes.length + 2L);
        Memory.copyIn(bytes, 0, block + end, bytes.length);
        end += bytes.length;
        lineEnd();
    }

    /** A number in decimal. */
    void word(long number) {
        line('$', DecimalInteger.lengthOf(number));
        room(LINE_BYTES);
        end = DecimalInteger.write(block + end, number) - block;
        lineEnd();
    }

    /** Bytes as they are: notes between commands. */
    void raw(byte[] bytes) {
        room(bytes.length);
        Memory.copyIn(bytes, 0, block + end, bytes.length);
        end += bytes.length;
    }

    /** A line that is a note of a number: {@code #TS:1700000000}. */
    void note(String name, long number) {
        raw(name.getBytes(StandardCharsets.US_ASCII));
        room(LINE_BYTES);
        end = DecimalInteger.write(block + end, number) - block;
        lineEnd();
    }

    /** Puts bytes in front of the last {@code behind} ones. */
    void insert(long behind, byte[] bytes) {
        room(bytes.length);
        long at = block + end - behind;
        Memory.copy(at, at + bytes.length, behind);
        Memory.copyIn(bytes, 0, at, bytes.length);
        end += bytes.length;
    }

    private void line(char kind, long number) {
        room(LINE_BYTES);
        Memory.putByte(block + end, kind);
        end = DecimalInteger.write(block + end + 1, number) - block;
        lineEnd();
    }

    private void lineEnd() {
        Memory.putShort(block + end, '\r' | '\n' << 8);
        end += 2;
    }

    private void room(long bytes) {
        if (end + bytes <= capacity) {
            return;
        }
        if (start > 0 && end - start + bytes <= capacity / 2) {
            Memory.copy(block + start, block, end - start);
        } else {
            long grown = Math.max(LEAST_BYTES, Math.max(capacity * 2, end - start + bytes));
            long larger = slabs.allocate(grown);
            if (block != 0) {
                Memory.copy(block + start, larger, end - start);
                slabs.free(block);
            }
            block = larger;
            capacity = grown;
        }
        end -= start;
        start = 0;
    }

    @Override
    public void close() {
        if (block != 0) {
            slabs.free(block);
        }
        block = 0;
        capacity = 0;
        start = 0;
        end = 0;
    }
}
