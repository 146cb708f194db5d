package io.glassbox.commands.generic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

final class ObjectTest extends CommandTestCase {
    @Test
    void aKeyThatDoesNotExistIsNull() {
        for (String subcommand : new String[] {"ENCODING", "FREQ", "IDLETIME", "REFCOUNT"}) {
            expect(NIL, "OBJECT", subcommand, "none");
        }
    }

    @Test
    void encodingsHaveRedisNames() {
        expect(OK, "SET", "k", "123");
        expectBulk("int", "OBJECT", "ENCODING", "k");
        expect(OK, "SET", "k", "x".repeat(44));
        expectBulk("embstr", "OBJECT", "encoding", "k");
        expect(OK, "SET", "k", "x".repeat(45));
        expectBulk("raw", "OBJECT", "ENCODING", "k");
    }

    @Test
    void smallIntegersLookShared() {
        expect(OK, "SET", "k", "9999");
        expectInteger(Integer.MAX_VALUE, "OBJECT", "REFCOUNT", "k");
        expect(OK, "SET", "k", "0");
        expectInteger(Integer.MAX_VALUE, "OBJECT", "REFCOUNT", "k");
        harness.server.databases().access().guideEviction(true);
        expectInteger(1, "OBJECT", "REFCOUNT", "k");
        harness.server.databases().access().guideEviction(false);
        for (String value : new String[] {"10000", "-1", "a"}) {
            expect(OK, "SET", "k", value);
            expectInteger(1, "OBJECT", "REFCOUNT", "k");
        }
    }

    @Test
    void thePolicyDecidesBetweenIdleTimeAndFrequency() {
        String note =
                " Please note that when switching between policies at runtime LRU and LFU data will take some time to"
                        + " adjust.";
        expect(OK, "SET", "k", "v");
        harness.clock.advanceMillis(3000);
        expectInteger(3, "OBJECT", "IDLETIME", "k");
        expectError(
                "ERR An LFU maxmemory policy is not selected, access frequency not tracked." + note,
                "OBJECT",
                "FREQ",
                "k");
        harness.server.databases().access().measure(true, false);
        expect(OK, "SET", "j", "v");
        expectInteger(5, "OBJECT", "FREQ", "j");
        expectError(
                "ERR An LFU maxmemory policy is selected, idle time not tracked." + note, "OBJECT", "IDLETIME", "k");
    }

    @Test
    void helpAndUnknownSubcommands() {
        assertTrue(harness.run("OBJECT", "HELP").startsWith("*11\r\n+OBJECT <subcommand> "));
        expectError("ERR unknown subcommand 'foo'. Try OBJECT HELP.", "OBJECT", "foo");
        expectError("ERR wrong number of arguments for 'object' command", "OBJECT");
        expectError("ERR wrong number of arguments for 'object|freq' command", "OBJECT", "FREQ");
    }
}
