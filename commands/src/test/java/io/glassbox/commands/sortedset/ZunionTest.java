package io.glassbox.commands.sortedset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unions, intersections and differences. */
final class ZunionTest extends SortedSetTestCase {
    private void create(String encoding) {
        useEncoding(encoding);
        says("3", "ZADD x 1 a 2 b 3 c");
        says("3", "ZADD y 10 b 20 c 30 d");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void scoresAreCombined(String encoding) {
        create(encoding);
        says("[a 1 b 12 c 23 d 30]", "ZUNION 2 x y WITHSCORES");
        says("[a 2 b 14 c 26 d 30]", "ZUNION 2 x y WEIGHTS 2 1 WITHSCORES");
        says("[b 2 c 3]", "ZINTER 2 x y AGGREGATE MIN WITHSCORES");
        says("[b 10 c 20]", "ZINTER 2 x y WITHSCORES AGGREGATE max");
        says("[a d b c]", "ZUNION 2 x y AGGREGATE COUNT");
        says("[a 1 d 1 b 2 c 2]", "ZUNION 2 x y AGGREGATE COUNT WITHSCORES");
        says("[d 3 a 5 b 8 c 8]", "ZUNION 2 x y AGGREGATE COUNT WEIGHTS 5 3 WITHSCORES");
        says("[a 1]", "ZDIFF 2 x y WITHSCORES");
        says("[]", "ZDIFF 2 missing x");
        says("[]", "ZINTER 2 x missing");
        says("[a b c]", "ZUNION 2 x missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void resultsAreStored(String encoding) {
        create(encoding);
        listen();
        says("4", "ZUNIONSTORE d 2 x y");
        expectEncoding(encoding, "d");
        says("3", "ZINTERSTORE d 2 d y");
        says("[b 22 c 43 d 60]", "ZRANGE d 0 -1 WITHSCORES");
        says("1", "ZDIFFSTORE x 2 x y");
        says("[a]", "ZRANGE x 0 -1");
        says("0", "ZDIFFSTORE x 2 x x");
        expectEvents(
                "new d", "zunionstore d", "overwritten d", "zinterstore d", "overwritten x", "zdiffstore x", "del x");
    }

    @Test
    void otherValuesAreOverwrittenWithTheirDueTime() {
        create(LISTPACK);
        says("OK", "SET d text EX 100");
        listen();
        says("3", "ZUNIONSTORE d 1 x");
        expectEvents("overwritten d", "type_changed d", "zunionstore d");
        says("-1", "TTL d");
    }

    @Test
    void opposingInfinitiesMakeZero() {
        says("2", "ZADD x inf a 1 b");
        says("2", "ZADD y -inf a inf b");
        says("[a 0 b inf]", "ZUNION 2 x y WITHSCORES");
        says("[a -inf b 0]", "ZUNION 2 x y WEIGHTS 0 1 WITHSCORES AGGREGATE MIN");
    }

    @Test
    void theIntersectionIsCountedUpToALimit() {
        create(LISTPACK);
        says("2", "ZINTERCARD 2 x y");
        says("1", "ZINTERCARD 2 x y LIMIT 1");
        says("2", "ZINTERCARD 2 x y LIMIT 0");
        says("0", "ZINTERCARD 2 x missing");
        says("ERR LIMIT can't be negative", "ZINTERCARD 1 x LIMIT -1");
        says("ERR LIMIT can't be negative", "ZINTERCARD 1 x LIMIT a");
    }

    @Test
    void manyMoreKeysThanCursorsAreCombined() {
        create(LISTPACK);
        String keys = "x y ".repeat(50).strip();
        says("[a 50 b 600 c 1150 d 1500]", "ZUNION 100 " + keys + " WITHSCORES");
        says("[b 600 c 1150]", "ZINTER 100 " + keys + " WITHSCORES");
        says("2", "ZINTERCARD 100 " + keys);
        says("[]", "ZDIFF 100 " + keys);
    }

    @Test
    void nonsenseIsRefused() {
        create(LISTPACK);
        says("ERR at least 1 input key is needed for 'zunion' command", "ZUNION 0 x");
        says("ERR at least 1 input key is needed for 'zinterstore' command", "ZINTERSTORE d -1 x");
        says("ERR value is not an integer or out of range", "ZUNION a x");
        says("ERR syntax error", "ZUNION 3 x y");
        says("ERR syntax error", "ZUNION 2 x y WEIGHTS 1");
        says("ERR weight value is not a float", "ZUNION 2 x y WEIGHTS 1 a");
        says("ERR syntax error", "ZUNION 1 x AGGREGATE avg");
        says("ERR syntax error", "ZUNIONSTORE d 1 x WITHSCORES");
        says("ERR syntax error", "ZDIFF 1 x WEIGHTS 1");
        createOtherType("other");
        says("WRONGTYPE Operation against a key holding the wrong kind of value", "ZUNION 2 x other AGGREGATE avg");
    }

    @Test
    void membersOfSetsScoreOne() {
        says("3", "SADD s a b c");
        says("2", "SADD n 1 2");
        says("3", "ZADD z 1 a 5 d 7 2");
        says("[b 2 c 2 a 5 d 15 2 21]", "ZUNION 2 s z WEIGHTS 2 3 WITHSCORES");
        says("[a 2]", "ZINTER 2 s z WITHSCORES");
        says("[2 8]", "ZINTER 2 z n WITHSCORES");
        says("[b 1 c 1]", "ZDIFF 2 s z WITHSCORES");
        says("1", "ZINTERCARD 2 s z");
        says("[2 7 d 5]", "ZREVRANGE z 0 1 WITHSCORES");
        says("6", "ZUNIONSTORE to 3 s n z");
        says("[1 1 b 1 c 1 a 2 d 5 2 8]", "ZRANGE to 0 -1 WITHSCORES");
    }

    /** Numbers come from a set by value, from a sorted set by their bytes. */
    @Test
    void differencesOfSetsAreSorted() {
        says("5", "SADD n 2 9 10 100 33");
        says("2", "SADD s 33 x");
        says("[10 100 2 9]", "ZDIFF 2 n s");
        says("5", "ZDIFFSTORE d 1 n");
        says("[10 100 2 33 9]", "ZRANGE d 0 -1");
        says("3", "ZRANK d 33");
    }
}
