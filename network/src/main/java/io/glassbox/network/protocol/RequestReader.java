package io.glassbox.network.protocol;

import io.glassbox.structure.memory.Memory;
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

    private static final int MOST_ARGUMENTS_UNAUTHENTICATED = 10;
    private static final int LONGEST_ARGUMENT_UNAUTHENTICATED = 16 * 1024;
    private static final int NONE = -1;

    private final Request request = new Request();
    private final InlineArguments inline = new InlineArguments();
    private long position;
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
        argumentsLeft = 0;
        argumentLength = NONE;
        request.clear();
    }

    /** The bytes were moved by this distance. */
    public void relocate(long distance) {
        position += distance;
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
        long lineEnd = findLineEnd(position, end);
        if (lineEnd == 0) {
            return end - position > LONGEST_LINE ? broken(ProtocolError.TOO_BIG_COUNT) : Progress.INCOMPLETE;
        }
        long count = parse(position + 1, lineEnd);
        if (count == INVALID || count > Integer.MAX_VALUE) {
            return broken(ProtocolError.INVALID_COUNT);
        }
        if (count > MOST_ARGUMENTS_UNAUTHENTICATED && limits.isUnauthenticated()) {
            return broken(ProtocolError.UNAUTHENTICATED_COUNT);
        }
        position = lineEnd + 2;
        request.clear();
        if (count <= 0) {
            return Progress.EMPTY;
        }
        argumentsLeft = (int) count;
        argumentLength = NONE;
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
            argumentLength = NONE;
            argumentsLeft--;
        }
        return Progress.COMPLETE;
    }

    private Progress readLength(long end, Limits limits) {
        long lineEnd = findLineEnd(position, end);
        if (lineEnd == 0) {
            return end - position > LONGEST_LINE ? broken(ProtocolError.TOO_BIG_LENGTH) : Progress.INCOMPLETE;
        }
        if (Memory.getByte(position) != '$') {
            offendingByte = Memory.getUnsignedByte(position);
            return broken(ProtocolError.EXPECTED_DOLLAR);
        }
        long length = parse(position + 1, lineEnd);
        if (length < 0 || length > limits.longestArgument() || length > Integer.MAX_VALUE - 2) {
            return broken(ProtocolError.INVALID_LENGTH);
        }
        if (length > LONGEST_ARGUMENT_UNAUTHENTICATED && limits.isUnauthenticated()) {
            return broken(ProtocolError.UNAUTHENTICATED_LENGTH);
        }
        position = lineEnd + 2;
        argumentLength = length;
        return Progress.COMPLETE;
    }

    private Progress readInline(long end) {
        long newline = position;
        long limit = Math.min(end, position + LONGEST_LINE);
        while (newline < limit && Memory.getByte(newline) != '\n') {
            newline++;
        }
        if (newline == limit) {
            return end - position >= LONGEST_LINE ? broken(ProtocolError.TOO_BIG_INLINE) : Progress.INCOMPLETE;
        }
        long lineEnd = newline > position && Memory.getByte(newline - 1) == '\r' ? newline - 1 : newline;
        request.clear();
        if (!inline.split(position, lineEnd, request)) {
            return broken(ProtocolError.UNBALANCED_QUOTES);
        }
        position = newline + 1;
        return request.count() == 0 ? Progress.EMPTY : Progress.COMPLETE;
    }

    private Progress broken(ProtocolError what) {
        error = what;
        return Progress.BROKEN;
    }

    /** The address of the carriage return that ends the line, 0 if the line is not complete. */
    private static long findLineEnd(long from, long end) {
        long limit = Math.min(end - 1, from + LONGEST_LINE);
        for (long at = from; at < limit; at++) {
            if (Memory.getByte(at) == '\r') {
                return at;
            }
        }
        return 0;
    }

    private static final long INVALID = Long.MIN_VALUE;

    /** A decimal integer, {@link #INVALID} if it is none. */
    private static long parse(long at, long end) {
        boolean negative = at < end && Memory.getByte(at) == '-';
        if (negative) {
            at++;
        }
        if (at == end || end - at > 18) {
            return INVALID;
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = Memory.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }
}
