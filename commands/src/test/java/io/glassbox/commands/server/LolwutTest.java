package io.glassbox.commands.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.commands.CommandTestCase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LolwutTest extends CommandTestCase {
    private static final String VERSION = "Redis ver. 7.0.15\n";

    @Test
    void withoutAKnownVersionThereIsOnlyOurs() {
        expect(bulk(VERSION), "LOLWUT");
        expect(bulk(VERSION), "LOLWUT", "1");
        expect(bulk(VERSION), "LOLWUT", "VERSION", "99");
        expect(NOT_AN_INTEGER, "LOLWUT", "VERSION", "x");
    }

    @Test
    void panesHaveTheSizeThatIsAskedFor() {
        String[] lines = picture("LOLWUT", "VERSION", "5", "40", "4", "2");
        assertEquals(10 + 2, lines.length);
        assertEquals(40, lines[0].length());
        assertEquals(VERSION.trim(), lines[lines.length - 1]);
        assertTrue(picture("LOLWUT", "VERSION", "5", "1", "200", "200").length > 2);
        expect(NOT_AN_INTEGER, "LOLWUT", "VERSION", "5", "x");
    }

    @Test
    void townsHaveTheSizeThatIsAskedFor() {
        String[] lines = picture("LOLWUT", "VERSION", "6", "30", "7");
        assertEquals(7 + 2, lines.length);
        assertEquals(30, lines[6].split("\033\\[0m", -1).length - 1);
        assertEquals(VERSION.trim(), lines[lines.length - 1]);
        assertEquals(1 + 2, picture("LOLWUT", "VERSION", "6", "-5", "0").length);
    }

    private String[] picture(String... command) {
        String reply = new String(harness.run(command).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return reply.substring(reply.indexOf('\n') + 1, reply.length() - 2).split("\n");
    }
}
