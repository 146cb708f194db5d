package io.glassbox.tools.check;

import io.glassbox.foundation.file.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file read forward from some place, a buffer at a time, however long what is read is. */
final class ByteStream {
    private static final int BUFFER_BYTES = 256 * 1024;

    private static final int NONE = -1;

    private final StoredFile file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long bufferStart;
    private int filled;
    private int at;

    ByteStream(StoredFile file, long from) {
        this.file = file;
        this.bufferStart = from;
    }

    /** Where the next byte is in the file. */
    long position() {
        return bufferStart + at;
    }

    /** The next byte, which stays; negative at the end. */
    int peek() throws IOException {
        return at < filled || fill() ? buffer[at] & 0xFF : NONE;
    }

    /** Reads into {@code target} through the end of a line, but no more than so many bytes; how many that are. */
    int readLine(byte[] target, int most) throws IOException {
        int length = 0;
        while (length < most && peek() != NONE) {
            byte next = buffer[at++];
            target[length++] = next;
            if (next == '\n') {
                break;
            }
        }
        return length;
    }

    /** Reads over so many bytes and keeps the first of them in {@code head}; fewer if the file ends. How many that are. */
    long read(long bytes, byte[] head) throws IOException {
        long done = 0;
        while (done < bytes && peek() != NONE) {
            int piece = (int) Math.min(bytes - done, filled - at);
            if (done < head.length) {
                System.arraycopy(buffer, at, head, (int) done, (int) Math.min(piece, head.length - done));
            }
            at += piece;
            done += piece;
        }
        return done;
    }

    private boolean fill() throws IOException {
        bufferStart += filled;
        filled = 0;
        at = 0;
        int read = file.read(ByteBuffer.wrap(buffer), bufferStart);
        filled = Math.max(0, read);
        return filled > 0;
    }
}
