package io.glassbox.structure.checksum;

import io.glassbox.structure.memory.Memory;

/**
 * XXH3 of Yann Collet, 64 bits, seed 0 and the default secret: what DIGEST and the IFDEQ conditions compare strings by.
 * Written after the specification of the algorithm (github.com/Cyan4973/xxHash, doc/xxhash_spec.md).
 *
 * <p>Long inputs are the work of eight accumulators, of which only the two of a pair see each other. So the pairs are computed one
 * after another with two local variables each, which spares an array; the input is read four times, which is still
 * faster than it arrives.
 */
public final class Xxh3 {
    private static final long PRIME32_1 = 0x9E3779B1L;
    private static final long PRIME32_2 = 0x85EBCA77L;
    private static final long PRIME32_3 = 0xC2B2AE3DL;
    private static final long PRIME64_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME64_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME64_3 = 0x165667B19E3779F9L;
    private static final long PRIME64_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME64_5 = 0x27D4EB2F165667C5L;
    private static final long MIX_1 = 0x165667919E3779F9L;
    private static final long MIX_2 = 0x9FB21C651E98DF25L;

    private static final int SECRET_BYTES = 192;
    private static final int STRIPE = 64;
    private static final int STRIPES_PER_BLOCK = (SECRET_BYTES - STRIPE) / 8;

    private static final String SECRET_HEX = """
            b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f
            cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c
            3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8
            a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364
            eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e
            2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e
            """;

    /** The eight bytes of the secret from each offset on, as a little-endian number. */
    private static final long[] SECRET = secret();

    private Xxh3() {}

    /** The hash of {@code length} bytes. */
    public static long hash(long address, int length) {
        if (length > 240) {
            return hashLong(address, length);
        }
        if (length > 128) {
            return hash129To240(address, length);
        }
        if (length > 16) {
            return hash17To128(address, length);
        }
        if (length > 8) {
            return hash9To16(address, length);
        }
        if (length >= 4) {
            return hash4To8(address, length);
        }
        return length > 0 ? hash1To3(address, length) : avalancheOfXxh64(SECRET[56] ^ SECRET[64]);
    }

    private static long hash1To3(long address, int length) {
        int first = Memory.getUnsignedByte(address);
        int middle = Memory.getUnsignedByte(address + (length >>> 1));
        int last = Memory.getUnsignedByte(address + length - 1);
        int combined = first << 16 | middle << 24 | last | length << 8;
        int flip = (int) SECRET[0] ^ (int) SECRET[4];
        return avalancheOfXxh64((combined ^ flip) & 0xFFFF_FFFFL);
    }

    private static long hash4To8(long address, int length) {
        long first = Memory.getUnsignedInt(address);
        long last = Memory.getUnsignedInt(address + length - 4);
        long h = last + (first << 32) ^ SECRET[8] ^ SECRET[16];
        h ^= Long.rotateLeft(h, 49) ^ Long.rotateLeft(h, 24);
        h *= MIX_2;
        h ^= (h >>> 35) + length;
        h *= MIX_2;
        return h ^ h >>> 28;
    }

    private static long hash9To16(long address, int length) {
        long low = Memory.getLong(address) ^ SECRET[24] ^ SECRET[32];
        long high = Memory.getLong(address + length - 8) ^ SECRET[40] ^ SECRET[48];
        return avalanche(length + Long.reverseBytes(low) + high + multiplyAndFold(low, high));
    }

    private static long hash17To128(long address, int length) {
        long sum = length * PRIME64_1;
        long end = address + length;
        // Sixteen bytes from each end, inwards, as far as the length asks for.
        for (int i = (length - 1) / 32; i >= 0; i--) {
            sum += mixSixteen(address + 16L * i, 32 * i);
            sum += mixSixteen(end - 16L * (i + 1), 32 * i + 16);
        }
        return avalanche(sum);
    }

    private static long hash129To240(long address, int length) {
        long sum = length * PRIME64_1;
        int rounds = length / 16;
        for (int i = 0; i < 8; i++) {
            sum += mixSixteen(address + 16L * i, 16 * i);
        }
        sum = avalanche(sum);
        for (int i = 8; i < rounds; i++) {
            sum += mixSixteen(address + 16L * i, 16 * (i - 8) + 3);
        }
        return avalanche(sum + mixSixteen(address + length - 16, 136 - 17));
    }

    private static long hashLong(long address, int length) {
        long sum = length * PRIME64_1;
        sum += pair(address, length, 0, PRIME32_3, PRIME64_1);
        sum += pair(address, length, 2, PRIME64_2, PRIME64_3);
        sum += pair(address, length, 4, PRIME64_4, PRIME32_2);
        sum += pair(address, length, 6, PRIME64_5, PRIME32_1);
        return avalanche(sum);
    }

    /** Runs two accumulators, of which {@code lane} is the first, over the whole input and folds them into one number. */
    private static long pair(long address, int length, int lane, long startOfFirst, long startOfSecond) {
        long a = startOfFirst;
        long b = startOfSecond;
        long p = address + 8L * lane;
        int secret = 8 * lane;
        int stripes = (length - 1) / STRIPE;
        int stripe = 0;
        for (int i = 0; i < stripes; i++, p += STRIPE) {
            long first = Memory.getLong(p);
            long second = Memory.getLong(p + 8);
            a += second + multiplyHalves(first ^ SECRET[secret + 8 * stripe]);
            b += first + multiplyHalves(second ^ SECRET[secret + 8 * stripe + 8]);
            if (++stripe == STRIPES_PER_BLOCK) {
                stripe = 0;
                a = scramble(a, SECRET[SECRET_BYTES - STRIPE + secret]);
                b = scramble(b, SECRET[SECRET_BYTES - STRIPE + secret + 8]);
            }
        }
        // The last 64 bytes, whether or not they overlap with what was taken in before.
        long first = Memory.getLong(address + length - STRIPE + secret);
        long second = Memory.getLong(address + length - STRIPE + secret + 8);
        a += second + multiplyHalves(first ^ SECRET[SECRET_BYTES - STRIPE - 7 + secret]);
        b += first + multiplyHalves(second ^ SECRET[SECRET_BYTES - STRIPE - 7 + secret + 8]);
        return multiplyAndFold(a ^ SECRET[11 + secret], b ^ SECRET[11 + secret + 8]);
    }

    private static long multiplyHalves(long keyed) {
        return (keyed & 0xFFFF_FFFFL) * (keyed >>> 32);
    }

    private static long scramble(long accumulator, long key) {
        return (accumulator ^ accumulator >>> 47 ^ key) * PRIME32_1;
    }

    private static long mixSixteen(long address, int secret) {
        return multiplyAndFold(
                Memory.getLong(address) ^ SECRET[secret], Memory.getLong(address + 8) ^ SECRET[secret + 8]);
    }

    private static long multiplyAndFold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    private static long avalanche(long hash) {
        long h = (hash ^ hash >>> 37) * MIX_1;
        return h ^ h >>> 32;
    }

    /** The finish that the shortest inputs have kept from the older XXH64. */
    private static long avalancheOfXxh64(long hash) {
        long h = (hash ^ hash >>> 33) * PRIME64_2;
        h = (h ^ h >>> 29) * PRIME64_3;
        return h ^ h >>> 32;
    }

    private static long[] secret() {
        String hex = SECRET_HEX.replace("\n", "");
        assert hex.length() == 2 * SECRET_BYTES : hex.length();
        long[] secret = new long[SECRET_BYTES - 7];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = Long.reverseBytes(Long.parseUnsignedLong(hex, 2 * i, 2 * i + 16, 16));
        }
        return secret;
    }
}
