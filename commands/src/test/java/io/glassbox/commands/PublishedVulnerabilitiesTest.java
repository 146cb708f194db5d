package io.glassbox.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.command.execute.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was found in commands of Redis, and what becomes of it here; docs/security.md has all of it. After each test the memory is
 * counted, so that what leaks fails as well.
 */
class PublishedVulnerabilitiesTest extends CommandTestCase {
    private static final String WRONG_CLASS = "ERR CONFIG SET failed (possibly related to argument"
            + " 'client-output-buffer-limit') - Invalid client class specified in buffer limit configuration.";
    private static final String TOO_LONG = "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
    private static final String LEAST = "-9223372036854775808";
    private static final String MOST = "9223372036854775807";
    private static final String HALF = "-4611686018427387905";

    /** CVE-2016-8339: the number of a class of clients was taken as an index into an array. */
    @ParameterizedTest
    @ValueSource(strings = {"3 0 0 0", "-1 0 0 0", "4294967295 0 0 0", "master 0 0 0"})
    void limitsAreOfClassesThatExist(String limit) {
        expectError(WRONG_CLASS, "CONFIG", "SET", "client-output-buffer-limit", limit);
    }

    /** CVE-2016-10517: pages of the Web had browsers send commands behind the head of a request. */
    @Test
    void whoeverSpeaksHttpIsSentAway() {
        for (String word : new String[] {"POST", "post", "Host:", "HOST:"}) {
            expect("", word, "/", "HTTP/1.1");
            assertEquals(Outcome.CLOSE, harness.lastOutcome(), word);
        }
        expect("-ERR unknown command 'PUT', with args beginning with: '/' \r\n", "PUT", "/");
    }

    /** CVE-2018-12453: groups were looked for in what was no stream. */
    @Test
    void groupsAreOfStreamsOnly() {
        expect(OK, "SET", "s", "x");
        expect(WRONG_TYPE, "XGROUP", "CREATE", "s", "g", "0");
        expect(WRONG_TYPE, "XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");
        expect(WRONG_TYPE, "XGROUP", "SETID", "s", "g", "0");
        expect(WRONG_TYPE, "XGROUP", "DESTROY", "s", "g");
        expect(WRONG_TYPE, "XGROUP", "DELCONSUMER", "s", "g", "c");
    }

    /** CVE-2021-29478 and CVE-2021-32687: sizes of large sets of integers overflowed. */
    @Test
    void largeSetsOfIntegersAreCopiedAsTheyAre() {
        expect(OK, "CONFIG", "SET", "set-max-intset-entries", "4294967295");
        for (int i = 0; i < 100_000; i += 100) {
            String[] command = new String[102];
            command[0] = "SADD";
            command[1] = "s";
            for (int j = 0; j < 100; j++) {
                command[2 + j] = String.valueOf((i + j) * 10_000_000_000L);
            }
            expectInteger(100, command);
        }
        expectInteger(1, "COPY", "s", "t");
        expectInteger(100_000, "SCARD", "t");
        expectInteger(1, "SISMEMBER", "t", String.valueOf(99_999 * 10_000_000_000L));
    }

    /** CVE-2021-32761: offsets of bits overflowed where numbers have 32 bits. */
    @Test
    void offsetsOfBitsCannotOverflow() {
        expectError("ERR bit offset is not an integer or out of range", "SETBIT", "s", "4294967296", "1");
        expectError("ERR bit offset is not an integer or out of range", "SETBIT", "s", MOST, "1");
        expectError("ERR bit offset is not an integer or out of range", "BITFIELD", "s", "SET", "u32", "#" + MOST, "1");
    }

