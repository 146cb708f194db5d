package io.glassbox.server.durability;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes as disks, cables, cut copies and malice do. */
final class Mutation {
    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_PIECE = 64;

    /** Bytes that mean something to readers: long lengths, encodings, the opcodes of an RDB file, signs and line ends. */
    private static final byte[] TELLING = {
        0,
        1,
        0x3F,
        0x40,
        0x7F,
        (byte) 0x80,
        (byte) 0x81,
        (byte) 0xC0,
        (byte) 0xC3,
        (byte) 0xF0,
        (byte) 0xFE,
        (byte) 0xFF,
        '*',
        '$',
        '-',
        '9',
        '\r',
        '\n'
    };

    private final SplittableRandom random;

    Mutation(SplittableRandom random) {
        this.random = random;
    }

    /** A copy of {@code whole} with a few changes. */
    byte[] of(byte[] whole) {
        byte[] bytes = whole.clone();
        int changes = random.nextInt(1, MOST_CHANGES + 1);
        for (int i = 0; i < changes && bytes.length > 1; i++) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int size = Math.min(bytes.length - at, random.nextInt(1, LONGEST_PIECE));
        return switch (random.nextInt(8)) {
            case 0 -> put(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> put(bytes, at, (byte) random.nextInt());
            case 2 -> put(bytes, at, TELLING[random.nextInt(TELLING.length)]);
            case 3 -> spliced(bytes, at, at, random(size));
            case 4 -> spliced(bytes, at, at + size, new byte[0]);
            case 5 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + size));
            case 6 -> spliced(bytes, at, Math.min(bytes.length, at + 9), hugeLength());
            default -> Arrays.copyOf(bytes, at);
        };
    }

    private static byte[] put(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    private byte[] random(int size) {
        byte[] piece = new byte[size];
        random.nextBytes(piece);
        return piece;
    }

    /** The forms that RDB files have for 32 and 64 bits, with a number that promises more than there is. */
    private byte[] hugeLength() {
        byte[] length = random(random.nextBoolean() ? 5 : 9);
        length[0] = (byte) (length.length == 5 ? 0x80 : 0x81);
        length[1] &= random.nextBoolean() ? 0x7F : 0xFF;
        return length;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length + piece.length);
        result.write(bytes, 0, from);
        result.writeBytes(piece);
        result.write(bytes, to, bytes.length - to);
        return result.toByteArray();
    }
}
