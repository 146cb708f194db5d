package io.glassbox.commands.server;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** The digests are those of redis-server 7.0.15 for the same data. */
final class DigestTest extends CommandTestCase {
    @Test
    void valuesOfAllTypesHaveTheDigestsOfRedis() {
        fill();
        expectDigest("d79ee9fe5d5ad902d7f6620efc3b07b75ddd742f", "s");
        expectDigest("e1cf90774e995ae03de66e8109dc5cb9d9c2dc83", "n");
        expectDigest("3371bdad2a1b80ea6833c65561e43a4517380215", "l");
        expectDigest("2a462a3f51a1db89738ebbeef0c47ce1bbc85246", "i");
        expectDigest("dd99329063ca0f1f28df2ac68d94b82fd95501c6", "t");
        expectDigest("672aeae3f885d8f1c5feeed3915a7ae4250cf459", "z");
        expectDigest("42e8aee1f7247f7f7997132f31f0ea5085e70d29", "h");
        expectDigest("0000000000000000000000000000000000000000", "none");
    }

    @Test
    void nothingAtAllHasADigestOfZeros() {
        expect("+" + "0".repeat(40) + "\r\n", "DEBUG", "DIGEST");
    }

    @Test
    void theSameDataHasTheSameDigestHoweverItIsKept() {
        fill();
        String small = harness.run("DEBUG", "DIGEST");
        for (String key : new String[] {"i", "t", "h", "z"}) {
            String longMember = "x".repeat(100);
            String type = harness.run("TYPE", key);
            if (type.contains("zset")) {
                harness.run("ZADD", key, "1", longMember);
                harness.run("ZREM", key, longMember);
            } else if (type.contains("hash")) {
                harness.run("HSET", key, longMember, "v");
                harness.run("HDEL", key, longMember);
            } else {
                harness.run("SADD", key, longMember);
                harness.run("SREM", key, longMember);
            }
        }
        expect(small, "DEBUG", "DIGEST");
    }

    private void expectDigest(String digest, String key) {
        expect("*1\r\n+" + digest + "\r\n", "DEBUG", "DIGEST-VALUE", key);
    }

    private void fill() {
        harness.run("MSET", "s", "v", "n", "12345");
        harness.run("RPUSH", "l", "a", "1", "b");
        harness.run("EXPIRE", "l", "1000");
        harness.run("SADD", "i", "1", "2", "3");
        harness.run("SADD", "t", "a", "b");
        harness.run("ZADD", "z", "1.5", "a", "inf", "b", "3.1e-7", "c");
        harness.run("HSET", "h", "f", "v", "g", "7");
    }
}
