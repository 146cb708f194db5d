package io.glassbox.commands.set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SetAlgebraTest extends SetTestCase {
    @ParameterizedTest
    @ValueSource(strings = {INTSET, LISTPACK, HASHTABLE})
    void threeSetsAreCombined(String encoding) {
        useEncoding(encoding);
        says("5", "SADD a 0 1 2 3 4");
        says("3", "SADD b 0 3 4");
        says("4", "SADD c 0 4 5 6");
        saysInAnyOrder("0 4", "SINTER a b c");
        saysInAnyOrder("0 1 2 3 4 5 6", "SUNION a b c");
        saysInAnyOrder("0 1 2 3 4 5 6", "SUNION c none a c b c a");
        saysInAnyOrder("1 2", "SDIFF a b c");
        saysInAnyOrder("0 3 4", "SINTER a b");
        says("[]", "SINTER a none b");
        says("[]", "SDIFF a a");
        says("[]", "SDIFF none a");
        saysInAnyOrder("0 1 2 3 4", "SDIFF a none");
        says("2", "SINTERCARD 3 a b c");
        says("1", "SINTERCARD 3 a b c LIMIT 1");
        says("7", "SUNIONCARD 3 a b c");
        says("6", "SUNIONCARD 3 a b c LIMIT 6");
        says("7", "SUNIONCARD 3 a b c APPROX LIMIT 0");
        says("7", "SUNIONCARD 7 a b c a b c a");
        says("6", "SUNIONCARD 7 a b c a b c a LIMIT 6");
        says("2", "SDIFFCARD 3 a b c");
        says("1", "SDIFFCARD 3 a b c LIMIT 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {INTSET, LISTPACK, HASHTABLE})
    void resultsAreStoredInThePlaceOfAnything(String encoding) {
        useEncoding(encoding);
        says("3", "SADD a 1 2 3");
        says("2", "SADD b 2 3");
        listen();
        says("2", "SINTERSTORE to a b");
        expectEncoding(encoding, "to");
        expectEvents("new to", "sinterstore to");
        says("OK", "SET to text EX 100");
        expectEvents("overwritten to", "type_changed to", "set to", "expire to");
        says("3", "SUNIONSTORE to a b");
        expectEvents("overwritten to", "type_changed to", "sunionstore to");
        says("-1", "TTL to");
        says("1", "SDIFFSTORE a a b");
        expectEvents("overwritten a", "sdiffstore a");
        saysInAnyOrder("1", "SMEMBERS a");
        says("0", "SINTERSTORE to a b");
        expectEvents("del to");
        says("0", "SUNIONSTORE to none");
        expectEvents("keymiss none");
        says("0", "EXISTS to");
    }

    @Test
    void formsMixFreely() {
        says("3", "SADD numbers 1 2 3");
        says("3", "SADD words 2 x 3");
        limits().setMaxListpackEntries(0);
        says("3", "SADD table 3 x y");
        saysInAnyOrder("3", "SINTER numbers words table");
        saysInAnyOrder("3 x", "SINTER words table");
        says("2", "SINTERSTORE to numbers words");
        expectEncoding(INTSET, "to");
        says("5", "SUNIONSTORE to numbers words table");
        expectEncoding(HASHTABLE, "to");
        saysInAnyOrder("1 2 3 x y", "SMEMBERS to");
    }

    @Test
    void manySetsShareCursors() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            says("3", "SADD s" + i + " all x" + i + " y" + i % 10);
            keys.append(" s").append(i);
        }
        saysInAnyOrder("all", "SINTER" + keys);
        says("91", "SUNIONCARD 80" + keys);
        says("91", "SUNIONSTORE to" + keys);
        saysInAnyOrder("x0", "SDIFF" + keys);
        says("1", "SDIFFCARD 80" + keys);
    }

    @Test
    void largeDifferencesAreBuiltWhenThatIsCheaper() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            members.append(" m").append(i);
        }
        says("1000", "SADD large" + members);
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            says("1", "SADD s" + i + " m" + i);
            keys.append(" s").append(i);
        }
        says("990", "SDIFFSTORE to large" + keys);
        says("990", "SDIFFCARD 11 large" + keys);
        says("990", "SUNIONCARD 1 to");
    }

    @Test
    void nonsenseIsRefused() {
        says("ERR numkeys should be greater than 0", "SINTERCARD 0 a");
        says("ERR numkeys should be greater than 0", "SUNIONCARD x a");
        says("ERR Number of keys can't be greater than number of args", "SDIFFCARD 2 a");
        says("ERR LIMIT can't be negative", "SINTERCARD 1 a LIMIT -1");
        says("ERR LIMIT can't be negative", "SINTERCARD 1 a LIMIT x");
        says("ERR syntax error", "SINTERCARD 1 a LIMIT");
        says("ERR syntax error", "SINTERCARD 1 a APPROX");
        says("ERR syntax error", "SUNIONCARD 1 a b");
    }
}
