package io.glassbox.quality.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The tests that the C server passes, by file: a file of lines {@code file | name}, made by running it once. Some names
 * carry random numbers, so names are compared with every number as {@code N}, and a name that occurs several times counts
 * several times.
 */
final class TestNames {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String SEPARATOR = " | ";

    private final Map<String, List<String>> byFile = new TreeMap<>();

    /** The form in which two names are compared. */
    static String comparable(String name) {
        return NUMBER.matcher(name).replaceAll("N");
    }

    static TestNames ofResource(String name) throws IOException {
        try (InputStream in = TestNames.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no such resource: " + name);
            }
            TestNames names = new TestNames();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(names::addLine);
            return names;
        }
    }

    static TestNames of(Path file) throws IOException {
        TestNames names = new TestNames();
        if (Files.exists(file)) {
            Files.readAllLines(file).forEach(names::addLine);
        }
        return names;
    }

    private void addLine(String line) {
        int at = line.indexOf(SEPARATOR);
        if (at > 0 && !line.startsWith("#")) {
            byFile.computeIfAbsent(line.substring(0, at), _ -> new ArrayList<>())
                    .add(line.substring(at + SEPARATOR.length()));
        }
    }

    List<String> in(String file) {
        return byFile.getOrDefault(file, List.of());
    }

    /** Takes over what a file passed in this run. */
    void replace(FileResult result) {
        byFile.put(
                result.file(),
                result.tests().stream()
                        .filter(test -> test.outcome() == TestResult.Outcome.PASSED)
                        .map(TestResult::name)
                        .toList());
    }

    void write(Path file, String heading) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# " + heading));
        byFile.forEach((name, tests) -> tests.forEach(test -> lines.add(name + SEPARATOR + test)));
        Files.write(file, lines);
    }
}
