package io.glassbox.commands.stream;

import io.glassbox.commands.SpokenTestCase;
import org.junit.jupiter.api.Test;

/** Adding entries, cutting off old ones, reading by ID. */
final class StreamWriteTest extends SpokenTestCase {
    @Test
    void entriesComeBackInTheOrderOfTheirIds() {
        says("1-1", "XADD s 1-1 a 1 b 2");
        says("1-2", "XADD s 1-* a 3");
        says("5-0", "XADD s 5 other x");
        says("3", "XLEN s");
        says("[[1-1 [a 1 b 2]] [1-2 [a 3]] [5-0 [other x]]]", "XRANGE s - +");
        says("[[5-0 [other x]] [1-2 [a 3]]]", "XREVRANGE s + (1-1");
        says("[[1-2 [a 3]]]", "XRANGE s (1-1 + COUNT 1");
        says("nil-array", "XRANGE s - + COUNT 0");
        says("[]", "XRANGE missing - +");
        says("ERR Invalid stream ID specified as stream command argument", "XRANGE s x +");
        says("ERR invalid start ID for the interval", "XRANGE s (18446744073709551615-18446744073709551615 +");
        says("ERR invalid end ID for the interval", "XRANGE s - (0-0");
    }

    @Test
    void idsOnlyGoUp() {
        says("5-5", "XADD s 5-5 a 1");
        says("ERR The ID specified in XADD is equal or smaller than the target stream top item", "XADD s 5-5 a 1");
        says("ERR The ID specified in XADD is equal or smaller than the target stream top item", "XADD s 4-* a 1");
        says("ERR The ID specified in XADD must be greater than 0-0", "XADD s 0-0 a 1");
        says("0-1", "XADD t 0-* a 1");
        says("18446744073709551615-18446744073709551615", "XADD s 18446744073709551615-18446744073709551615 a 1");
        says("ERR The stream has exhausted the last possible ID, unable to add more items", "XADD s * a 1");
        says("ERR wrong number of arguments for 'xadd' command", "XADD s * a 1 b");
        says("nil", "XADD u NOMKSTREAM * a 1");
        says("0", "EXISTS u");
    }

    @Test
    void oldEntriesAreCutOff() {
        for (int i = 1; i <= 10; i++) {
            says(i + "-0", "XADD s " + i + " a b");
        }
        listen();
        replicate();
        says("5", "XTRIM s MAXLEN 5");
        says("0", "XTRIM s MAXLEN ~ 3");
        says("2", "XTRIM s MINID = 8");
        says("11-0", "XADD s MAXLEN = 2 11 a b");
        says("[[10-0 [a b]] [11-0 [a b]]]", "XRANGE s - +");
        expectEvents("xtrim s", "xtrim s", "xadd s", "xtrim s");
        expectEffects("XTRIM s MAXLEN = 5", "XTRIM s MINID = 8-0", "XADD s MAXLEN = 2 11-0 a b");
        says(
                "ERR syntax error, MAXLEN and MINID options at the same time are not compatible",
                "XTRIM s MAXLEN 1 MINID 2");
        says("ERR syntax error, LIMIT cannot be used without the special ~ option", "XTRIM s MAXLEN 1 LIMIT 2");
        says("ERR The MAXLEN argument must be >= 0.", "XTRIM s MAXLEN -1");
    }

    @Test
    void aLimitIsJudgedAfterTheStrategyThatIsMissing() {
        says("1-0", "XADD s 1 a b");
        says("ERR syntax error, XTRIM must be called with a trimming strategy", "XTRIM s LIMIT 8018 LIMIT 0");
        says(
                "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy",
                "XTRIM s LIMIT 0 LIMIT 8018");
        says("ERR syntax error, LIMIT cannot be used without the special ~ option", "XADD s LIMIT 0 2 a b");
    }

    @Test
    void severalStreamsAreReadAtOnce() {
        says("1-0", "XADD s 1 a b");
        says("2-0", "XADD s 2 a c");
        says("3-0", "XADD t 3 d e");
        says("[[s [[2-0 [a c]]]] [t [[3-0 [d e]]]]]", "XREAD STREAMS s u t 1 0 0");
        says("[[s [[1-0 [a b]]]] [t [[3-0 [d e]]]]]", "XREAD COUNT 1 STREAMS s t 0 0");
        says("[[s [[1-0 [a b]] [2-0 [a c]]]]]", "XREAD MAXCOUNT 2 STREAMS s t 0 0");
        says("[[s [[1-0 [a b]]]]]", "XREAD MAXSIZE 1 STREAMS s t 0 0");
        says("[[s [[2-0 [a c]]]]]", "XREAD STREAMS s +");
        says("nil-array", "XREAD STREAMS s $");
        says("nil-array", "XREAD STREAMS s t 2 3");
    }
}
