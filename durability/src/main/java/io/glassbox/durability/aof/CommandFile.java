package io.glassbox.durability.aof;

import io.glassbox.foundation.file.StoredFile;
import io.glassbox.network.protocol.Request;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.memory.Slabs;
import java.io.IOException;

/**
 * Reads the commands of a file one after the other, in memory of its own that grows to the longest of them. Nothing is taken for
 * a length that the file does not have.
 */
final class CommandFile implements AutoCloseable {
    /** What came next. */
    enum Found {
        COMMAND,
        END,
        /** The file ends within a command. */
        TORN,
        /** No command can look like this. */
        BROKEN,
        /** Only within: more has to be read to tell. */
        UNKNOWN
    }

    private static final int CHUNK_BYTES = 256 * 1024;

    /** The longest line of a count or a length. */
    private static final int LONGEST_LINE = 128;

    private static final int MOST_WORDS = 1024 * 1024;
    private static final long NOT_COMPLETE = -1;
    private static final long NO_NUMBER = -2;

    private final Slabs slabs;
    private final StoredFile file;
    private final long size;
    private final Request request = new Request();
    private long block;
    private long capacity;
    private long start;
    private long end;
    /** Within the block, while a command is looked at. */
    private long at;
    /** Of the first byte in the block. */
    private long offset;

    /** Begins at an offset of the file; closes it in the end. */
    CommandFile(Slabs slabs, StoredFile file, long from) throws IOException {
        this.slabs = slabs;
        this.file = file;
        this.size = file.size();
        this.offset = from;
        this.capacity = CHUNK_BYTES;
        this.block = slabs.allocate(capacity);
    }

    /** The command that was found; valid until the next. */
    Request request() {
        return request;
    }

    /** Where the next command begins, or what is broken. */
    long offset() {
        return offset + start;
    }

    Found next() throws IOException {
        while (true) {
            Found found = look();
            if (found != Found.UNKNOWN) {
                return found;
            }
            if (!fill()) {
                return start == end ? Found.END : Found.TORN;
            }
        }
    }

    private Found look() {
        skipNotes();
        if (start == end) {
            return Found.UNKNOWN;
        }
        at = start;
        request.clear();
        long words = number('*');
        if (words < 1 || words > MOST_WORDS) {
            return words == NOT_COMPLETE ? Found.UNKNOWN : Found.BROKEN;
        }
        for (long i = 0; i < words; i++) {
            long length = number('$');
            if (length < 0 || length > Integer.MAX_VALUE) {
                return length == NOT_COMPLETE ? Found.UNKNOWN : Found.BROKEN;
            }
            if (offset + at + length + 2 > size) {
                return Found.TORN;
            }
            if (at + length + 2 > end) {
                return Found.UNKNOWN;
            }
            request.add(block + at, (int) length);
            at += length + 2;
        }
        start = at;
        return Found.COMMAND;
    }

    private void skipNotes() {
        while (start < end && Memory.getByte(block + start) == '#') {
            long line = lineEnd(start);
            if (line < 0) {
                return;
            }
            start = line + 1;
        }
    }

    /** Reads a line of one letter and a number. */
    private long number(char kind) {
        if (at < end && Memory.getByte(block + at) != kind) {
            return NO_NUMBER;
        }
        long line = lineEnd(at);
        if (line < 0) {
            return end - at > LONGEST_LINE ? NO_NUMBER : NOT_COMPLETE;
        }
        long value = 0;
        for (long i = at + 1; i < line; i++) {
            int digit = Memory.getByte(block + i) - '0';
            if (digit < 0 || digit > 9) {
                if (i == line - 1 && digit == '\r' - '0' && i > at + 1) {
                    break;
                }
                return NO_NUMBER;
            }
            value = value * 10 + digit;
            if (value > Integer.MAX_VALUE) {
                return NO_NUMBER;
            }
        }
        at = line + 1;
        return value;
    }

    private long lineEnd(long from) {
        for (long i = from; i < end; i++) {
            if (Memory.getByte(block + i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        Memory.copy(block + start, block, end - start);
        offset += start;
        end -= start;
        start = 0;
        if (end > capacity / 2) {
            capacity *= 2;
            block = slabs.reallocate(block, capacity);
        }
        int room = (int) Math.min(capacity - end, 1 << 30);
        int read = file.read(Memory.buffer(block + end, room), offset + end);
        if (read <= 0) {
            return false;
        }
        end += read;
        return true;
    }

    @Override
    public void close() {
        slabs.free(block);
        try {
            file.close();
        } catch (IOException unimportant) {
            // Nothing was written.
        }
    }
}
