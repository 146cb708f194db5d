package io.glassbox.commands.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.engine.server.Session;
import org.junit.jupiter.api.Test;

class MemoryTest extends CommandTestCase {
    @Test
    void usageIsExactlyWhatTheKeyTakes() {
        harness.run("SET", "other", "value");
        harness.run("SET", "large", "x".repeat(50_000));
        long withLarge = harness.server.slabs().usedBytes();
        long usage = Long.parseLong(
                harness.run("MEMORY", "USAGE", "large").substring(1).trim());
        harness.run("DEL", "large");
        assertEquals(withLarge - harness.server.slabs().usedBytes(), usage);
        assertTrue(usage >= 50_000);
        expect(NIL, "MEMORY", "USAGE", "large");
    }

    @Test
    void aSmallerValueLeavesNothingOfTheLargerOneBefore() {
        harness.run("SET", "key", "A".repeat(100_000));
        harness.run("SET", "key", "A".repeat(33_000));
        long usage = Long.parseLong(
                harness.run("MEMORY", "USAGE", "key").substring(1).trim());
        assertTrue(usage < 42_000, () -> usage + " bytes");
    }

    @Test
    void usageTakesANumberOfSamples() {
        harness.run("SET", "a", "b");
        String plain = harness.run("MEMORY", "USAGE", "a");
        expect(plain, "MEMORY", "USAGE", "a", "samples", "0");
        expect(plain, "MEMORY", "USAGE", "a", "SAMPLES", "1000");
        expect(SYNTAX_ERROR, "MEMORY", "USAGE", "a", "SAMPLES");
        expect(SYNTAX_ERROR, "MEMORY", "USAGE", "a", "SAMPLES", "-1");
        expect(SYNTAX_ERROR, "MEMORY", "USAGE", "a", "FOO", "1");
        expect(NOT_AN_INTEGER, "MEMORY", "USAGE", "a", "SAMPLES", "x");
    }

    @Test
    void statisticsAreAMapWithOneEntryForEachDatabaseInUse() {
        assertTrue(harness.run("MEMORY", "STATS").startsWith("*62\r\n$14\r\npeak.allocated\r\n:"));
        harness.run("SET", "a", "b");
        String reply = harness.run("MEMORY", "STATS");
        assertTrue(reply.startsWith("*64\r\n"));
        assertTrue(reply.contains("$4\r\ndb.0\r\n*6\r\n$23\r\noverhead.hashtable.main\r\n:"));
        assertTrue(reply.contains("$10\r\nkeys.count\r\n:1\r\n"));
        harness.run("HELLO", "3");
        assertTrue(harness.run("MEMORY", "STATS").startsWith("%32\r\n"));
        expect("+PONG\r\n", "PING");
    }

    @Test
    void doctorWaitsForData() {
        assertTrue(harness.run("MEMORY", "DOCTOR")
                .contains("Hi Sam, this instance is empty or is using very little memory"));
        harness.run("SET", "a", "x".repeat(6 << 20));
        assertTrue(harness.run("MEMORY", "DOCTOR").contains("Hi Sam, I can't find any memory issue in your instance."));
    }

    @Test
    void doctorTellsAPeakThatIsPast() {
        harness.run("SET", "a", "x".repeat(6 << 20));
        harness.server.statistics().usedBytes(harness.server.slabs().usedBytes() * 3);
        String report = harness.run("MEMORY", "DOCTOR");
        assertTrue(report.contains("Sam, I detected a few issues in this Redis instance memory implants:\n\n"), report);
        assertTrue(report.contains(" * Peak memory: The server once used 3.00 times what it uses now."), report);
    }

    @Test
    void doctorTellsGapsBetweenKeysThatStayed() {
        for (int i = 0; i < 40_000; i++) {
            harness.run("SET", "key" + i, "x".repeat(800));
        }
        for (int i = 0; i < 40_000; i++) {
            if (i % 4 != 0) {
                harness.run("DEL", "key" + i);
            }
        }
        assertFinding("High allocator fragmentation: Slabs hold ");
    }

    @Test
    void doctorTellsThatMoreIsUsedThanAllowed() throws Exception {
        harness.run("SET", "a", "x".repeat(6 << 20));
        harness.server.settings().initialize("maxmemory", "1mb");
        assertFinding("Limit exceeded: 6.");
    }

    @Test
    void doctorTellsClientsThatHoldMuch() {
        harness.run("SET", "a", "x".repeat(6 << 20));
        Session hoarder = harness.connect();
        harness.run(hoarder, "MULTI");
        harness.run(hoarder, "SET", "b", "x".repeat(1 << 20));
        assertFinding("Big client buffers: Clients take ");
    }

    private void assertFinding(String start) {
        String report = harness.run("MEMORY", "DOCTOR");
        assertTrue(report.contains("\n * " + start), report);
    }

    @Test
    void purgeAndAllocatorFiguresAnswer() {
        expect(OK, "MEMORY", "PURGE");
        assertTrue(harness.run("MEMORY", "MALLOC-STATS").contains("used bytes: "));
        expectError("ERR wrong number of arguments for 'memory|malloc-stats' command", "MEMORY", "MALLOC-STATS", "x");
        assertTrue(harness.run("MEMORY", "HELP").startsWith("*"));
    }
}
