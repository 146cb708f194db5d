package io.glassbox.commands.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.glassbox.commands.CommandTestCase;
import io.glassbox.commands.RecordedEffects;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DelTest extends CommandTestCase {
    @ParameterizedTest
    @ValueSource(strings = {"DEL", "UNLINK"})
    void existingKeysAreDeletedAndCounted(String command) {
        expect(OK, "SET", "a", "1");
        expect(OK, "SET", "b", "x".repeat(100_000));
        expectInteger(2, command, "a", "a", "none", "b");
        expect(NIL, "GET", "a");
        expectInteger(0, "DBSIZE");
        expectInteger(0, command, "a");
        expectError("ERR wrong number of arguments for '" + command.toLowerCase(Locale.ROOT) + "' command", command);
    }

    @Test
    void aKeyWhoseTimeHasComeIsNotCounted() {
        expect(OK, "SET", "k", "v", "PX", "10");
        harness.clock.advanceMillis(10);
        expectInteger(0, "DEL", "k");
        expectInteger(0, "DBSIZE");
        assertEquals(1, harness.server.databases().statistics().expired());
    }

    @Test
    void onlyADeletionIsTold() {
        RecordedEffects effects = new RecordedEffects();
        harness.pipeline.propagateTo(effects);
        expect(OK, "SET", "k", "v");
        expectInteger(1, "DEL", "k", "other");
        expectInteger(0, "DEL", "k");
        assertEquals(List.of("0: SET k v", "0: DEL k other"), effects.take());
    }

    @Test
    void existsCountsEveryMention() {
        expect(OK, "SET", "a", "");
        expectInteger(2, "EXISTS", "a", "none", "a");
        expectInteger(0, "EXISTS", "none");
    }

    @Test
    void touchMarksKeysAsUsed() {
        expect(OK, "SET", "a", "1");
        harness.clock.advanceMillis(5000);
        expectInteger(1, "EXISTS", "a");
        expectInteger(5, "OBJECT", "IDLETIME", "a");
        expectInteger(2, "TOUCH", "a", "a", "none");
        expectInteger(0, "OBJECT", "IDLETIME", "a");
        harness.clock.advanceMillis(5000);
        expect(OK, "CLIENT", "NO-TOUCH", "ON");
        expectBulk("1", "GET", "a");
        expectInteger(5, "OBJECT", "IDLETIME", "a");
        expectInteger(1, "TOUCH", "a");
        expectInteger(0, "OBJECT", "IDLETIME", "a");
    }

    @Test
    void typeIsTheNameOfTheType() {
        expect("+none\r\n", "TYPE", "k");
        expect(OK, "SET", "k", "1");
        expect("+string\r\n", "TYPE", "k");
    }

    @Test
    void lookingAtAKeyCountsHitsAndMisses() {
        expect(OK, "SET", "a", "1");
        expectInteger(1, "EXISTS", "a", "b");
        expect("+string\r\n", "TYPE", "a");
        expectInteger(-2, "TTL", "b");
        expectInteger(1, "TOUCH", "a", "b");
        expect(NIL, "OBJECT", "ENCODING", "b");
        expectInteger(0, "DEL", "b");
        assertEquals(3, harness.server.databases().statistics().hits());
        assertEquals(4, harness.server.databases().statistics().misses());
    }
}
