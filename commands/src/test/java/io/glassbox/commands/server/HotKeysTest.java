package io.glassbox.commands.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.SpokenTestCase;
import org.junit.jupiter.api.Test;

final class HotKeysTest extends SpokenTestCase {
    @Test
    void trafficOfEachKeyIsAddedUp() {
        says("OK", "HOTKEYS START METRICS 1 NET");
        says("OK", "SET a 123");
        says("OK", "SET b 1");
        says("1", "GET b");
        says("[123 1]", "MGET a b");
        String report = said(harness.run("HOTKEYS", "GET"));
        // As they go over the wire: SET 29 + 5 and 27 + 5, GET 20 + 7; MGET 28 + 20, a half each.
        assertTrue(report.endsWith(" by-net-bytes [b 83 a 58]]]"), report);
        assertTrue(report.startsWith("[[tracking-active 1 sample-ratio 1 selected-slots [[0 16383]] "), report);
        assertTrue(report.contains(" net-bytes-all-commands-all-slots 141 "), report);
        assertTrue(report.contains(" total-net-bytes 141 "), report);
        assertFalse(report.contains("cpu"), report);
        says("OK", "HOTKEYS STOP");
    }

    @Test
    void timeIsToldOfTheKeysThatTookMost() {
        says("OK", "HOTKEYS START METRICS 2 CPU NET COUNT 1");
        says("OK", "SET a 1");
        says("OK", "HOTKEYS STOP");
        String report = said(harness.run("HOTKEYS", "GET"));
        assertTrue(report.contains(" total-cpu-time-user-ms "), report);
        assertTrue(report.contains(" by-cpu-time-us ["), report);
        assertTrue(report.endsWith(" by-net-bytes [a 32]]]"), report);
    }

    @Test
    void commandsOfATransactionCountForTheirKeys() {
        says("OK", "HOTKEYS START METRICS 1 NET");
        says("OK", "MULTI");
        says("QUEUED", "SET a 1");
        says("[OK]", "EXEC");
        String report = said(harness.run("HOTKEYS", "GET"));
        assertTrue(report.endsWith(" by-net-bytes [a 32]]]"), report);
    }

    @Test
    void roundEndsWhenItsTimeIsUp() {
        says("OK", "HOTKEYS START METRICS 1 NET DURATION 2");
        says("ERR hotkey tracking session already in progress", "HOTKEYS START METRICS 1 NET");
        says("ERR hotkey tracking session in progress, stop tracking first", "HOTKEYS RESET");
        harness.pass(3000);
        says("OK", "SET a 1");
        String report = said(harness.run("HOTKEYS", "GET"));
        assertTrue(report.startsWith("[[tracking-active 0 "), report);
        assertTrue(report.contains(" collection-duration-ms 2000 "), report);
        assertTrue(report.endsWith(" by-net-bytes []]]"), report);
        says("nil", "HOTKEYS STOP");
        says("OK", "HOTKEYS RESET");
        says("nil", "HOTKEYS GET");
    }

    @Test
    void oneCommandOfSoManyIsChosen() {
        says("OK", "HOTKEYS START METRICS 1 NET SAMPLE 10");
        for (int i = 0; i < 1000; i++) {
            harness.run("SET", "a", "1");
        }
        String report = said(harness.run("HOTKEYS", "GET"));
        long counted = Long.parseLong(report.replaceAll("(?s).* total-net-bytes (\\d+) .*", "$1"));
        assertTrue(counted > 1600 && counted < 6400, report);
        assertTrue(report.contains(" net-bytes-all-commands-all-slots 32000 "), report);
    }

    @Test
    void optionsAreChecked() {
        String[][] refusals = {
            {"", "METRICS parameter is required"},
            {" COUNT 3", "METRICS parameter is required"},
            {" METRICS 0", "METRICS count must be > 0 and <= 2"},
            {" METRICS x", "METRICS count must be > 0 and <= 2"},
            {" METRICS 3 CPU NET", "METRICS count must be > 0 and <= 2"},
            {" METRICS 2 CPU", "METRICS count does not match number of metric types provided"},
            {" METRICS 1 CPU NET", "syntax error"},
            {" METRICS 2 GPU NYET", "METRICS no valid metrics passed. Supported: CPU|NET"},
            {" METRICS 2 CPU CPU", "METRICS CPU defined more than once!"},
            {" METRICS 2 NET NET", "METRICS NET defined more than once!"},
            {" METRICS 1 CPU COUNT 65", "COUNT must be between 1 and 64"},
            {" METRICS 1 CPU DURATION 0", "DURATION must be between 1 and 1000000"},
            {" METRICS 1 CPU SAMPLE 0", "SAMPLE ratio must be positive"},
            {" METRICS 1 CPU SLOTS 1 5", "SLOTS parameter cannot be used in non-cluster mode"},
        };
        for (String[] refusal : refusals) {
            says("ERR " + refusal[1], "HOTKEYS START" + refusal[0]);
        }
        says("OK", "HOTKEYS START METRICS 2 GPU CPU");
        assertTrue(harness.run("INFO", "hotkeys").contains("tracking_active:1\r\n"));
        assertEquals("OK", said(harness.run("HOTKEYS", "STOP")));
    }
}
