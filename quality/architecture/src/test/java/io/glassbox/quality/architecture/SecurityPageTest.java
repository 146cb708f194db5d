package io.glassbox.quality.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A row of docs/security.md is worth as much as the test that it names. */
final class SecurityPageTest {
    private static final Path HOME = Path.of("..", "..");
    private static final Pattern NAMED_TEST = Pattern.compile("([a-z/]+)/(\\w+)#(\\w+)");

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher test = NAMED_TEST.matcher(Files.readString(HOME.resolve("docs/security.md")));
        while (test.find()) {
            named++;
            if (!exists(test.group(1), test.group(2), test.group(3))) {
                missing.add(test.group());
            }
        }
        assertTrue(named > 40, named + " tests are named");
        assertEquals(List.of(), missing);
    }

    private static boolean exists(String module, String testClass, String method) throws IOException {
        Path tests = HOME.resolve(module).resolve("src/test/java");
        if (!Files.isDirectory(tests)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(tests)) {
            for (Path file :
                    files.filter(path -> path.endsWith(testClass + ".java")).toList()) {
                if (Files.readString(file).contains("void " + method + "(")) {
                    return true;
                }
            }
        }
        return false;
    }
}
