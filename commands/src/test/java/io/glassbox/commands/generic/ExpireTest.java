package io.glassbox.commands.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.commands.RecordedEffects;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpireTest extends CommandTestCase {
    private static final long NOW = 1_700_000_000_000L;
    private static final String NX_AND_OTHERS = "ERR NX and XX, GT or LT options at the same time are not compatible";

    @Test
    void aKeyGoesWhenItsTimeHasCome() {
        expect(OK, "SET", "k", "v");
        expectInteger(1, "PEXPIRE", "k", "100");
        harness.clock.advanceMillis(99);
        expectBulk("v", "GET", "k");
        expectInteger(1, "PTTL", "k");
        harness.clock.advanceMillis(1);
        expect(NIL, "GET", "k");
        expectInteger(-2, "PTTL", "k");
        expectInteger(0, "EXPIRE", "k", "10");
    }

    @Test
    void aKeyGoesByItselfWithoutBeingMet() {
        expect(OK, "SET", "k", "v", "PX", "100");
        expectInteger(1, "DBSIZE");
        harness.pass(99);
        expectInteger(1, "DBSIZE");
        harness.pass(1);
        expectInteger(0, "DBSIZE");
    }

    @Test
    void keysStayInMemoryWhileNothingExpiresByTime() {
        harness.server.databases().expireByTime(false);
        expect(OK, "SET", "k", "v", "PX", "100");
        harness.pass(1000);
        assertEquals(Long.MAX_VALUE, harness.server.databases().nextDue());
        expectInteger(1, "DBSIZE");
        expectInteger(0, "EXPIRE", "k", "10");
        expectInteger(0, "DBSIZE");
        harness.server.databases().expireByTime(true);
    }

    @Test
    void timesAreReadInAllFourForms() {
        expect(OK, "SET", "k", "v");
        expectInteger(1, "EXPIRE", "k", "10");
        expectInteger(NOW + 10_000, "PEXPIRETIME", "k");
        expectInteger(1, "PEXPIRE", "k", "1499");
        expectInteger(1, "TTL", "k");
        expectInteger(1, "PEXPIRE", "k", "1500");
        expectInteger(2, "TTL", "k");
        expectInteger(1, "EXPIREAT", "k", "1700000123");
        expectInteger(123_000, "PTTL", "k");
        expectInteger(1_700_000_123, "EXPIRETIME", "k");
        expectInteger(1, "PEXPIREAT", "k", "9223372036854775807");
        expectInteger(Long.MAX_VALUE, "PEXPIRETIME", "k");
        expectInteger(9_223_372_036_854_776L, "EXPIRETIME", "k");
        expectInteger(1, "PERSIST", "k");
        expectInteger(0, "PERSIST", "k");
        expectInteger(0, "PERSIST", "none");
        for (String command : new String[] {"TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"}) {
            expectInteger(-1, command, "k");
            expectInteger(-2, command, "none");
        }
    }

    @Test
    void aTimeThatHasPassedDeletesAtOnce() {
        String[][] commands = {
            {"EXPIRE", "k", "0"},
            {"EXPIRE", "k", "-10"},
            {"EXPIRE", "k", "-9223372036854775"},
            {"PEXPIRE", "k", "-1"},
            {"EXPIREAT", "k", "0"},
            {"EXPIREAT", "k", "-1"},
            {"PEXPIREAT", "k", "1700000000000"},
            {"PEXPIREAT", "k", "-9223372036854775808"},
            {"EXPIRE", "k", "-10", "LT"},
        };
        for (String[] command : commands) {
            expect(OK, "SET", "k", "v");
            expectInteger(1, command);
            expectInteger(0, "DBSIZE");
        }
        expect(OK, "SET", "k", "v");
        expectInteger(0, "EXPIREAT", "k", "-1", "GT");
        expectInteger(0, "EXPIREAT", "k", "-1", "XX");
        expectInteger(1, "EXISTS", "k");
    }

    @Test
    void timesOutOfRangeAreRefused() {
        expect(OK, "SET", "k", "v");
        String expire = "ERR invalid expire time in 'expire' command";
        expectError(expire, "EXPIRE", "k", "9223370399119966");
        expectError(expire, "EXPIRE", "k", "9223372036854776");
        expectError(expire, "EXPIRE", "k", "9223372036854775807");
        expectError(expire, "EXPIRE", "k", "-9223372036854776");
        expectError("ERR invalid expire time in 'pexpire' command", "PEXPIRE", "k", "9223372036854770000");
        expectError("ERR invalid expire time in 'expireat' command", "EXPIREAT", "k", "9223372036854776");
        expectError("ERR value is not an integer or out of range", "EXPIRE", "k", "");
        expectError("ERR value is not an integer or out of range", "EXPIRE", "none", "1.5");
        expectInteger(-1, "TTL", "k");
    }

    @Test
    void optionsDecideByTheOldTime() {
        expect(OK, "SET", "k", "v");
        expectInteger(0, "EXPIRE", "k", "100", "XX");
        expectInteger(0, "EXPIRE", "k", "100", "GT");
        expectInteger(0, "EXPIRE", "k", "100", "LT", "XX");
        expectInteger(1, "EXPIRE", "k", "100", "nx");
        expectInteger(0, "EXPIRE", "k", "200", "NX");
        expectInteger(0, "EXPIRE", "k", "100", "GT");
        expectInteger(1, "EXPIRE", "k", "200", "GT");
        expectInteger(0, "EXPIRE", "k", "200", "LT");
        expectInteger(1, "EXPIRE", "k", "150", "LT", "XX");
        expectInteger(1, "EXPIRE", "k", "160", "xx", "gt");
        expectInteger(160, "TTL", "k");
        expectInteger(1, "PERSIST", "k");
        expectInteger(1, "EXPIRE", "k", "300", "LT");
        expectInteger(300, "TTL", "k");
    }

    @Test
    void optionsThatContradictEachOtherAreRefusedBeforeAnythingElse() {
        expectError(NX_AND_OTHERS, "EXPIRE", "none", "x", "NX", "XX");
        expectError(NX_AND_OTHERS, "EXPIRE", "none", "1", "GT", "NX");
        expectError(NX_AND_OTHERS, "EXPIRE", "none", "1", "NX", "LT", "GT");
        expectError("ERR GT and LT options at the same time are not compatible", "EXPIRE", "none", "1", "LT", "GT");
        expectError("ERR Unsupported option AB", "EXPIRE", "none", "x", "XX", "AB");
    }

    @Test
    void effectsAreToldWithAbsoluteTimes() {
        RecordedEffects effects = new RecordedEffects();
        harness.pipeline.propagateTo(effects);
        expect(OK, "SET", "k", "v");
        expectInteger(1, "EXPIRE", "k", "100", "NX");
        expectInteger(1, "PEXPIRE", "k", "5");
        expectInteger(1, "EXPIREAT", "k", "1700000100");
        expectInteger(1, "PEXPIREAT", "k", "1700000200000");
        expectInteger(1, "PERSIST", "k");
        expectInteger(0, "EXPIRE", "k", "100", "XX");
        expectInteger(1, "EXPIRE", "k", "-1");
        assertEquals(
                List.of(
                        "0: SET k v",
                        "0: PEXPIREAT k 1700000100000 NX",
                        "0: PEXPIREAT k 1700000000005",
                        "0: PEXPIREAT k 1700000100000",
                        "0: PEXPIREAT k 1700000200000",
                        "0: PERSIST k",
                        "0: DEL k"),
                effects.take());
    }

    @Test
    void keysThatGoAreToldBeforeTheCommandThatMetThem() {
        RecordedEffects effects = new RecordedEffects();
        harness.pipeline.propagateTo(effects);
        expect(OK, "SET", "a", "1", "PX", "10");
        expect(OK, "SET", "b", "1", "PX", "10");
        expect(OK, "SET", "c", "1", "PX", "10");
        effects.take();
        long dirty = harness.server.databases().changes().dirty();
        harness.clock.advanceMillis(10);
        expect(NIL, "GET", "a");
        assertEquals(List.of("0: DEL a"), effects.take());
        assertEquals(dirty, harness.server.databases().changes().dirty());
        expectInteger(1, "INCR", "b");
        assertEquals(List.of("0: DEL b", "0: INCR b"), effects.take());
        harness.server.databases().lazyFreeing().ofExpiry(true);
        harness.pass(0);
        assertEquals(List.of("0: UNLINK c"), effects.take());
        expectInteger(1, "EXPIRE", "b", "0");
        assertEquals(List.of("0: UNLINK b"), effects.take());
    }
}
