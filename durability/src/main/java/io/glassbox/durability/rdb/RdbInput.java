package io.glassbox.durability.rdb;

import io.glassbox.structure.compress.Lzf;
import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import io.glassbox.structure.text.DecimalInteger;

/**
 * Reads the parts that values are made of from bytes that nobody vouches for. Nothing is read beyond the end, and no memory is
 * taken for a length that the rest of the bytes cannot have.
 */
public abstract class RdbInput implements AutoCloseable {
    /** What a compressed byte can become at most: three bytes stand for 264. */
    private static final int MOST_EXPANSION = 88;

    private static final String BAD_COMPRESSION = "Invalid LZF compressed string";

    /** Room that is kept for decompressed strings from one to the next. */
    private static final int KEPT_BYTES = 64 * 1024;

    private final Slabs slabs;
    private final long digits;
    private long opened;
    private long openedBytes;
    private boolean isEncoding;

    protected RdbInput(Slabs slabs) {
        this.slabs = slabs;
        this.digits = slabs.allocate(DecimalInteger.MAX_LENGTH);
    }

    /** Bytes that are still to be read; a file's checksum counts. */
    public abstract long remaining();

    /** How many bytes were read. */
    public abstract long offset();

    /** Where the next so many bytes lie, which count as read; valid until the next call. There are that many. */
    protected abstract long next(long bytes);

    /** Where the next so many bytes lie, until the next read; throws {@link DamagedRdb} if there are fewer. */
    public final long take(long bytes) {
        if (bytes < 0 || bytes > remaining()) {
            throw DamagedRdb.atEnd("ends where " + Long.toUnsignedString(bytes) + " more bytes are needed");
        }
        return next(bytes);
    }

    public final int readByte() {
        return Memory.getUnsignedByte(take(1));
    }

    public final int readInt() {
        return Memory.getInt(take(Integer.BYTES));
    }

    public final long readLong() {
        return Memory.getLong(take(Long.BYTES));
    }

    public final double readDouble() {
        return Memory.getDouble(take(Double.BYTES));
    }

    /**
     * A number of things, each of which takes some of the bytes that are left. It may be more than these can be: the end comes
     * before the last of them then, so nothing is to be made ready for so many.
     */
    public final long readCount() {
        return readLength() & Long.MAX_VALUE;
    }

    /** A length or another number, unsigned; not one of the marks for encoded strings. */
    public final long readLength() {
        long length = readLengthOrEncoding();
        if (isEncoding) {
            throw new DamagedRdb("has an encoding where a length belongs");
        }
        return length;
    }

    private long readLengthOrEncoding() {
        int first = readByte();
        isEncoding = first >= RdbOutput.INTEGER_8;
        if (isEncoding) {
            return first;
        }
        if (first < 1 << 6) {
            return first;
        }
        if (first < RdbOutput.LENGTH_32) {
            return Integer.toUnsignedLong((first & 0x3F) << 8 | readByte());
        }
        return switch (first) {
            case RdbOutput.LENGTH_32 -> Integer.toUnsignedLong(Integer.reverseBytes(readInt()));
            case RdbOutput.LENGTH_64 -> Long.reverseBytes(readLong());
            default ->
                throw new DamagedRdb(
                        "has an unknown form of length: " + first, "Unknown length encoding 2 in rdbLoadLen()");
        };
    }

    /** The next string, in whatever form it is: {@code view} is set on its bytes, valid until the next read. */
    public final ByteView readString(ByteView view) {
        long length = readLengthOrEncoding();
        if (!isEncoding) {
            return view.set(take(length), lengthOf(length));
        }
        return switch ((int) length) {
            case RdbOutput.INTEGER_8 -> print(view, (byte) readByte());
            case RdbOutput.INTEGER_16 -> print(view, (short) Memory.getUnsignedShort(take(Short.BYTES)));
            case RdbOutput.INTEGER_32 -> print(view, readInt());
            case RdbOutput.COMPRESSED -> decompress(view);
            default ->
                throw new DamagedRdb(
                        "has an unknown encoding of a string: " + length,
                        "Unknown RDB string encoding type " + (length & 0x3F));
        };
    }

    private ByteView print(ByteView view, long number) {
        return view.set(digits, (int) (DecimalInteger.write(digits, number) - digits));
    }

    private ByteView decompress(ByteView view) {
        long length = readLength();
        long original = readLength();
        long source = take(length);
        if (original <= 0 || original > length * MOST_EXPANSION) {
            throw new DamagedRdb("has a compressed string of impossible lengths", BAD_COMPRESSION);
        }
        int target = lengthOf(original);
        makeRoom(target);
        if (!Lzf.decompress(source, lengthOf(length), opened, target)) {
            throw new DamagedRdb("has a compressed string that does not decompress", BAD_COMPRESSION);
        }
        return view.set(opened, target);
    }

    private static int lengthOf(long length) {
        if (length > Integer.MAX_VALUE - 1024) {
            throw new DamagedRdb("has a string of " + length + " bytes, which is more than this server takes");
        }
        return (int) length;
    }

    private void makeRoom(int bytes) {
        boolean isTooLarge = openedBytes > KEPT_BYTES && bytes <= KEPT_BYTES;
        if (openedBytes >= bytes && !isTooLarge) {
            return;
        }
        if (opened != 0) {
            slabs.free(opened);
            opened = 0;
            openedBytes = 0;
        }
        long wanted = Math.max(bytes, KEPT_BYTES);
        opened = slabs.allocate(wanted);
        openedBytes = wanted;
    }

    @Override
    public void close() {
        slabs.free(digits);
        if (opened != 0) {
            slabs.free(opened);
            opened = 0;
        }
    }
}
