package io.glassbox.commands.sortedset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZaddTest extends SortedSetTestCase {
    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void addsAndUpdates(String encoding) {
        useEncoding(encoding);
        listen();
        says("3", "ZADD z 1 a 2 b 3 c");
        expectEncoding(encoding, "z");
        says("1", "ZADD z 5 a 4 d");
        says("[b 2 c 3 d 4 a 5]", "ZRANGE z 0 -1 WITHSCORES");
        says("0", "ZADD z 5 a");
        expectEvents("new z", "zadd z", "zadd z");
        says("2", "ZADD z CH 6 a 7 e");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void conditionsAreKept(String encoding) {
        useEncoding(encoding);
        says("0", "ZADD z XX 1 a");
        says("0", "EXISTS z");
        says("1", "ZADD z NX 1 a");
        says("0", "ZADD z NX 9 a");
        says("0", "ZADD z GT CH 0.5 a");
        says("1", "ZADD z GT CH 2 a");
        says("0", "ZADD z LT CH 3 a");
        says("1", "ZADD z LT CH 1.5 a");
        says("1", "ZADD z GT 7 new");
        says("[a 1.5 new 7]", "ZRANGE z 0 -1 WITHSCORES");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void incrReturnsTheScore(String encoding) {
        useEncoding(encoding);
        says("1.5", "ZADD z INCR 1.5 a");
        says("3", "ZADD z INCR 1.5 a");
        says("nil", "ZADD z NX INCR 1 a");
        says("nil", "ZADD z XX INCR 1 b");
        says("nil", "ZADD z GT INCR -1 a");
        says("inf", "ZADD z INCR inf a");
        says("ERR resulting score is not a number (NaN)", "ZADD z INCR -inf a");
        says("ERR INCR option supports a single increment-element pair", "ZADD z INCR 1 a 2 b");
    }

    @Test
    void nonsenseIsRefusedBeforeAnythingIsWritten() {
        says("ERR syntax error", "ZADD z 1 a 2");
        says("ERR syntax error", "ZADD z NX CH");
        says("ERR value is not a valid float", "ZADD z 1 a nan b");
        says("ERR XX and NX options at the same time are not compatible", "ZADD z NX XX 1 a");
        says("ERR GT, LT, and/or NX options at the same time are not compatible", "ZADD z GT LT 1 a");
        says("ERR GT, LT, and/or NX options at the same time are not compatible", "ZADD z GT NX 1 a");
        says("0", "EXISTS z");
        createOtherType("other");
        says("WRONGTYPE Operation against a key holding the wrong kind of value", "ZADD other 1 a");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void zincrbyCountsFromZero(String encoding) {
        useEncoding(encoding);
        listen();
        says("2.5", "ZINCRBY z 2.5 a");
        says("1", "ZINCRBY z -1.5 a");
        says("1", "ZINCRBY z 0 a");
        expectEvents("new z", "zincr z", "zincr z");
        says("ERR value is not a valid float", "ZINCRBY z x a");
    }

    @Test
    void aThirdMemberOrALongOneMakesItASkiplist() {
        limits().zsetMaxListpackEntries(2);
        limits().zsetMaxListpackValue(5);
        says("2", "ZADD z 1 a 2 b");
        expectEncoding(LISTPACK, "z");
        says("0", "ZADD z 3 a");
        expectEncoding(LISTPACK, "z");
        says("1", "ZADD z 0 c");
        expectEncoding(SKIPLIST, "z");
        says("[c 0 b 2 a 3]", "ZRANGE z 0 -1 WITHSCORES");
        says("1", "ZADD long 1 12345");
        expectEncoding(LISTPACK, "long");
        says("1", "ZADD long 1 123456");
        expectEncoding(SKIPLIST, "long");
        says("1", "ZADD first 1 123456");
        expectEncoding(SKIPLIST, "first");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void scoresComeBackAsRedisPrintsThem(String encoding) {
        useEncoding(encoding);
        for (String score : new String[] {
            "inf", "-inf", "0.10000000000000001", "1.5000000000000001e+300", "17179869184", "1e+17", "-3"
        }) {
            says(score, "ZADD z INCR " + score + " m" + score);
            says(score, "ZSCORE z m" + score);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void zremRemovesTheKeyWithTheLastMember(String encoding) {
        useEncoding(encoding);
        says("3", "ZADD z 1 a 2 b 3 7");
        listen();
        says("2", "ZREM z a x 7 a");
        says("[b 2]", "ZRANGE z 0 -1 WITHSCORES");
        says("1", "ZREM z b");
        says("0", "ZREM z b");
        expectEvents("zrem z", "zrem z", "del z");
        says("0", "EXISTS z");
    }
}
