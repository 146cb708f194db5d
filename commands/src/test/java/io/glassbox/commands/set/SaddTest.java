package io.glassbox.commands.set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SaddTest extends SetTestCase {
    @ParameterizedTest
    @ValueSource(strings = {INTSET, LISTPACK, HASHTABLE})
    void addsLooksUpAndRemoves(String encoding) {
        useEncoding(encoding);
        listen();
        says("3", "SADD s 5 -3 70000");
        expectEncoding(encoding, "s");
        says("1", "SADD s 5 6");
        says("0", "SADD s 5");
        expectEvents("new s", "sadd s", "sadd s");
        says("4", "SCARD s");
        says("1", "SISMEMBER s 70000");
        says("[1 0 1 0]", "SMISMEMBER s -3 03 6 x");
        saysInAnyOrder("5 -3 70000 6", "SMEMBERS s");
        says("2", "SREM s 5 x 6 6");
        says("2", "SREM s -3 70000 5");
        says("0", "SREM s 5");
        expectEvents("srem s", "srem s", "del s");
        says("0", "EXISTS s");
    }

    @Test
    void whatDoesNotExistIsAnEmptySet() {
        says("0", "SCARD s");
        says("0", "SISMEMBER s a");
        says("[0 0]", "SMISMEMBER s a b");
        says("[]", "SMEMBERS s");
        says("[0 []]", "SSCAN s 0");
        says("[0 []]", "SSCAN s 0 COUNT 0");
        says("ERR invalid cursor", "SSCAN s x");
        createOtherType("other");
        for (String command : new String[] {
            "SADD other a", "SREM other a", "SCARD other", "SISMEMBER other a", "SMISMEMBER other a",
            "SMEMBERS other", "SSCAN other 0", "SPOP other", "SRANDMEMBER other 2", "SINTER other",
            "SINTER none other", "SUNION none other", "SDIFFSTORE to none other"
        }) {
            says("WRONGTYPE Operation against a key holding the wrong kind of value", command);
        }
    }

    @Test
    void numbersStayAnIntsetUpToItsLimit() {
        limits().setMaxIntsetEntries(3);
        limits().setMaxListpackEntries(4);
        says("3", "SADD s 1 2 3");
        expectEncoding(INTSET, "s");
        says("0", "SADD s 3");
        expectEncoding(INTSET, "s");
        says("1", "SADD s 4");
        expectEncoding(LISTPACK, "s");
        says("1", "SADD s 5");
        expectEncoding(HASHTABLE, "s");
        saysInAnyOrder("1 2 3 4 5", "SMEMBERS s");
        says("hashtable", "OBJECT ENCODING s");
    }

    @Test
    void textMakesAnIntsetAListpackOrATable() {
        says("2", "SADD s 1 2");
        says("1", "SADD s 007");
        expectEncoding(LISTPACK, "s");
        saysInAnyOrder("1 2 007", "SMEMBERS s");
        says("listpack", "OBJECT ENCODING s");
        limits().setMaxListpackValue(5);
        says("2", "SADD t 1 2");
        says("1", "SADD t abcdef");
        expectEncoding(HASHTABLE, "t");
        says("1", "SADD u abcde");
        expectEncoding(LISTPACK, "u");
        says("1", "SADD u abcdef");
        expectEncoding(HASHTABLE, "u");
        says("1", "SADD v 1234567");
        says("1", "SADD v a");
        expectEncoding(HASHTABLE, "v");
        saysInAnyOrder("1234567 a", "SMEMBERS v");
    }

    @ParameterizedTest
    @ValueSource(strings = {INTSET, LISTPACK, HASHTABLE})
    void smoveTakesFromOneAndGivesToTheOther(String encoding) {
        useEncoding(encoding);
        says("2", "SADD a 1 2");
        says("2", "SADD b 2 3");
        listen();
        says("1", "SMOVE a b 1");
        expectEvents("srem a", "sadd b");
        says("0", "SMOVE a b 1");
        says("1", "SMOVE a b 2");
        expectEvents("srem a", "del a");
        says("0", "SMOVE a b 2");
        says("1", "SMOVE b b 2");
        says("0", "SMOVE b b 9");
        expectEvents();
        says("1", "SMOVE b c 2");
        expectEvents("srem b", "new c", "sadd c");
        saysInAnyOrder("1 3", "SMEMBERS b");
        createOtherType("other");
        says("WRONGTYPE Operation against a key holding the wrong kind of value", "SMOVE b other 1");
        says("0", "SMOVE none other 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {INTSET, LISTPACK, HASHTABLE})
    void setsCanBeCopiedAndRenamed(String encoding) {
        useEncoding(encoding);
        says("3", "SADD a 1 2 3");
        says("1", "COPY a b");
        says("OK", "RENAME a c");
        says("1", "SREM c 1");
        saysInAnyOrder("1 2 3", "SMEMBERS b");
        saysInAnyOrder("2 3", "SMEMBERS c");
        expectEncoding(encoding, "b");
    }

    @Test
    void membersMayBeEmptyOrLong() {
        String large = "x".repeat(70_000);
        expectInteger(2, "SADD", "s", "", large);
        expectInteger(1, "SISMEMBER", "s", "");
        expectInteger(1, "SISMEMBER", "s", large);
        expectInteger(0, "SISMEMBER", "s", "x".repeat(300));
        expectInteger(1, "SREM", "s", large);
        expect("~1\r\n$0\r\n\r\n".replace('~', '*'), "SMEMBERS", "s");
    }
}
