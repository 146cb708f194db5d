package io.glassbox.commands.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** What SET and its kin announce, what they tell replicas, and how they keep the value. */
final class SetEventsTest extends CommandTestCase {
    @Test
    void aSetIsAnnouncedOnceAndItsTimeBesides() {
        listen();
        expect(OK, "SET", "k", "v");
        expectEvents("new k", "set k");
        expect(OK, "SET", "k", "v", "EX", "10");
        expectEvents("overwritten k", "set k", "expire k");
        expect(NIL, "SET", "k", "v", "NX");
        expectEvents();
        expect(bulk("v"), "SET", "k", "v", "GET", "KEEPTTL");
        expectEvents("overwritten k", "set k");
        expect(OK, "SETEX", "k", "10", "v");
        expectEvents("overwritten k", "set k", "expire k");
        expect(OK, "PSETEX", "k", "10", "v");
        expectEvents("overwritten k", "set k", "expire k");
        expectInteger(1, "SETNX", "l", "v");
        expectEvents("new l", "set l");
        expectBulk("v", "GETSET", "l", "w");
        expectEvents("overwritten l", "set l");
    }

    @Test
    void aChangeOfTypeIsNoticed() {
        createOtherType("k");
        listen();
        expect(OK, "SET", "k", "v");
        expectEvents("overwritten k", "type_changed k", "set k");
    }

    @Test
    void anotherTypeIsOverwrittenUnlessItsValueMatters() {
        createOtherType("k");
        expect(WRONG_TYPE, "SET", "k", "v", "GET");
        expect(WRONG_TYPE, "SET", "k", "v", "IFEQ", "v");
        expect(WRONG_TYPE, "SET", "k", "v", "IFNE", "v");
        expect(WRONG_TYPE, "GETSET", "k", "v");
        expect(NIL, "SET", "k", "v", "NX");
        expectInteger(0, "SETNX", "k", "v");
        expect(OK, "SET", "k", "v", "XX");
        expectBulk("v", "GET", "k");
    }

    @Test
    void replicasAreToldAbsoluteTimesAndNoConditionThatReadsTheValue() {
        replicate();
        expect(OK, "SET", "k", "v");
        expectEffects("SET k v");
        expect(OK, "SET", "k", "v", "EX", "10", "XX");
        expectEffects("SET k v PXAT 1700000010000");
        expect(OK, "SET", "k", "v", "pxat", "1800000000000");
        expectEffects("SET k v PXAT 1800000000000");
        expect(bulk("v"), "SET", "k", "w", "IFEQ", "v", "GET", "KEEPTTL");
        expectEffects("SET k w KEEPTTL");
        expect(bulk("w"), "SET", "k", "v", "GET", "XX", "PXAT", "1800000000000");
        expectEffects("SET k v PXAT 1800000000000");
        expect(OK, "SETEX", "k", "10", "v");
        expectEffects("SET k v PXAT 1700000010000");
        expect(OK, "PSETEX", "k", "10", "v");
        expectEffects("SET k v PXAT 1700000000010");
        expectBulk("v", "GETSET", "k", "w");
        expectEffects("SET k w");
        expect(NIL, "SET", "k", "v", "NX");
        expectEffects();
    }

    @Test
    void shortTextIsEmbstrAndLongTextRaw() {
        expect(OK, "SET", "k", "12345");
        assertEquals("int", encodingOf("k"));
        expect(OK, "SET", "k", "012345");
        assertEquals("embstr", encodingOf("k"));
        expect(OK, "SET", "k", "x".repeat(44));
        assertEquals("embstr", encodingOf("k"));
        expect(OK, "SET", "k", "x".repeat(45));
        assertEquals("raw", encodingOf("k"));
    }

    @Test
    void settersWithATimeRefuseWhatIsNone() {
        expectError("ERR invalid expire time in 'setex' command", "SETEX", "k", "0", "v");
        expectError("ERR invalid expire time in 'setex' command", "SETEX", "k", "9223372036854776", "v");
        expectError("ERR invalid expire time in 'psetex' command", "PSETEX", "k", "-1", "v");
        expectError("ERR invalid expire time in 'psetex' command", "PSETEX", "k", "9223372036854775807", "v");
        expect(NOT_AN_INTEGER, "SETEX", "k", "1.5", "v");
        expect(NIL, "GET", "k");
    }

    @Test
    void setnxSetsOnlyWhatIsMissing() {
        expectInteger(1, "SETNX", "k", "1");
        expectInteger(0, "SETNX", "k", "2");
        expectBulk("1", "GETSET", "k", "3");
        expect(NIL, "GETSET", "new", "3");
        expectBulk("3", "GET", "new");
    }

    @Test
    void whatIsDoneToTheKeyDependsOnTheOptions() {
        String overwrites = "*1\r\n*2\r\n$1\r\nk\r\n*2\r\n+OW\r\n+update\r\n";
        String readsToo = "*1\r\n*2\r\n$1\r\nk\r\n*3\r\n+RW\r\n+access\r\n+update\r\n";
        expect(overwrites, "COMMAND GETKEYSANDFLAGS SET k v EX 10".split(" "));
        expect(readsToo, "COMMAND GETKEYSANDFLAGS SET k v EX 10 GET".split(" "));
        expect(readsToo, "COMMAND GETKEYSANDFLAGS SET k v IFNE w".split(" "));
    }
}
