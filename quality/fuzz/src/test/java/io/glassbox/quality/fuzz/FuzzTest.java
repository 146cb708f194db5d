package io.glassbox.quality.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.log.LogLevel;
import io.glassbox.quality.testkit.Randomized;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FuzzTest {
    @Test
    void serversStandDamagedRequestsAndGiveBackWhatTheyHeld(@TempDir Path folder) {
        Randomized.test(random -> {
            for (Variant variant : Variant.ALL) {
                Findings findings = new Findings();
                Round round = new Round(variant, List.of(), 8, folder, findings);
                round.run(Randomized.iterations(4000), random.split());
                assertEquals(List.of(), findings.texts(), variant.name());
            }
        });
    }

    @Test
    void exceptionsInTheLogAreFound() {
        Findings findings = new Findings();
        ServerLog log = new ServerLog(findings);
        for (String line :
                List.of("Internal error in 'get': oops", "    at A.b(A.java:1)", "    at C.d(C.java:2)", "Ready")) {
            log.write(LogLevel.WARNING, line, line);
        }
        assertEquals(
                List.of("Internal error in 'get': oops\n    at A.b(A.java:1)\n    at C.d(C.java:2)"), findings.texts());
    }

    @Test
    void anAnswerIsFoundWhereverItStands() {
        byte[] word = bytes("fuzz-12-1");
        assertTrue(FuzzClient.contains(bytes("$9\r\nfuzz-12-1\r\n"), 15, word));
        assertTrue(FuzzClient.contains(bytes("fuzz-12-1"), 9, word));
        assertTrue(FuzzClient.contains(bytes("fuzz-12-fuzz-12-11"), 18, word));
        assertFalse(FuzzClient.contains(bytes("fuzz-12-2fuzz-12-"), 17, word));
        assertFalse(FuzzClient.contains(bytes("$9\r\nfuzz-12-1"), 12, word));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
