package io.glassbox.commands.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times at which fields go, in both forms of a hash. */
final class FieldExpiryTest extends HashTestCase {
    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, HASHTABLE})
    void fieldsGoOnTimeAndTheKeyWithTheLast(String encoding) {
        useEncoding(encoding);
        says("3", "HSET h a 1 b 2 c 3");
        says("[1 1]", "HPEXPIRE h 100 FIELDS 2 a b");
        says("[1]", "HPEXPIRE h 200 FIELDS 1 c");
        harness.pass(99);
        says("3", "HLEN h");
        harness.pass(1);
        says("[c 3]", "HGETALL h");
        says("1", "HLEN h");
        harness.pass(100);
        says("0", "EXISTS h");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, HASHTABLE})
    void whatIsOverdueIsInvisibleEvenBeforeItIsRemoved(String encoding) {
        useEncoding(encoding);
        says("3", "HSET h a 1 b 2 c 3");
        says("[1 1]", "HPEXPIRE h 100 FIELDS 2 a b");
        says("OK", "DEBUG SET-ACTIVE-EXPIRE 0");
        harness.pass(100);
        says("3", "HLEN h");
        says("nil", "HGET h a");
        says("0", "HEXISTS h b");
        says("[c 3]", "HGETALL h");
        says("[c]", "HRANDFIELD h 5");
        says("c", "HRANDFIELD h");
        says("[0 [c 3]]", "HSCAN h 0");
        says("[-2 -2 -1]", "HTTL h FIELDS 3 a b c");
        says("5", "HINCRBY h a 5");
        says("[-1]", "HTTL h FIELDS 1 a");
        says("1", "HSETNX h b new");
        says("3", "HLEN h");
        says("OK", "DEBUG SET-ACTIVE-EXPIRE 1");
        harness.pass(1);
        says("3", "HLEN h");
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, HASHTABLE})
    void conditionsCompareWithTheTimeThatTheFieldHas(String encoding) {
        useEncoding(encoding);
        says("2", "HSET h a 1 b 2");
        says("[0 0]", "HEXPIRE h 100 XX FIELDS 2 a b");
        says("[0]", "HEXPIRE h 100 GT FIELDS 1 a");
        says("[1]", "HEXPIRE h 100 LT FIELDS 1 a");
        says("[0 1 -2]", "HEXPIRE h 100 NX FIELDS 3 a b c");
        says("[0]", "HEXPIRE h 100 GT FIELDS 1 a");
        says("[1]", "HEXPIRE h 200 GT FIELDS 1 a");
        says("[0]", "HEXPIRE h 300 LT FIELDS 1 a");
        says("[200 100]", "HTTL h FIELDS 2 a b");
        says("[0 0]", "HEXPIRE h 0 GT FIELDS 2 a b");
        says("[2 2]", "HEXPIRE h 0 LT FIELDS 2 a b");
        says("0", "EXISTS h");
    }

    @Test
    void settingAFieldTakesItsTimeAwayAndCountingDoesNot() {
        says("2", "HSET h a 1 b 2");
        says("[1 1]", "HEXPIRE h 100 FIELDS 2 a b");
        expectEncoding("listpackex", "h");
        says("0", "HSET h a 5");
        says("3", "HINCRBY h b 1");
        says("[-1 100]", "HTTL h FIELDS 2 a b");
        says("4.5", "HINCRBYFLOAT h b 1.5");
        says("[100]", "HTTL h FIELDS 1 b");
    }

    @Test
    void theKeyspaceCountsHashesWithFieldsThatGo() {
        says("2", "HSET h a 1 b 2");
        says("1", "HSET i a 1");
        says("[1]", "HEXPIRE h 100 FIELDS 1 a");
        assertTrue(harness.run("INFO", "keyspace").contains(",subexpiry=1"));
        says("[1]", "HPERSIST h FIELDS 1 a");
        assertTrue(harness.run("INFO", "keyspace").contains(",subexpiry=0"));
        says("[1]", "HEXPIRE h 1 FIELDS 1 a");
        harness.pass(1000);
        assertTrue(harness.run("INFO", "stats").contains("expired_subkeys:1\r\n"));
        assertEquals(0, harness.server.databases().get(0).partDueCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {LISTPACK, HASHTABLE})
    void timesGoWithTheValue(String encoding) {
        useEncoding(encoding);
        says("2", "HSET h a 1 b 2");
        says("[1]", "HPEXPIRE h 100 FIELDS 1 a");
        says("1", "EXPIRE h 1000");
        says("1", "COPY h copy");
        says("OK", "RENAME h other");
        says("1", "PERSIST other");
        says("1", "MOVE copy 1");
        harness.pass(100);
        says("[b]", "HKEYS other");
        says("OK", "SELECT 1");
        says("[b]", "HKEYS copy");
        says("OK", "SET copy x");
        says("OK", "SELECT 0");
    }

    @Test
    void everyChangeIsAnnouncedOnce() {
        listen();
        replicate();
        says("4", "HSET h a 1 b 2 c 3 d 4");
        says("[1 1 -2]", "HPEXPIREAT h 9999999999999 FIELDS 3 a b x");
        says("[4 1]", "HGETEX h PERSIST FIELDS 2 d a");
        says("[2]", "HEXPIRE h 0 FIELDS 1 c");
        says("[4 nil]", "HGETDEL h FIELDS 2 d x");
        says("1", "HSETEX h PXAT 9999999999999 FIELDS 1 e 5");
        says("1", "HSETEX h PX 0 FIELDS 1 e 5");
        says("[1 2]", "HGETDEL h FIELDS 2 a b");
        expectEvents(
                "new h",
                "hset h",
                "hexpire h",
                "hpersist h",
                "hdel h",
                "hdel h",
                "hset h",
                "hexpire h",
                "hset h",
                "hdel h",
                "hdel h",
                "del h");
        expectEffects(
                "HSET h a 1 b 2 c 3 d 4",
                "HPEXPIREAT h 9999999999999 FIELDS 2 a b",
                "HPERSIST h FIELDS 1 a",
                "HDEL h c",
                "HDEL h d",
                "HSETEX h PXAT 9999999999999 FIELDS 1 e 5",
                "HDEL h e",
                "HDEL h a b");
    }

    @Test
    void expiryIsAnnouncedOnceForAllFieldsOfOneHash() {
        says("3", "HSET h a 1 b 2 c 3");
        says("[1 1 1]", "HPEXPIRE h 100 FIELDS 3 a b c");
        listen();
        replicate();
        harness.pass(100);
        expectEvents("hexpired h", "del h");
        expectEffects("HDEL h a b c");
    }

    @Test
    void argumentsAreChecked() {
        says("1", "HSET h a 1");
        expectError(
                "ERR Mandatory argument FIELDS is missing or not at the right position",
                "HTTL",
                "h",
                "FIELD",
                "1",
                "a");
        expectError("ERR Parameter `numFields` should be greater than 0", "HTTL", "h", "FIELDS", "0", "a");
        expectError(
                "ERR The `numfields` parameter must match the number of arguments", "HTTL", "h", "FIELDS", "2", "a");
        expectError(
                "ERR The `numfields` parameter must match the number of arguments",
                "HEXPIRE",
                "h",
                "10",
                "FIELDS",
                "1",
                "a",
                "b");
        expectError("ERR invalid expire time, must be >= 0", "HEXPIRE", "h", "-1", "FIELDS", "1", "a");
        expectError(
                "ERR invalid expire time in 'hexpire' command", "HEXPIRE", "h", "99999999999999", "FIELDS", "1", "a");
        expectError(
                "ERR Only one of EX, PX, EXAT, PXAT or PERSIST arguments can be specified",
                "HGETEX",
                "h",
                "EX",
                "1",
                "PERSIST",
                "FIELDS",
                "1",
                "a");
        expectError(
                "ERR Only one of FXX or FNX arguments can be specified",
                "HSETEX",
                "h",
                "FNX",
                "FXX",
                "FIELDS",
                "1",
                "a",
                "b");
        expectError("ERR unknown argument: maybe", "HGETEX", "h", "maybe", "FIELDS", "1", "a");
    }

    @Test
    void conditionsOfHsetexAreAboutAllFields() {
        says("1", "HSETEX h FNX EX 100 FIELDS 2 a 1 b 2");
        says("0", "HSETEX h FNX FIELDS 2 b 3 c 3");
        says("0", "HSETEX h FXX FIELDS 2 b 3 c 3");
        says("1", "HSETEX h FIELDS 1 b 4 KEEPTTL FXX");
        says("[4 nil]", "HMGET h b c");
        says("[100 100]", "HTTL h FIELDS 2 a b");
    }
}