    /** CVE-2022-31144 and CVE-2022-35951: XAUTOCLAIM made room for as many entries as its COUNT said. */
    @Test
    void claimingTakesRoomForWhatThereIs() {
        expectBulk("1-1", "XADD", "st", "1-1", "a", "b");
        expectBulk("1-2", "XADD", "st", "1-2", "a", "b");
        expectBulk("1-3", "XADD", "st", "1-3", "a", "b");
        expect(OK, "XGROUP", "CREATE", "st", "g", "0");
        harness.run("XREADGROUP", "GROUP", "g", "c", "STREAMS", "st", ">");
        expectInteger(2, "XDEL", "st", "1-1", "1-3");
        for (String count : new String[] {MOST, "1152921504606846975", "0", "-1", "18446744073709551615"}) {
            expectError("ERR COUNT must be > 0", "XAUTOCLAIM", "st", "g", "d", "0", "0", "COUNT", count);
        }
        assertTrue(harness.run("XAUTOCLAIM", "st", "g", "d", "0", "0", "COUNT", "100000000")
                .startsWith("*3\r\n$3\r\n0-0\r\n*1\r\n"));
    }

    /** CVE-2022-33105: a search for the ends of a stream leaked memory. */
    @Test
    void theEndsOfAStreamAreFoundWithoutALeak() {
        for (int i = 1; i < 1000; i++) {
            harness.run("XADD", "st", i + "-0", "a", "b");
        }
        for (int i = 1; i < 1000; i++) {
            expectInteger(1, "XDEL", "st", i + "-0");
        }
        assertTrue(harness.run("XINFO", "STREAM", "st").contains("max-deleted-entry-id\r\n$5\r\n999-0"));
    }

    /** CVE-2022-35977: what SETRANGE and SORT were asked for was added up without a look at the sum. */
    @Test
    void rangesCannotOverflow() {
        expectError(TOO_LONG, "SETRANGE", "s", MOST, "a");
        expectError(TOO_LONG, "SETRANGE", "s", "9223372036854775800", "abcdefghijk");
        expectInteger(3, "RPUSH", "l", "3", "1", "2");
        expect("*0\r\n", "SORT", "l", "LIMIT", MOST, MOST);
        expect(array(bulk("2"), bulk("3")), "SORT_RO", "l", "LIMIT", "1", MOST);
        expect(array(bulk("1"), bulk("2")), "SORT", "l", "LIMIT", LEAST, "2");
    }

    /** CVE-2023-22458 and CVE-2023-25155: the least number has no counterpart. */
    @Test
    void countsHaveACounterpart() {
        String outOfRange =
                "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807";
        expectInteger(1, "HSET", "h", "a", "1");
        expectInteger(1, "ZADD", "z", "1", "a");
        expectInteger(1, "SADD", "s", "a");
        expectError(outOfRange, "HRANDFIELD", "h", LEAST);
        expectError(outOfRange, "HRANDFIELD", "h", LEAST, "WITHVALUES");
        expectError("ERR value is out of range", "HRANDFIELD", "h", HALF, "WITHVALUES");
        expectError(outOfRange, "ZRANDMEMBER", "z", LEAST);
        expectError("ERR value is out of range", "ZRANDMEMBER", "z", HALF, "WITHSCORES");
        expectError(outOfRange, "SRANDMEMBER", "s", LEAST);
    }

    /** CVE-2023-28425: a key that MSETNX was given twice failed an assertion. */
    @Test
    void aKeyMayBeSetTwiceAtOnce() {
        expectInteger(1, "MSETNX", "k", "1", "k", "2");
        expectBulk("2", "GET", "k");
        expectInteger(0, "MSETNX", "k", "3", "other", "4");
    }

    /** CVE-2023-28856: HINCRBYFLOAT left a field that no command could read. */
    @Test
    void fieldsNeverHoldWhatIsNoNumber() {
        expectInteger(2, "HSET", "h", "infinite", "inf", "empty", "");
        expectError("ERR increment would produce NaN or Infinity", "HINCRBYFLOAT", "h", "infinite", "1");
        expectError("ERR hash value is not a float", "HINCRBYFLOAT", "h", "empty", "1");
        expectError("ERR value is NaN or Infinity", "HINCRBYFLOAT", "h", "new", "inf");
        expectError("ERR value is not a valid float", "HINCRBYFLOAT", "h", "new", "nan");
        expectInteger(2, "HLEN", "h");
        expectInteger(0, "EXISTS", "other");
        expectError("ERR value is NaN or Infinity", "HINCRBYFLOAT", "other", "new", "inf");
        expectInteger(0, "EXISTS", "other");
    }

