package io.glassbox.foundation.random;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Randomness seeded by the operating system: fast numbers from a seeded generator, secrets from the system itself. */
public final class SystemRandom implements RandomSource {
    private final SecureRandom secrets = new SecureRandom();
    private final SeededRandom numbers;

    public SystemRandom() {
        byte[] seed = new byte[Long.BYTES];
        secrets.nextBytes(seed);
        this.numbers = new SeededRandom(ByteBuffer.wrap(seed).getLong());
    }

    @Override
    public long nextLong() {
        return numbers.nextLong();
    }

    @Override
    public void fillSecret(byte[] target) {
        secrets.nextBytes(target);
    }
}
