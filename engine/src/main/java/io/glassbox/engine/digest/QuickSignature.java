package io.glassbox.engine.digest;

import io.glassbox.structure.checksum.Xxh3;
import io.glassbox.structure.memory.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A signature of 128 bits for what was damaged by chance, not by somebody who knows how it is made: each part counts by its XXH3 of 64
 * bits, which goes into two sums by two functions. A tenth of the time that SHA-1 takes, and nothing is allocated.
 */
final class QuickSignature extends Signature {
    private static final long ODD_1 = 0x9E3779B97F4A7C15L;
    private static final long ODD_2 = 0xC2B2AE3D27D4EB4FL;

    private long low;
    private long high;

    @Override
    void clear() {
        low = 0;
        high = 0;
    }

    @Override
    void lay(ByteView part) {
        layHash(Xxh3.hash(part.address(), part.length()));
    }

    @Override
    void layDue(String mark, long due) {
        layHash(hash(mark) ^ spread(due, ODD_1));
    }

    @Override
    void lay(Signature part) {
        QuickSignature own = (QuickSignature) part;
        layHash(own.low ^ Long.rotateLeft(own.high, 32));
    }

    private void layHash(long hash) {
        low += spread(hash, ODD_1);
        high += spread(hash, ODD_2);
    }

    @Override
    void cover(Signature other) {
        QuickSignature own = (QuickSignature) other;
        low += own.low;
        high += own.high;
    }

    @Override
    void mix(ByteView part) {
        mixHash(Xxh3.hash(part.address(), part.length()));
    }

    @Override
    void mix(int number) {
        mixHash(number);
    }

    @Override
    void mix(String part) {
        mixHash(hash(part));
    }

    private void mixHash(long hash) {
        low = spread(low * ODD_2 + hash, ODD_1);
        high = spread(Long.rotateLeft(high, 29) + hash, ODD_2);
    }

    private static long hash(String text) {
        long hash = text.length();
        for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
            hash = spread(hash + each, ODD_1);
        }
        return hash;
    }

    /** Every bit of the result depends on every bit of the number. */
    private static long spread(long number, long odd) {
        long mixed = (number + odd) * odd;
        mixed = (mixed ^ mixed >>> 32) * ODD_1;
        mixed = (mixed ^ mixed >>> 29) * ODD_2;
        return mixed ^ mixed >>> 32;
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