    /** CVE-2023-36824: numbers of keys that arguments tell were believed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZUNION 2147483647 a",
                "ZUNION 9223372036854775807 a",
                "ZUNION -1 a",
                "ZUNIONSTORE d 4611686018427387904 a",
                "LMPOP 1000000000 a LEFT",
                "SINTERCARD 2 a",
                "XREAD STREAMS",
                "XREADGROUP GROUP g c STREAMS a",
                "MEMORY USAGE"
            })
    void keysAreCountedAmongTheArgumentsThatThereAre(String call) {
        String[] words = ("COMMAND GETKEYS " + call).split(" ", -1);
        assertFalse(harness.run(words).contains("internal error"), call);
        words[1] = "GETKEYSANDFLAGS";
        assertFalse(harness.run(words).contains("internal error"), call);
        harness.run("ACL", "SETUSER", "limited", "on", "nopass", "+@all", "~a*");
        words = ("ACL DRYRUN limited " + call).split(" ", -1);
        assertFalse(harness.run(words).contains("internal error"), call);
    }

    /** CVE-2024-51741: rules without a pattern were kept, and failed an assertion when read. */
    @Test
    void aRuleWithoutAPatternCanBeRead() {
        expect(OK, "ACL", "SETUSER", "u", "%R", "(%RW)");
        assertTrue(harness.run("ACL", "GETUSER", "u").contains("$3\r\n%R~\r\n"));
        assertTrue(harness.run("ACL", "LIST").contains(" %R~ "));
        expectInteger(1, "ACL", "DELUSER", "u");
    }

    /** CVE-2024-31227: rules that were half a selector were kept, and failed an assertion when read. */
    @ParameterizedTest
    @ValueSource(strings = {"(%~)", "%~k", "%RQ~k", "%", "(%)", ")"})
    void halfARuleIsNone(String rule) {
        assertTrue(harness.run("ACL", "SETUSER", "u", rule).startsWith("-ERR Error in ACL SETUSER modifier"), rule);
        assertTrue(harness.run("ACL", "SETUSER", "u", "(").startsWith("-ERR Unmatched parenthesis"), rule);
        expect(NIL, "ACL", "GETUSER", "u");
    }

    /** CVE-2025-62507: XACKDEL had room for a few identifiers only. */
    @Test
    void manyEntriesAreAcknowledgedAtOnce() {
        harness.run("XADD", "st", "1-0", "a", "b");
        expect(OK, "XGROUP", "CREATE", "st", "g", "0");
        harness.run("XREADGROUP", "GROUP", "g", "c", "STREAMS", "st", ">");
        String[] command = new String[5 + 10_000];
        command[0] = "XACKDEL";
        command[1] = "st";
        command[2] = "g";
        command[3] = "IDS";
        command[4] = "10000";
        for (int i = 0; i < 10_000; i++) {
            command[5 + i] = (i + 1) + "-0";
        }
        assertTrue(harness.run(command).startsWith("*10000\r\n:1\r\n:-1\r\n"));
    }

    /** CVE-2026-23479: a client that was closed for its memory while it was served was served on. */
    @Test
    void whoIsSentAwayWhileItIsServedIsServedNoMore() {
        var waiting = harness.connect();
        harness.run(waiting, "BLPOP", "l", "0");
        expectInteger(1, "RPUSH", "l", "x");
        assertEquals(array(bulk("l"), bulk("x")), harness.replies(waiting));
        harness.run(waiting, "BLPOP", "l", "0");
        expectInteger(1, "CLIENT", "KILL", "ID", String.valueOf(waiting.id()));
        expectInteger(1, "RPUSH", "l", "y");
        assertEquals("", harness.replies(waiting));
        expectInteger(1, "LLEN", "l");
    }
}
