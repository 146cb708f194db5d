package io.glassbox.network.protocol;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import io.glassbox.structure.text.DecimalInteger;
import io.glassbox.structure.text.DoubleText;
import io.glassbox.structure.text.FixedPoint;
import java.nio.charset.StandardCharsets;

/**
 * Writes replies in the protocol version of one connection. The only place that knows where RESP2 and RESP3 differ: a
 * command says {@code map(3)} or {@code nil()}, and what goes out fits the client.
 *
 * <p>One final class on purpose: every call from a handler stays monomorphic and is inlined. Nothing here allocates, but for
 * the overloads that take a {@link String} with other than ASCII in it.
 *
 * <p>Source: the RESP3 specification (github.com/redis/redis-specifications) and the replies of Redis 7.0.
 */
public final class ReplyWriter {
    private static final int HEADER_ROOM = DecimalInteger.MAX_LENGTH + 3;

    private final ReplyBuffer buffer;
    private int protocol = 2;
    private boolean muted;

    public ReplyWriter(ReplyBuffer buffer) {
        this.buffer = buffer;
    }

    public ReplyBuffer buffer() {
        return buffer;
    }

    /** 2 or 3. */
    public int protocol() {
        return protocol;
    }

    public boolean isResp3() {
        return protocol == 3;
    }

    public void protocol(int version) {
        protocol = version;
    }

    /** While muted nothing is written: CLIENT REPLY OFF and SKIP. */
    public void mute(boolean on) {
        muted = on;
    }

    public boolean isMuted() {
        return muted;
    }

    /** Whether nothing that is written now reaches anybody: the moment to end a reply that has no other end in sight. */
    public boolean isUnread() {
        return muted || buffer.isCutOff();
    }

    public long position() {
        return buffer.position();
    }

    public void rewindTo(long position) {
        buffer.rewindTo(position);
    }

    public void ok() {
        simple("OK");
    }

    /** {@code +text}; ASCII without line breaks. */
    public void simple(String text) {
        line('+', text);
    }

    public void simple(ByteView text) {
        if (muted) {
            return;
        }
        byteOf('+');
        buffer.append(text.address(), text.length());
        crlf();
    }

    /**
     * {@code -message}: the error code, a blank and the text, as in {@code "ERR syntax error"}. Line breaks inside, which would
     * break the framing, go out as blanks.
     */
    public void error(String message) {
        if (muted) {
            return;
        }
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        int length = bytes.length;
        while (length > 0 && isLineEnd(bytes[length - 1])) {
            length--;
        }
        for (int i = 0; i < length; i++) {
            if (isLineEnd(bytes[i])) {
                bytes[i] = ' ';
            }
        }
        byteOf('-');
        buffer.append(bytes, 0, length);
        crlf();
    }

    private static boolean isLineEnd(byte c) {
        return c == '\r' || c == '\n';
    }

    /** {@code :value}. */
    public void integer(long value) {
        header(':', value);
    }

    /** The absence of a single value: {@code $-1}, or {@code _} in RESP3. */
    public void nil() {
        if (protocol == 3) {
            line('_', "");
        } else {
            line('$', "-1");
        }
    }

    /** The absence of an array: {@code *-1}, or {@code _} in RESP3. */
    public void nilArray() {
        if (protocol == 3) {
            line('_', "");
        } else {
            line('*', "-1");
        }
    }

    public void emptyBulk() {
        if (!muted) {
            header('$', 0);
            crlf();
        }
    }

    public void bulk(ByteView bytes) {
        bulk(bytes.address(), bytes.length());
    }

    /** {@code $length bytes}. A small one is written in one piece: one check of the room for header, bytes and end. */
    public void bulk(long address, int length) {
        if (muted) {
            return;
        }
        int whole = HEADER_ROOM + length + 2;
        if (whole <= 1024) {
            long start = buffer.reserve(whole);
            long at = start;
            Memory.putByte(at++, '$');
            at = DecimalInteger.write(at, length);
            Memory.putShort(at, CRLF);
            at += 2;
            Memory.copy(address, at, length);
            at += length;
            Memory.putShort(at, CRLF);
            buffer.advance((int) (at + 2 - start));
            return;
        }
        header('$', length);
        buffer.append(address, length);
        crlf();
    }

