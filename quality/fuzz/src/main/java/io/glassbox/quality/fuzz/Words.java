package io.glassbox.quality.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The words of one request, one behind the other in an array that is used again for the next request. */
public final class Words {
    private byte[] bytes = new byte[1024];
    private int[] ends = new int[64];
    private int count;

    public void clear() {
        count = 0;
    }

    public int count() {
        return count;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    public int end(int index) {
        return ends[index];
    }

    public int length(int index) {
        return end(index) - start(index);
    }

    /** All bytes of all words. */
    int size() {
        return count == 0 ? 0 : ends[count - 1];
    }

    void add(byte[] word) {
        add(word, 0, word.length);
    }

    void add(byte[] source, int from, int length) {
        byte[] target = room(length);
        System.arraycopy(source, from, target, size(), length);
        close(length);
    }

    void add(String word) {
        add(word.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Adds a word of another request. */
    void add(Words other, int index) {
        add(other.bytes, other.start(index), other.length(index));
    }

    void add(long number) {
        add(Long.toString(number));
    }

    private byte[] room(int length) {
        if (size() + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size() + length));
        }
        return bytes;
    }

    private void close(int length) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        int end = size() + length;
        ends[count++] = end;
    }
}
