package io.glassbox.commands.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import org.junit.jupiter.api.Test;

final class RenameTest extends CommandTestCase {
    @Test
    void theValueGoesByTheNewNameOnly() {
        expect(OK, "SET", "a", "value");
        expect(OK, "RENAME", "a", "b");
        expectBulk("value", "GET", "b");
        expectInteger(0, "EXISTS", "a");
    }

    @Test
    void valuesAndKeysOfAnyLengthComeThrough() {
        for (int length : new int[] {0, 1, 44, 254, 1000, 16_300, 16_384, 200_000}) {
            String value = "v".repeat(length);
            String longKey = "k".repeat(300);
            expect(OK, "SET", "k", value, "EX", "100");
            expect(OK, "RENAME", "k", longKey);
            expectBulk(value, "GET", longKey);
            expectInteger(100, "TTL", longKey);
            expect(OK, "RENAME", longKey, "short");
            expectBulk(value, "GET", "short");
            expectInteger(1, "PERSIST", "short");
            expect(OK, "RENAME", "short", longKey);
            expectBulk(value, "GET", longKey);
            expectInteger(-1, "TTL", longKey);
        }
        expect(OK, "SET", "n", "12345");
        expect(OK, "RENAME", "n", "m");
        expectInteger(12_346, "INCR", "m");
    }

    @Test
    void aLargeValueIsNotCopied() {
        expect(OK, "SET", "k", "v".repeat(1_000_000));
        long used = harness.server.slabs().usedBytes();
        long peak = harness.server.slabs().peakUsedBytes();
        expect(OK, "RENAME", "k", "j");
        assertEquals(used, harness.server.slabs().usedBytes());
        assertEquals(peak, harness.server.slabs().peakUsedBytes());
    }

    @Test
    void theNewKeyIsOverwrittenWithItsTimeToLive() {
        expect(OK, "SET", "a", "1");
        expect(OK, "SET", "b", "2", "EX", "100");
        expect(OK, "RENAME", "a", "b");
        expectBulk("1", "GET", "b");
        expectInteger(-1, "TTL", "b");
        expectInteger(1, "DBSIZE");
    }

    @Test
    void marksOfUseGoWithTheValue() {
        expect(OK, "SET", "a", "1");
        harness.clock.advanceMillis(7000);
        expect("+OK\r\n", "CLIENT", "NO-TOUCH", "ON");
        expect(OK, "RENAME", "a", "b");
        expectInteger(7, "OBJECT", "IDLETIME", "b");
    }

    @Test
    void aKeyThatDoesNotExistIsAnError() {
        expectError("ERR no such key", "RENAME", "a", "b");
        expectError("ERR no such key", "RENAME", "a", "a");
        expectError("ERR no such key", "RENAMENX", "a", "b");
        expect(OK, "SET", "a", "1", "PX", "5");
        harness.clock.advanceMillis(5);
        expectError("ERR no such key", "RENAME", "a", "b");
    }

    @Test
    void renamingToTheSameNameChangesNothing() {
        expect(OK, "SET", "a", "1", "EX", "100");
        expect(OK, "RENAME", "a", "a");
        expectInteger(0, "RENAMENX", "a", "a");
        expectBulk("1", "GET", "a");
        expectInteger(100, "TTL", "a");
    }

    @Test
    void renameNxLeavesAnExistingKeyAlone() {
        expect(OK, "SET", "a", "1");
        expect(OK, "SET", "b", "2", "PX", "10");
        expectInteger(0, "RENAMENX", "a", "b");
        expectBulk("2", "GET", "b");
        harness.clock.advanceMillis(10);
        expectInteger(1, "RENAMENX", "a", "b");
        expectBulk("1", "GET", "b");
        expectInteger(0, "EXISTS", "a");
    }
}
