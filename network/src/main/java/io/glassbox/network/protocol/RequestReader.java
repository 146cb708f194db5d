package io.glassbox.network.protocol;

import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DecimalInteger;
import org.jspecify.annotations.Nullable;

/**
 * Frames requests in a stretch of memory without copying: RESP arrays of bulk strings, or inline commands.
 *
 * <p>Remembers how far it came within an incomplete request, so that a request of a million arguments that arrives in small
 * pieces is not looked at again from its beginning. Positions are absolute addresses; when the bytes move, {@link #relocate} says
 * by how much. Takes no memory for a length that was merely announced.
 *
 * <p>Source: the RESP specification, and the limits and error texts of Redis 7.0.
 */
public final class RequestReader {
    /** What looking at the bytes came to. */
    public enum Progress {
        /** A request is framed; {@link RequestReader#position} is behind it. */
        COMPLETE,
        /** An empty request, to be passed over. */
        EMPTY,
        /** More bytes are needed. */
        INCOMPLETE,
        /** {@link RequestReader#error} says what is wrong. */
        BROKEN
    }

    /** The longest line: an inline command, or a count. */
    public static final int LONGEST_LINE = 64 * 1024;

    /** From here on an argument is worth a buffer of its own size. */
    public static final int BIG_ARGUMENT = 32 * 1024;

    /**
     * The most arguments of one request: each takes some bytes of the heap before it is run. Redis waits for up to 2^31, which
     * would be far more than its query buffer can hold.
     */
    public static final int MOST_ARGUMENTS = 1 << 22;

    private static final int MOST_ARGUMENTS_UNAUTHENTICATED = 10;
    private static final int LONGEST_ARGUMENT_UNAUTHENTICATED = 16 * 1024;
    private static final int NONE = -1;

    /** The shortest header that the quick look takes: up to three digits and the line end. */
    private static final int QUICK_BYTES = 5;

    private final Request request = new Request();
    private final InlineArguments inline = new InlineArguments();
    private long position;
    /** In a line that was not complete: up to where it has been looked through. */
    private long scanned;
    /** Behind the line that {@link #quickNumber} read. */
    private long afterLine;

    private int argumentsLeft;
    private long argumentLength = NONE;
    private @Nullable ProtocolError error;
    private int offendingByte;

    /** The limits that hold for one connection at one time. */
    public interface Limits {
        /** {@code proto-max-bulk-len}. */
        long longestArgument();

        /** Whether the peer still has to say who it is: it is given little room until then. */
        boolean isUnauthenticated();
    }

    public Request request() {
        return request;
    }

    /** The address behind what was framed or looked at so far. */
    public long position() {
        return position;
    }

    public @Nullable ProtocolError error() {
        return error;
    }

    /** The byte that stood where a {@code $} was due. */
    public int offendingByte() {
        return offendingByte;
    }

    /** Whether a request was begun and is not complete. */
    public boolean isInRequest() {
        return argumentsLeft > 0;
    }

    /** Bytes of the argument that is being waited for, line end included; 0 if none is. */
    public long awaitedBytes() {
        return argumentLength == NONE ? 0 : argumentLength + 2;
    }

    /** Begins a new request at {@code address}. */
    public void startAt(long address) {
        position = address;
        scanned = address;
        argumentsLeft = 0;
        argumentLength = NONE;
        request.clear();
    }

    /** The bytes were moved by this distance. */
    public void relocate(long distance) {
        position += distance;
        scanned += distance;
        request.relocate(distance);
    }

    /** Frames as much of one request as lies before {@code end}. */
    public Progress read(long end, Limits limits) {
        if (argumentsLeft == 0) {
            if (position >= end) {
                return Progress.INCOMPLETE;
            }
            if (Memory.getByte(position) != '*') {
                return readInline(end);
            }
            Progress header = readCount(end, limits);
            if (header != Progress.COMPLETE) {
                return header;
            }
        }
        return readArguments(end, limits);
    }

    private Progress readCount(long end, Limits limits) {
        long count = quickNumber(position + 1, end);
        if (count < 0) {
            long lineEnd = findLineEnd(end);
            if (lineEnd == 0) {
                return end - position > LONGEST_LINE ? broken(ProtocolError.TOO_BIG_COUNT) : Progress.INCOMPLETE;
            }
            count = parse(position + 1, lineEnd);
            afterLine = lineEnd + 2;
        }
        if (count == INVALID || count > MOST_ARGUMENTS) {
            return broken(ProtocolError.INVALID_COUNT);
        }
        if (count > MOST_ARGUMENTS_UNAUTHENTICATED && limits.isUnauthenticated()) {
            return broken(ProtocolError.UNAUTHENTICATED_COUNT);
        }
        position = afterLine;
        scanned = afterLine;
        if (count <= 0) {
            return Progress.EMPTY;
        }
        argumentsLeft = (int) count;
        return Progress.COMPLETE;
    }

