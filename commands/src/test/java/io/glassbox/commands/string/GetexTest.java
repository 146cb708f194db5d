package io.glassbox.commands.string;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

/** GETEX, GETDEL, DELEX, DELIFEQ. */
final class GetexTest extends CommandTestCase {
    @Test
    void getexWithoutOptionsOnlyReads() {
        listen();
        expect(NIL, "GETEX", "k");
        expectEvents("keymiss k");
        expect(OK, "SET", "k", "v", "PX", "100");
        expectBulk("v", "GETEX", "k");
        harness.clock.advanceMillis(100);
        expect(NIL, "GETEX", "k");
    }

    @Test
    void getexMovesTheDueTime() {
        expect(OK, "SET", "k", "v", "PX", "100");
        expectBulk("v", "GETEX", "k", "PX", "200");
        harness.clock.advanceMillis(199);
        expectBulk("v", "GETEX", "k", "EX", "1");
        harness.clock.advanceMillis(999);
        expectBulk("v", "GETEX", "k", "PERSIST");
        harness.clock.advanceMillis(10_000);
        expectBulk("v", "GET", "k");
    }

    @Test
    void getexAnnouncesAndTellsReplicasWhatItDid() {
        expect(OK, "SET", "k", "v");
        listen();
        replicate();
        expectBulk("v", "GETEX", "k");
        expectBulk("v", "GETEX", "k", "PERSIST");
        expectEvents();
        expectEffects();
        expectBulk("v", "GETEX", "k", "EX", "10");
        expectEvents("expire k");
        expectEffects("PEXPIREAT k 1700000010000");
        expectBulk("v", "GETEX", "k", "PERSIST");
        expectEvents("persist k");
        expectEffects("PERSIST k");
        expectBulk("v", "GETEX", "k", "EXAT", "1");
        expectEvents("del k");
        expectEffects("DEL k");
        expect(NIL, "GET", "k");
    }

    @Test
    void getexMindsItsTimeOnlyIfThereIsAValue() {
        expect(NIL, "GETEX", "k", "EX", "0");
        expect(SYNTAX_ERROR, "GETEX", "k", "EX", "1", "PERSIST");
        expect(SYNTAX_ERROR, "GETEX", "k", "KEEPTTL");
        expect(SYNTAX_ERROR, "GETEX", "k", "NX");
        expect(OK, "SET", "k", "v");
        expectError("ERR invalid expire time in 'getex' command", "GETEX", "k", "EX", "0");
        expect(NOT_AN_INTEGER, "GETEX", "k", "EX", "x");
        createOtherType("k");
        expect(WRONG_TYPE, "GETEX", "k", "EX", "0");
    }

    @Test
    void getdelTakesTheValueAway() {
        listen();
        replicate();
        expect(OK, "SET", "k", "v");
        expectBulk("v", "GETDEL", "k");
        expect(NIL, "GETDEL", "k");
        expectEvents("new k", "set k", "del k", "keymiss k");
        expectEffects("SET k v", "DEL k");
        createOtherType("k");
        expect(WRONG_TYPE, "GETDEL", "k");
    }

    @Test
    void delexDeletesWhatMeetsTheCondition() {
        replicate();
        expect(OK, "SET", "k", "10");
        expectInteger(0, "DELEX", "k", "IFEQ", "1");
        expectInteger(0, "DELEX", "k", "IFNE", "10");
        expectInteger(1, "DELEX", "k", "ifeq", "10");
        expectEffects("SET k 10", "DEL k");
        expectInteger(0, "DELEX", "k", "IFNE", "10");
        expect(OK, "SET", "k", "v");
        expectInteger(1, "DELEX", "k", "IFNE", "10");
        expect(NIL, "GET", "k");
    }

    @Test
    void delexWithoutConditionDeletesAnyType() {
        createOtherType("k");
        listen();
        expect(WRONG_TYPE, "DELEX", "k", "IFEQ", "v");
        expectInteger(1, "DELEX", "k");
        expectInteger(0, "DELEX", "k");
        expectEvents("del k");
    }

    @Test
    void delexTakesTwoOrFourArguments() {
        expectError("ERR wrong number of arguments for 'delex' command", "DELEX", "k", "IFEQ");
        expectError("ERR wrong number of arguments for 'delex' command", "DELEX", "k", "IFEQ", "v", "IFEQ", "v");
        expect(SYNTAX_ERROR, "DELEX", "k", "NX", "v");
    }

    @Test
    void delifeqDeletesWhatIsEqual() {
        replicate();
        expectInteger(0, "DELIFEQ", "k", "v");
        expect(OK, "SET", "k", "42");
        expectInteger(0, "DELIFEQ", "k", "43");
        expectInteger(1, "DELIFEQ", "k", "42");
        expectEffects("SET k 42", "DEL k");
        createOtherType("k");
        expect(WRONG_TYPE, "DELIFEQ", "k", "v");
    }
}
