package io.glassbox.commands.sortedset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZrangeTest extends SortedSetTestCase {
    private void create(String encoding) {
        useEncoding(encoding);
        says("6", "ZADD z 1 a 2 b 3 c 3 d 4 e inf f");
        says("5", "ZADD lex 0 a 0 ab 0 b 0 c 0 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void byRank(String encoding) {
        create(encoding);
        says("[a b c d e f]", "ZRANGE z 0 -1");
        says("[e f]", "ZRANGE z -2 100");
        says("[]", "ZRANGE z 4 2");
        says("[]", "ZRANGE z 6 10");
        says("[f e]", "ZRANGE z 0 1 REV");
        says("[b 2 a 1]", "ZREVRANGE z -2 -1 WITHSCORES");
        says("[]", "ZRANGE missing 0 -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void byScore(String encoding) {
        create(encoding);
        says("[c d e]", "ZRANGE z 3 4 BYSCORE");
        says("[e]", "ZRANGE z (3 (inf BYSCORE");
        says("[f e]", "ZRANGE z +inf 4 BYSCORE REV");
        says("[c 3 d 3]", "ZRANGE z 0 10 BYSCORE LIMIT 2 2 WITHSCORES");
        says("[d c]", "ZREVRANGEBYSCORE z 10 0 LIMIT 1 2");
        says("[b c d e]", "ZRANGEBYSCORE z (1 10 LIMIT 0 -1");
        says("[]", "ZRANGEBYSCORE z -inf +inf LIMIT -1 5");
        says("[]", "ZRANGEBYSCORE z 10 5");
        says("ERR min or max is not a float", "ZRANGEBYSCORE z x 5");
        says("ERR min or max is not a float", "ZRANGEBYSCORE z 1 (nan");
        says("[]", "ZRANGEBYSCORE z 1e400 (inf");
        says("4", "ZCOUNT z (1 10");
        says("6", "ZCOUNT z -inf inf");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void byMember(String encoding) {
        create(encoding);
        says("[7 a ab b c]", "ZRANGE lex - + BYLEX");
        says("[c b]", "ZRANGE lex + (ab BYLEX REV");
        says("[ab]", "ZRANGEBYLEX lex (a (b");
        says("[b ab]", "ZREVRANGEBYLEX lex [b - LIMIT 0 2");
        says("[]", "ZRANGEBYLEX lex + -");
        says("3", "ZLEXCOUNT lex [a (c");
        says("ERR min or max not valid string range item", "ZRANGEBYLEX lex a +");
        says("ERR min or max not valid string range item", "ZLEXCOUNT lex -- +");
    }

    @Test
    void optionsThatDoNotFitAreRefused() {
        says(
                "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX",
                "ZRANGE z 0 -1 LIMIT 0 1");
        says("ERR syntax error, WITHSCORES not supported in combination with BYLEX", "ZRANGE z - + BYLEX WITHSCORES");
        says("ERR syntax error", "ZRANGE z 0 -1 BYSCORE BYLEX");
        says("ERR syntax error", "ZREVRANGE z 0 -1 REV");
        says("ERR syntax error", "ZRANGESTORE d z 0 -1 WITHSCORES");
        says("ERR value is not an integer or out of range", "ZRANGE z 0 x");
    }

    @Test
    void resp3HasPairs() {
        create(LISTPACK);
        harness.run("HELLO", "3");
        says("[[a ,1] [b ,2]]", "ZRANGE z 0 1 WITHSCORES");
        says("[f]", "ZRANGE z -1 -1");
        says("null", "ZSCORE z x");
        says(",inf", "ZSCORE z f");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void zrangestoreStoresWhatZrangeReturns(String encoding) {
        create(encoding);
        listen();
        says("2", "ZRANGESTORE d z 2 3 BYSCORE LIMIT 1 2");
        says("[c 3 d 3]", "ZRANGE d 0 -1 WITHSCORES");
        expectEncoding(encoding, "d");
        says("2", "ZRANGESTORE z z 0 1 REV");
        says("[e 4 f inf]", "ZRANGE z 0 -1 WITHSCORES");
        says("0", "ZRANGESTORE d missing 0 -1");
        says("0", "ZRANGESTORE d missing 0 -1");
        expectEvents(
                "new d",
                "zrangestore d",
                "overwritten z",
                "zrangestore z",
                "keymiss missing",
                "del d",
                "keymiss missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void ranksAreCountedFromEitherEnd(String encoding) {
        create(encoding);
        says("2", "ZRANK z c");
        says("3", "ZREVRANK z c");
        says("[2 3]", "ZRANK z c WITHSCORE");
        says("nil", "ZRANK z x");
        says("nil-array", "ZREVRANK z x WITHSCORE");
        says("ERR syntax error", "ZRANK z c SCORE");
        says("[1 nil inf]", "ZMSCORE z a x f");
        says("6", "ZCARD z");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void ranksBeyondAllCountingAreNoRange(String encoding) {
        create(encoding);
        says("0", "ZREMRANGEBYRANK z 1 -9223372036854775808");
        says("0", "ZREMRANGEBYRANK z 9223372036854775807 -9223372036854775808");
        says("0", "ZREMRANGEBYRANK none 9223372036854775807 -5");
        says("[]", "ZRANGE z 1 -9223372036854775808");
        says("[]", "ZREVRANGE z 9223372036854775807 -9223372036854775808");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, SKIPLIST})
    void rangesAreRemoved(String encoding) {
        create(encoding);
        listen();
        says("1", "ZREMRANGEBYRANK z 0 0");
        says("2", "ZREMRANGEBYSCORE z (2 3");
        says("[b e f]", "ZRANGE z 0 -1");
        says("0", "ZREMRANGEBYRANK z 3 5");
        says("3", "ZREMRANGEBYRANK z -100 100");
        says("2", "ZREMRANGEBYLEX lex [ab (c");
        says("[7 a c]", "ZRANGE lex 0 -1");
        expectEvents("zremrangebyrank z", "zremrangebyscore z", "zremrangebyrank z", "del z", "zremrangebylex lex");
    }
}