    private Progress readArguments(long end, Limits limits) {
        while (argumentsLeft > 0) {
            if (argumentLength == NONE) {
                Progress header = readLength(end, limits);
                if (header != Progress.COMPLETE) {
                    return header;
                }
            }
            if (end - position < argumentLength + 2) {
                return Progress.INCOMPLETE;
            }
            request.add(position, (int) argumentLength);
            position += argumentLength + 2;
            scanned = position;
            argumentLength = NONE;
            argumentsLeft--;
        }
        return Progress.COMPLETE;
    }

    private Progress readLength(long end, Limits limits) {
        long length = NONE;
        if (position < end && Memory.getByte(position) == '$') {
            length = quickNumber(position + 1, end);
        }
        if (length < 0) {
            long lineEnd = findLineEnd(end);
            if (lineEnd == 0) {
                return end - position > LONGEST_LINE ? broken(ProtocolError.TOO_BIG_LENGTH) : Progress.INCOMPLETE;
            }
            if (Memory.getByte(position) != '$') {
                offendingByte = Memory.getUnsignedByte(position);
                return broken(ProtocolError.EXPECTED_DOLLAR);
            }
            length = parse(position + 1, lineEnd);
            afterLine = lineEnd + 2;
        }
        if (length < 0 || length > limits.longestArgument() || length > Integer.MAX_VALUE - 2) {
            return broken(ProtocolError.INVALID_LENGTH);
        }
        if (length > LONGEST_ARGUMENT_UNAUTHENTICATED && limits.isUnauthenticated()) {
            return broken(ProtocolError.UNAUTHENTICATED_LENGTH);
        }
        position = afterLine;
        scanned = afterLine;
        argumentLength = length;
        return Progress.COMPLETE;
    }

    /** A line that has a zero byte before its end is never complete: whoever sends one does not speak this protocol. */
    private Progress readInline(long end) {
        long newline = scanned;
        long limit = Math.min(end, position + LONGEST_LINE + 1);
        while (newline < limit && Memory.getByte(newline) != '\n' && Memory.getByte(newline) != 0) {
            newline++;
        }
        scanned = newline;
        if (newline == limit || Memory.getByte(newline) == 0) {
            return end - position > LONGEST_LINE ? broken(ProtocolError.TOO_BIG_INLINE) : Progress.INCOMPLETE;
        }
        long lineEnd = newline > position && Memory.getByte(newline - 1) == '\r' ? newline - 1 : newline;
        if (!inline.split(position, lineEnd, request)) {
            return broken(ProtocolError.UNBALANCED_QUOTES);
        }
        position = newline + 1;
        scanned = position;
        return request.count() == 0 ? Progress.EMPTY : Progress.COMPLETE;
    }

    private Progress broken(ProtocolError what) {
        error = what;
        return Progress.BROKEN;
    }

    /**
     * The number of one to three digits at {@code at} with its line end, or {@link #NONE} if it is anything else. Nearly every
     * count and length is one of these.
     */
    private int quickNumber(long at, long end) {
        if (end - at < QUICK_BYTES) {
            return NONE;
        }
        int number = Memory.getByte(at) - '0';
        if (number < 0 || number > 9) {
            return NONE;
        }
        int next = Memory.getByte(at + 1);
        if (next == '\r') {
            afterLine = at + 3;
            return number;
        }
        if (number == 0) {
            return NONE;
        }
        for (long i = at + 2; i < at + QUICK_BYTES - 1; i++) {
            int digit = next - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            number = number * 10 + digit;
            next = Memory.getByte(i);
            if (next == '\r') {
                afterLine = i + 2;
                return number;
            }
        }
        return NONE;
    }

    /**
     * The address of the carriage return that ends the line at {@link #position}, 0 if the line is not complete: the byte behind
     * it belongs to it, whatever it is.
     */
    private long findLineEnd(long end) {
        long limit = Math.min(end - 1, position + LONGEST_LINE);
        for (long at = scanned; at < limit; at++) {
            if (Memory.getByte(at) == '\r') {
                return at;
            }
        }
        scanned = Math.max(scanned, limit);
        return 0;
    }

    private static final long INVALID = Long.MIN_VALUE;

    /** A decimal integer in its one canonical spelling, {@link #INVALID} if it is none. */
    private static long parse(long at, long end) {
        int length = (int) (end - at);
        return length <= DecimalInteger.MAX_LENGTH && DecimalInteger.isInteger(at, length)
                ? DecimalInteger.parse(at, length)
                : INVALID;
    }
}
