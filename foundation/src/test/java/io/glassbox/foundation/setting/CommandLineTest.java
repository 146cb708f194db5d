package io.glassbox.foundation.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static String options(String... arguments) {
        return CommandLine.parse(List.of(arguments))
                .options()
                .lines()
                .map(String::strip)
                .toList()
                .toString();
    }

    @Test
    void theFirstArgumentIsTheFileUnlessItIsAnOption() {
        assertEquals(
                "redis.conf",
                CommandLine.parse(List.of("redis.conf", "--port", "1")).file());
        assertNull(CommandLine.parse(List.of("--port", "1")).file());
        assertNull(CommandLine.parse(List.of()).file());
    }

    @Test
    void aLastDashAsksForStandardInput() {
        assertTrue(CommandLine.parse(List.of("-")).readsStandardInput());
        assertTrue(CommandLine.parse(List.of("redis.conf", "--port", "1", "-")).readsStandardInput());
        assertFalse(CommandLine.parse(List.of("redis.conf", "-", "--port", "1")).readsStandardInput());
    }

    @Test
    void nameAndValuesBecomeALine() {
        assertEquals("[port \"1\", bind \"::1\" \"127.0.0.1\"]", options("--port", "1", "--bind", "::1", "127.0.0.1"));
        assertEquals("[maxmemory 700mb, timeout 5]", options("--maxmemory 700mb", "--timeout 5"));
        assertEquals(
                "[\"loglevel\" \"verbose\", maxmemory '700mb']",
                options("redis.conf", "loglevel", "verbose", "--maxmemory '700mb'"));
    }

    @Test
    void aValueMayBeginWithDashesIfItIsTheFirst() {
        assertEquals("[requirepass \"--foo\", bar]", options("--requirepass", "--foo", "--bar"));
        assertEquals(
                "[requirepass \"--port\" \"0\", timeout \"1\"]",
                options("--requirepass", "--port", "0", "--timeout", "1"));
        assertEquals(
                "[proc-title-template \"--my--title\", shutdown-on-sigint \"now\"]",
                options("--proc-title-template", "--my--title", "--shutdown-on-sigint", "now"));
    }

    @Test
    void saveWithoutValueIsSaveOfNothing() {
        assertEquals("[save \"\"]", options("--save"));
        assertEquals("[save \"\", port \"1\"]", options("--save", "--port", "1"));
        assertEquals("[save \"\", port \"1\"]", options("--save", "", "--port", "1"));
    }

    @Test
    void sentinelIsAModeAndNoLine() {
        CommandLine line = CommandLine.parse(List.of("s.conf", "--sentinel", "--port", "1"));
        assertTrue(line.isSentinel());
        assertEquals("port \"1\" ", line.options());
    }
}
