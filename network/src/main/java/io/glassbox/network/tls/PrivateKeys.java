package io.glassbox.network.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads private keys in all forms in which OpenSSL writes them: PKCS#8, plain or encrypted, and the older forms of RSA (PKCS#1) and
 * EC (SEC 1) keys, plain or encrypted by a key that MD5 makes of the password.
 *
 * <p>The JDK takes PKCS#8 only, which is an older form in an envelope that names the algorithm:
 *
 * <pre>
 * SEQUENCE { INTEGER 0, SEQUENCE { algorithm, parameters }, OCTET STRING { key } }
 * </pre>
 */
final class PrivateKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    /** INTEGER 0. */
    private static final byte[] VERSION = {2, 1, 0};

    /** SEQUENCE { 1.2.840.113549.1.1.1, NULL }: rsaEncryption. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /** 1.2.840.10045.2.1: ecPublicKey. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    /** In an EC key, the tag of what holds the curve. */
    private static final int CURVE = 0xa0;

    private static final int SALT_BYTES = 8;

    private PrivateKeys() {}

    /** The first private key of a file; the password is used if the key is encrypted. */
    static PrivateKey read(Path file, String password) throws IOException, GeneralSecurityException {
        for (PemFile.Block block : PemFile.read(file)) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return key(block, password);
            }
        }
        throw new GeneralSecurityException("no start line");
    }

    private static PrivateKey key(PemFile.Block block, String password) throws GeneralSecurityException {
        byte[] bytes = block.bytes();
        if (block.cipher().isPresent()) {
            bytes = decrypt(bytes, block.cipher().get(), password);
        }
        return switch (block.label()) {
            case "PRIVATE KEY" -> fromPkcs8(new PKCS8EncodedKeySpec(bytes));
            case "ENCRYPTED PRIVATE KEY" -> fromPkcs8(decrypt(bytes, password));
            case "RSA PRIVATE KEY" -> fromPkcs8(envelope(RSA, bytes));
            case "EC PRIVATE KEY" -> fromPkcs8(envelope(tagged(SEQUENCE, EC, curve(bytes)), bytes));
            default -> throw new GeneralSecurityException("unsupported kind of key: " + block.label());
        };
    }

    private static PrivateKey fromPkcs8(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        GeneralSecurityException reason = new GeneralSecurityException("unsupported");
        for (String algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                reason.addSuppressed(e);
            }
        }
        throw reason;
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] bytes, String password) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
            // Of PBES2 the name of the algorithm says nothing; its parameters print the one that the JDK calls it by.
            AlgorithmParameters parameters = info.getAlgParameters();
            String algorithm = parameters == null || !info.getAlgName().equals("PBES2")
                    ? info.getAlgName()
                    : parameters.toString();
            SecretKey key =
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return info.getKeySpec(cipher);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** The old way: {@code DEK-Info: AES-256-CBC,initialization vector}, whose first 8 bytes salt the password. */
    private static byte[] decrypt(byte[] bytes, String cipherAndVector, String password)
            throws GeneralSecurityException {
        int comma = cipherAndVector.indexOf(',');
        if (comma < 0) {
            throw new GeneralSecurityException("bad header of an encrypted key");
        }
        String name = cipherAndVector.substring(0, comma);
        byte[] vector;
        try {
            vector =
                    HexFormat.of().parseHex(cipherAndVector.substring(comma + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("bad header of an encrypted key", e);
        }
        int keyBytes = switch (name) {
            case "AES-128-CBC" -> 16;
            case "AES-192-CBC", "DES-EDE3-CBC" -> 24;
            case "AES-256-CBC" -> 32;
            case "DES-CBC" -> 8;
            default -> throw new GeneralSecurityException("unsupported cipher of an encrypted key: " + name);
        };
        if (vector.length < SALT_BYTES) {
            throw new GeneralSecurityException("bad header of an encrypted key");
        }
        String algorithm = name.startsWith("AES") ? "AES" : name.equals("DES-CBC") ? "DES" : "DESede";
        Cipher cipher = Cipher.getInstance(algorithm + "/CBC/PKCS5Padding");
        byte[] key = stretch(password, Arrays.copyOf(vector, SALT_BYTES), keyBytes);
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, algorithm), new IvParameterSpec(vector));
        return cipher.doFinal(bytes);
    }

    /** D1 = MD5(password, salt), D2 = MD5(D1, password, salt), and so on until there are bytes enough. */
    private static byte[] stretch(String password, byte[] salt, int length) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        byte[] last = new byte[0];
        while (key.size() < length) {
            digest.update(last);
            digest.update(password.getBytes(StandardCharsets.UTF_8));
            last = digest.digest(salt);
            key.writeBytes(last);
        }
        return Arrays.copyOf(key.toByteArray(), length);
    }

    private static PKCS8EncodedKeySpec envelope(byte[] algorithm, byte[] key) {
        return new PKCS8EncodedKeySpec(tagged(SEQUENCE, VERSION, algorithm, tagged(OCTETS, key)));
    }

    /** SEQUENCE { INTEGER 1, OCTET STRING, [0] { curve }, [1] { public key } }: the curve. */
    private static byte[] curve(byte[] key) throws GeneralSecurityException {
        int at = contentAt(key, 0);
        while (at < key.length) {
            int content = contentAt(key, at);
            int end = content + length(key, at);
            if (end > key.length) {
                break;
            }
            if ((key[at] & 0xff) == CURVE) {
                return Arrays.copyOfRange(key, content, end);
            }
            at = end;
        }
        throw new GeneralSecurityException("an EC key without its curve");
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            // Enough for every key.
            out.write(0x82);
            out.write(length >>> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static int contentAt(byte[] der, int at) throws GeneralSecurityException {
        if (at + 2 > der.length) {
            throw new GeneralSecurityException("the key is cut short");
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) throws GeneralSecurityException {
        int content = contentAt(der, at);
        if (content > der.length || content - at > 4) {
            throw new GeneralSecurityException("the key is cut short");
        }
        int length = 0;
        if (content == at + 2) {
            return der[at + 1];
        }
        for (int i = at + 2; i < content; i++) {
            length = length << 8 | der[i] & 0xff;
        }
        return length;
    }
}
