package io.glassbox.durability.rdb;

import io.glassbox.structure.compress.Lzf;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts that values are made of: lengths, strings, numbers. They gather in a buffer, which either grows, or is emptied
 * into a {@link Sink} whenever it is full.
 *
 * <p>Belongs to one thread, as its slabs do.
 */
public final class RdbOutput implements AutoCloseable {
    /** Takes what has gathered; nothing of it is valid afterwards. */
    @FunctionalInterface
    public interface Sink {
        void take(long address, long length);
    }

    /** The encodings of strings that are no plain bytes: the low bits of a first byte whose high bits are both set. */
    static final int INTEGER_8 = 0xC0;

    static final int INTEGER_16 = 0xC1;
    static final int INTEGER_32 = 0xC2;
    static final int COMPRESSED = 0xC3;
    static final int LENGTH_32 = 0x80;
    static final int LENGTH_64 = 0x81;

    /** The longest text that may be a 32-bit integer. */
    private static final int LONGEST_INTEGER_TEXT = 11;

    /** Strings up to here are not worth compressing, and this much has to be saved. */
    private static final int SHORTEST_COMPRESSED = 21;

    private static final int LEAST_SAVED = 4;

    /** The most that one call for a number or a length writes. */
    private static final int LONGEST_PART = 24;

    private static final int INITIAL_BYTES = 256;

    private final Slabs slabs;
    private final boolean grows;
    private final Sink sink;
    private final long digits;
    private final Lzf lzf = new Lzf();
    private boolean compresses = true;

    /** Where strings begin, lie and end that somebody else will compress; null if that is done here. */
    private long @Nullable [] marks;

    private int marked;
    private long buffer;
    private long capacity;
    private long length;

    private RdbOutput(Slabs slabs, long capacity, boolean grows, Sink sink) {
        this.slabs = slabs;
        this.grows = grows;
        this.sink = sink;
        this.digits = slabs.allocate(DecimalInteger.MAX_LENGTH);
        this.buffer = slabs.allocate(capacity);
        this.capacity = capacity;
    }

    /** Keeps everything in memory. */
    public static RdbOutput growing(Slabs slabs) {
        return new RdbOutput(slabs, INITIAL_BYTES, true, (address, length) -> {});
    }

    /** Hands over what it has whenever so many bytes are together. */
    public static RdbOutput flushing(Slabs slabs, int bufferBytes, Sink sink) {
        return new RdbOutput(slabs, bufferBytes, false, sink);
    }

    /** Whether strings are compressed where that makes them shorter. */
    public void compress(boolean on) {
        compresses = on;
    }

    /** Leaves it to another thread to compress: notes which strings are worth a try, for {@link #writeMarks}. */
    void leaveCompression() {
        marks = new long[3];
        marked = 0;
    }

    /** Writes the notes: for each string where its length begins, where it lies, how long it is; then how many there are. */
    void writeMarks() {
        for (int i = 0; i < marked; i++) {
            writeLong(Objects.requireNonNull(marks)[i]);
        }
        writeLong(marked / 3);
        marked = 0;
    }

    /** What has gathered since the last {@link #clear} or hand-over. */
    public ByteView view(ByteView view) {
        return view.set(buffer, Math.toIntExact(length));
    }

    public long address() {
        return buffer;
    }

    public long length() {
        return length;
    }

    /** Forgets what has gathered, and what a growing buffer has grown by. */
    public void clear() {
        length = 0;
        if (grows && capacity > INITIAL_BYTES) {
            slabs.free(buffer);
            buffer = slabs.allocate(INITIAL_BYTES);
            capacity = INITIAL_BYTES;
        }
    }

    /** Hands over what has gathered. */
    public void flush() {
        if (length > 0) {
            sink.take(buffer, length);
            length = 0;
        }
    }

    public void writeByte(int value) {
        makeRoom(1);
        Memory.putByte(buffer + length++, value);
    }

    public void writeShort(int value) {
        makeRoom(Short.BYTES);
        Memory.putShort(buffer + length, value);
        length += Short.BYTES;
    }

    public void writeInt(int value) {
        makeRoom(Integer.BYTES);
        Memory.putInt(buffer + length, value);
        length += Integer.BYTES;
    }

    public void writeLong(long value) {
        makeRoom(Long.BYTES);
        Memory.putLong(buffer + length, value);
        length += Long.BYTES;
    }

    public void writeDouble(double value) {
        writeLong(Double.doubleToRawLongBits(value));
    }

