package io.glassbox.engine.digest;

import io.glassbox.structure.memory.ByteView;
import io.glassbox.structure.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Twenty bytes that SHA-1 digests are laid over, one after another. */
final class Signature {
    static final int BYTES = 20;

    private static final int CHUNK_BYTES = 4096;

    private final MessageDigest sha;
    private final byte[] bytes = new byte[BYTES];
    private final byte[] digest = new byte[BYTES];
    private final byte[] chunk = new byte[CHUNK_BYTES];

    Signature() {
        try {
            sha = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    void clear() {
        Arrays.fill(bytes, (byte) 0);
    }

    /** Lays the digest of a part over the signature: the order of such parts makes no difference. */
    void lay(ByteView part) {
        for (int at = 0; at < part.length(); at += CHUNK_BYTES) {
            int length = Math.min(CHUNK_BYTES, part.length() - at);
            Memory.copyOut(part.address() + at, chunk, 0, length);
            sha.update(chunk, 0, length);
        }
        layDigest();
    }

    void lay(byte[] part) {
        sha.update(part);
        layDigest();
    }

    void lay(Signature part) {
        lay(part.bytes);
    }

    /** Lays another signature itself over this one. */
    void cover(Signature other) {
        for (int i = 0; i < BYTES; i++) {
            bytes[i] ^= other.bytes[i];
        }
    }

    /** Lays the digest of a part over the signature and digests that: the order makes a difference. */
    void mix(ByteView part) {
        lay(part);
        digestSelf();
    }

    /** The same for a number, as four bytes, the highest first. */
    void mix(int number) {
        lay(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        digestSelf();
    }

    /** The same for ASCII characters. */
    void mix(String part) {
        lay(part.getBytes(StandardCharsets.US_ASCII));
        digestSelf();
    }

    private void digestSelf() {
        sha.update(bytes);
        finish(bytes);
    }

    private void layDigest() {
        finish(digest);
        for (int i = 0; i < BYTES; i++) {
            bytes[i] ^= digest[i];
        }
    }

    private void finish(byte[] target) {
        try {
            sha.digest(target, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("a digest of SHA-1 has 20 bytes", e);
        }
    }

    /** In hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