    public void bulk(byte[] bytes) {
        bulk(bytes, 0, bytes.length);
    }

    /** A bulk string of a part of an array. */
    public void bulk(byte[] bytes, int offset, int length) {
        if (muted) {
            return;
        }
        header('$', length);
        buffer.append(bytes, offset, length);
        crlf();
    }

    /** A bulk string of the UTF-8 form of {@code text}. */
    public void bulk(String text) {
        bulk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An integer as a bulk string, in decimal: what a string value that is kept as a number reads as. */
    public void bulkInteger(long value) {
        if (muted) {
            return;
        }
        int digits = DecimalInteger.lengthOf(value);
        long start = buffer.reserve(HEADER_ROOM + digits + 2);
        long at = start;
        Memory.putByte(at++, '$');
        at = DecimalInteger.write(at, digits);
        Memory.putShort(at, CRLF);
        at = DecimalInteger.write(at + 2, value);
        Memory.putShort(at, CRLF);
        buffer.advance((int) (at + 2 - start));
    }

    /** A floating point number with 17 digits, as Redis 7.0 prints it: {@code ,1.5} in RESP3, otherwise a bulk string. */
    public void number(double value) {
        if (!muted) {
            long start = reserveNumber();
            endNumber(start, DoubleText.write(start + HEADER_ROOM, value), protocol == 3);
        }
    }

    /** The same as a bulk string in either protocol. */
    public void bulkNumber(double value) {
        if (!muted) {
            long start = reserveNumber();
            endNumber(start, DoubleText.write(start + HEADER_ROOM, value), false);
        }
    }

    /** A finite number of less than 2^63 with so many digits behind the point, up to 18, as a bulk string. */
    public void bulkFixed(double value, int digits) {
        if (!muted) {
            long start = reserveNumber();
            endNumber(start, FixedPoint.write(start + HEADER_ROOM, value, digits), false);
        }
    }

    /** As {@link #number}, but without an exponent: a finite number of less than 2^63 with up to 17 digits behind the point. */
    public void plainNumber(double value) {
        if (!muted) {
            long start = reserveNumber();
            endNumber(start, FixedPoint.writeTrimmed(start + HEADER_ROOM, value, 17), protocol == 3);
        }
    }

    /** Room for a number, which is printed behind the longest header, since its length comes first. */
    private long reserveNumber() {
        return buffer.reserve(HEADER_ROOM + Math.max(DoubleText.MAX_LENGTH, FixedPoint.MAX_LENGTH) + 2);
    }

    /** Puts header and end around the number that was printed behind the room for its header, up to {@code end}. */
    private void endNumber(long start, long end, boolean asDouble) {
        long text = start + HEADER_ROOM;
        int length = (int) (end - text);
        long at = start;
        if (asDouble) {
            Memory.putByte(at++, ',');
        } else {
            Memory.putByte(at++, '$');
            at = DecimalInteger.write(at, length);
            Memory.putShort(at, CRLF);
            at += 2;
        }
        Memory.copy(text, at, length);
        Memory.putShort(at + length, CRLF);
        buffer.advance((int) (at + length + 2 - start));
    }

    /** A floating point number: {@code ,1.5} in RESP3, otherwise a bulk string; {@code text} is its printed form. */
    public void number(String text) {
        if (protocol == 3) {
            line(',', text);
        } else {
            bulk(text);
        }
    }

    /** {@code #t} or {@code #f} in RESP3, otherwise 1 or 0. */
    public void bool(boolean value) {
        if (protocol == 3) {
            line('#', value ? "t" : "f");
        } else {
            integer(value ? 1 : 0);
        }
    }

    /** {@code (digits} in RESP3, otherwise a bulk string. */
    public void bigNumber(String digits) {
        if (protocol == 3) {
            line('(', digits);
        } else {
            bulk(digits);
        }
    }

    /** Text for people; {@code format} is {@code txt} or {@code mkd}. A plain bulk string in RESP2. */
    public void verbatim(String format, byte[] text) {
        if (muted) {
            return;
        }
        if (protocol != 3) {
            bulk(text);
            return;
        }
        assert format.length() == 3 : format;
        header('=', text.length + 4L);
        ascii(format);
        byteOf(':');
        buffer.append(text, 0, text.length);
        crlf();
    }

    public void verbatim(String format, String text) {
        verbatim(format, text.getBytes(StandardCharsets.UTF_8));
    }

    public void array(long count) {
        header('*', count);
    }

    /** Begins an array, or a map, the length of which {@link #closeArray} or {@link #closeMap} says. They nest a few levels deep. */
    public void open() {
        if (!muted) {
            buffer.openGap(HEADER_ROOM);
        }
    }

    public void closeArray(long count) {
        close('*', count);
    }

    public void closeMap(long pairs) {
        close(protocol == 3 ? '%' : '*', protocol == 3 ? pairs : 2 * pairs);
    }

    private void close(char type, long count) {
        if (muted) {
            return;
        }
        // What is written behind the end goes to no one; only its room is used.
        long start = buffer.reserve(HEADER_ROOM);
        Memory.putByte(start, type);
        long at = DecimalInteger.write(start + 1, count);
        Memory.putShort(at, CRLF);
        buffer.closeGap(HEADER_ROOM, start, (int) (at + 2 - start));
    }

    /** Leaves room for a bulk string of at most {@code most} bytes, which {@link #closeBulk} brings. */
    public void openBulk(int most) {
        if (!muted) {
            buffer.openGap(HEADER_ROOM + most + 2);
        }
    }

    public void closeBulk(int most, long address, int length) {
        if (muted) {
            return;
        }
        int whole = HEADER_ROOM + most + 2;
        long start = buffer.reserve(whole);
        Memory.putByte(start, '$');
        long at = DecimalInteger.write(start + 1, length);
        Memory.putShort(at, CRLF);
        Memory.copy(address, at + 2, length);
        Memory.putShort(at + 2 + length, CRLF);
        buffer.closeGap(whole, start, (int) (at + 4 + length - start));
    }

    /** {@code %pairs} in RESP3, otherwise an array of twice as many. */
    public void map(long pairs) {
        if (protocol == 3) {
            header('%', pairs);
        } else {
            header('*', pairs * 2);
        }
    }

    public void set(long count) {
        header(protocol == 3 ? '~' : '*', count);
    }

    /** Out of band in RESP3, otherwise a plain array. */
    public void push(long count) {
        header(protocol == 3 ? '>' : '*', count);
    }

    /** Attributes of the reply that follows; RESP3 only. */
    public void attribute(long pairs) {
        assert protocol == 3;
        header('|', pairs);
    }

    /** Bytes that are framed already. */
    public void raw(byte[] bytes) {
        if (!muted) {
            buffer.append(bytes, 0, bytes.length);
        }
    }

    /** Everything that waits in {@code other}, framed already, muted or not: what the client did not ask for. */
    public void outOfBand(ReplyBuffer other) {
        buffer.append(other);
    }

    /** Everything that waits in {@code other}, framed already. */
    public void raw(ReplyBuffer other) {
        if (!muted) {
            buffer.append(other);
        }
    }

    private static final int CRLF = '\r' | '\n' << 8;

    private void header(char type, long value) {
        if (muted) {
            return;
        }
        long start = buffer.reserve(HEADER_ROOM);
        Memory.putByte(start, type);
        long at = DecimalInteger.write(start + 1, value);
        Memory.putShort(at, CRLF);
        buffer.advance((int) (at + 2 - start));
    }

    private void line(char type, String text) {
        if (muted) {
            return;
        }
        byteOf(type);
        ascii(text);
        crlf();
    }

    private void ascii(String text) {
        int length = text.length();
        int from = 0;
        while (from < length) {
            int part = Math.min(length - from, 4096);
            long at = buffer.reserve(part);
            for (int i = 0; i < part; i++) {
                Memory.putByte(at + i, text.charAt(from + i));
            }
            buffer.advance(part);
            from += part;
        }
    }

    private void byteOf(char c) {
        Memory.putByte(buffer.reserve(1), c);
        buffer.advance(1);
    }

    private void crlf() {
        if (!muted) {
            Memory.putShort(buffer.reserve(2), CRLF);
            buffer.advance(2);
        }
    }
}