    /** A length or any other number that is mostly small; unsigned. */
    public void writeLength(long value) {
        makeRoom(LONGEST_PART);
        length += putLength(buffer + length, value);
    }

    private static int putLength(long at, long value) {
        if (value >= 0 && value < 1 << 6) {
            Memory.putByte(at, (int) value);
            return 1;
        }
        if (value >= 0 && value < 1 << 14) {
            Memory.putByte(at, 0x40 | (int) (value >>> 8));
            Memory.putByte(at + 1, (int) value);
            return 2;
        }
        if (value >>> 32 == 0) {
            Memory.putByte(at, LENGTH_32);
            Memory.putInt(at + 1, Integer.reverseBytes((int) value));
            return 5;
        }
        Memory.putByte(at, LENGTH_64);
        Memory.putLong(at + 1, Long.reverseBytes(value));
        return 9;
    }

    /** A string of these bytes: as an integer if they spell one, compressed if that is shorter. */
    public void writeString(long address, long bytes) {
        boolean mayBeInteger = bytes > 0 && bytes <= LONGEST_INTEGER_TEXT;
        if (mayBeInteger && DecimalInteger.isInteger(address, (int) bytes)) {
            long number = DecimalInteger.parse(address, (int) bytes);
            if (number == (int) number) {
                writeInteger((int) number);
                return;
            }
        }
        if (marks != null && bytes >= SHORTEST_COMPRESSED) {
            writeMarked(marks, address, bytes);
            return;
        }
        if (!compresses
                || bytes < SHORTEST_COMPRESSED
                || bytes > Integer.MAX_VALUE
                || !writeCompressed(address, (int) bytes)) {
            writeLength(bytes);
            writeRaw(address, bytes);
        }
    }

    private void writeMarked(long[] soFar, long address, long bytes) {
        long[] notes = soFar;
        if (marked + 3 > notes.length) {
            notes = Arrays.copyOf(notes, notes.length * 2 + 1);
            marks = notes;
        }
        notes[marked] = length;
        writeLength(bytes);
        notes[marked + 1] = length;
        notes[marked + 2] = bytes;
        marked += 3;
        writeRaw(address, bytes);
    }

    public void writeString(ByteView bytes) {
        writeString(bytes.address(), bytes.length());
    }

    /** A string that spells this number. */
    public void writeNumber(long number) {
        if (number == (int) number) {
            writeInteger((int) number);
            return;
        }
        long end = DecimalInteger.write(digits, number);
        writeLength(end - digits);
        writeRaw(digits, end - digits);
    }

    /** A string that is compressed already. */
    public void writeCompressed(long address, int bytes, int originalBytes) {
        writeByte(COMPRESSED);
        writeLength(bytes);
        writeLength(originalBytes);
        writeRaw(address, bytes);
    }

    /** Bytes as they are. */
    public void writeRaw(long address, long bytes) {
        if (grows) {
            makeRoom(bytes);
            Memory.copy(address, buffer + length, bytes);
            length += bytes;
            return;
        }
        long done = 0;
        while (done < bytes) {
            makeRoom(1);
            long piece = Math.min(bytes - done, capacity - length);
            Memory.copy(address + done, buffer + length, piece);
            length += piece;
            done += piece;
        }
    }

    private void writeInteger(int number) {
        makeRoom(LONGEST_PART);
        long at = buffer + length;
        if (number == (byte) number) {
            Memory.putByte(at, INTEGER_8);
            Memory.putByte(at + 1, number);
            length += 2;
        } else if (number == (short) number) {
            Memory.putByte(at, INTEGER_16);
            Memory.putShort(at + 1, number);
            length += 3;
        } else {
            Memory.putByte(at, INTEGER_32);
            Memory.putInt(at + 1, number);
            length += 5;
        }
    }

    /** Compresses into a block that is not larger than the string; false if that is of no use. */
    private boolean writeCompressed(long address, int bytes) {
        long room = slabs.allocate(bytes);
        try {
            int compressed = lzf.compress(address, bytes, room, bytes - LEAST_SAVED);
            if (compressed == 0) {
                return false;
            }
            writeCompressed(room, compressed, bytes);
            return true;
        } finally {
            slabs.free(room);
        }
    }

    private void makeRoom(long bytes) {
        if (capacity - length >= bytes) {
            return;
        }
        if (grows) {
            long wanted = Math.max(length + bytes, capacity + (capacity >>> 1));
            buffer = slabs.reallocate(buffer, wanted);
            capacity = wanted;
        } else {
            flush();
        }
    }

    @Override
    public void close() {
        slabs.free(buffer);
        slabs.free(digits);
    }
}
