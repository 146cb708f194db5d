package io.glassbox.engine.acl;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a password, as 64 hexadecimal digits: all that is kept of it. */
record PasswordHash(String digits) {
    private static final int LENGTH = 64;

    static PasswordHash of(byte[] password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(password);
            return new PasswordHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static boolean isHash(String digits) {
        return digits.length() == LENGTH && digits.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** Whether they are the same; takes as long whether they differ early or late. */
    boolean isSame(PasswordHash other) {
        return MessageDigest.isEqual(bytes(digits), bytes(other.digits));
    }

    private static byte[] bytes(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
