package io.glassbox.commands.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.server.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebugTest extends CommandTestCase {
    @Test
    void whatItDoesNotKnowIsAnError() {
        expectError(unknown("foo"), "DEBUG", "foo");
        expectError(unknown("sleep"), "DEBUG", "sleep");
        expectError(unknown("pause-cron"), "DEBUG", "pause-cron");
        expectError(unknown("replybuffer"), "DEBUG", "replybuffer", "foo", "1");
    }

    @Test
    void sleepHoldsUpTheServer() {
        long before = harness.clock.unixMillis();
        expect(OK, "DEBUG", "SLEEP", "0.25");
        assertEquals(before + 250, harness.clock.unixMillis());
        expect(OK, "DEBUG", "SLEEP", "no-number");
        assertEquals(before + 250, harness.clock.unixMillis());
    }

    @Test
    void theThresholdOfElementsOfListsIsAnAmountOfMemory() {
        expect(OK, "DEBUG", "QUICKLIST-PACKED-THRESHOLD", "1b");
        expect(OK, "DEBUG", "QUICKLIST-PACKED-THRESHOLD", "0");
        String error = "ERR argument must be a memory value bigger than 1 and smaller than 4gb";
        expectError(error, "DEBUG", "QUICKLIST-PACKED-THRESHOLD", "10x");
        expectError(error, "DEBUG", "QUICKLIST-PACKED-THRESHOLD", "4gb");
    }

    @Test
    void pushesNeedTheThirdProtocol() {
        expectError("ERR RESP2 is not supported by this command", "DEBUG", "PROTOCOL", "push");
        harness.run("HELLO", "3");
        expect(
                ">2\r\n" + bulk("server-cpu-usage") + ":42\r\n" + bulk("Some real reply following the push reply"),
                "DEBUG",
                "PROTOCOL",
                "push");
    }

    @Test
    void everyTypeOfTheProtocolHasASample() {
        expectError(
                "ERR Wrong protocol type name. Please use one of the following:"
                        + " string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false",
                "DEBUG",
                "PROTOCOL",
                "word");
        expect("$37\r\n1234567999999999999999999999999999999\r\n", "DEBUG", "PROTOCOL", "bignum");
        expect("*6\r\n:0\r\n:0\r\n:1\r\n:1\r\n:2\r\n:0\r\n", "DEBUG", "PROTOCOL", "map");
        harness.run("HELLO", "3");
        expect("(1234567999999999999999999999999999999\r\n", "DEBUG", "PROTOCOL", "bignum");
        expect("%3\r\n:0\r\n#f\r\n:1\r\n#t\r\n:2\r\n#f\r\n", "DEBUG", "PROTOCOL", "map");
    }

    @Test
    void changeReplIdBeginsAnotherHistory() {
        String before = harness.server.replicationId();
        expect(OK, "DEBUG", "CHANGE-REPL-ID");
        assertNotEquals(before, harness.server.replicationId());
    }

    @Test
    void theCronCanBePaused() {
        expect(OK, "DEBUG", "PAUSE-CRON", "1");
        assertTrue(harness.server.lifecycle().isCronPaused());
        expect(OK, "DEBUG", "PAUSE-CRON", "0");
        assertFalse(harness.server.lifecycle().isCronPaused());
        expectError("ERR value is not an integer or out of range", "DEBUG", "PAUSE-CRON", "x");
    }

    @Test
    void htstatsTellsTheShapeOfTheTables() {
        expect(OK, "DEBUG", "POPULATE", "3000");
        expect(OK, "SET", "key:1", "value", "EX", "100");
        String shape = harness.run("DEBUG", "HTSTATS", "0");
        assertTrue(shape.contains("[Dictionary HT]\n"), shape);
        assertTrue(shape.contains(" number of elements: 3000\n"), shape);
        assertTrue(shape.contains("[Expires HT]\n number of elements: 1\n"), shape);
        String empty = harness.run("DEBUG", "HTSTATS", "1");
        assertTrue(empty.contains("[Dictionary HT]\nNo stats available for empty dictionaries\n"), empty);
        expectError("ERR Out of range database", "DEBUG", "HTSTATS", "16");
        expectError("ERR Out of range database", "DEBUG", "HTSTATS", "-1");
        expectError(NOT_AN_INTEGER.strip().substring(1), "DEBUG", "HTSTATS", "x");
    }

    @Test
    void populateTakesNoNegativeCount() {
        expectError("ERR value is out of range, must be positive", "DEBUG", "POPULATE", "-1");
        expectError("ERR value is out of range, must be positive", "DEBUG", "POPULATE", "x");
    }

    @Test
    void aForcedRewriteNeedsAFile() {
        expectError(
                "ERR CONFIG-REWRITE-FORCE-ALL failed: The server is running without a config file",
                "DEBUG",
                "CONFIG-REWRITE-FORCE-ALL");
    }

    @Test
    void faultsEndTheProcessIfItIsTheServersOwn() {
        expectError("ERR This server lives inside another program, which has to go on", "DEBUG", "SEGFAULT");
        List<Fault> faults = new ArrayList<>();
        harness.server.lifecycle().onFault(faults::add);
        harness.run("DEBUG", "SEGFAULT");
        harness.run("DEBUG", "ASSERT");
        harness.run("DEBUG", "PANIC");
        harness.run("DEBUG", "OOM");
        assertEquals(List.of(Fault.SEGMENTATION, Fault.ASSERTION, Fault.PANIC, Fault.OUT_OF_MEMORY), faults);
    }

    private static String unknown(String subcommand) {
        return "ERR unknown subcommand or wrong number of arguments for '" + subcommand + "'. Try DEBUG HELP.";
    }
}
