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

/** That of Redis: twenty bytes that SHA-1 digests are laid over, one after another. */
final class Sha1Signature extends Signature {
    static final int BYTES = 20;

    private static final int CHUNK_BYTES = 4096;

    private final MessageDigest sha;
    private final byte[] bytes = new byte[BYTES];
    private final byte[] digest = new byte[BYTES];
    private final byte[] chunk = new byte[CHUNK_BYTES];

    Sha1Signature() {
        try {
            sha = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    @Override
    void clear() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    void lay(ByteView part) {
        for (int at = 0; at < part.length(); at += CHUNK_BYTES) {
            int length = Math.min(CHUNK_BYTES, part.length() - at);
            Memory.copyOut(part.address() + at, chunk, 0, length);
            sha.update(chunk, 0, length);
        }
        layDigest();
    }

    private void lay(byte[] part) {
        sha.update(part);
        layDigest();
    }

    /** What is due when is no part of it. */
    @Override
    void layDue(String mark, long due) {
        lay(mark.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    void lay(Signature part) {
        lay(own(part).bytes);
    }

    @Override
    void cover(Signature other) {
        for (int i = 0; i < BYTES; i++) {
            bytes[i] ^= own(other).bytes[i];
        }
    }

    private static Sha1Signature own(Signature other) {
        return (Sha1Signature) other;
    }

    @Override
    void mix(ByteView part) {
        lay(part);
        digestSelf();
    }

    @Override
    void mix(int number) {
        lay(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        digestSelf();
    }

    @Override
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
