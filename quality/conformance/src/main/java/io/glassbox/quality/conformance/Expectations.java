package io.glassbox.quality.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tests need not pass, and why: {@code exclusions.txt} names what can never apply to a server without fork, C stack
 * traces and jemalloc, {@code pending.txt} what waits for something not built yet. One line each:
 * {@code file | test name | reason}. The name {@code *} stands for the whole file, and {@code *} at the end of a name for
 * any continuation; the file may be {@code external:file} or {@code full:file} when the line holds in one mode only.
 */
final class Expectations {
    enum Kind {
        EXCLUDED,
        PENDING
    }

    /** One line of one of the two files. */
    record Line(Kind kind, String file, String name, String reason) {
        boolean coversFile() {
            return name.equals("*");
        }

        private boolean covers(String test) {
            String wanted = TestNames.comparable(name);
            return wanted.endsWith("*")
                    ? TestNames.comparable(test).startsWith(wanted.substring(0, wanted.length() - 1))
                    : TestNames.comparable(test).equals(wanted);
        }
    }

    private final List<Line> lines = new ArrayList<>();

    /** Everything has to pass. */
    static Expectations none() {
        return new Expectations();
    }

    static Expectations read(Path directory, Mode mode) throws IOException {
        Expectations expectations = new Expectations();
        expectations.read(directory.resolve("exclusions.txt"), Kind.EXCLUDED, mode);
        expectations.read(directory.resolve("pending.txt"), Kind.PENDING, mode);
        return expectations;
    }

    private void read(Path path, Kind kind, Mode mode) throws IOException {
        int number = 0;
        for (String text : Files.readAllLines(path)) {
            number++;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            int first = text.indexOf(" | ");
            int last = text.lastIndexOf(" | ");
            if (first < 0 || last == first || text.substring(last + 3).isBlank()) {
                throw new IOException(path + ":" + number + ": not \"file | test name | reason\"");
            }
            String file = text.substring(0, first).strip();
            int colon = file.indexOf(':');
            if (colon < 0 || file.substring(0, colon).equals(mode.word())) {
                String name = text.substring(first + 3, last).strip();
                lines.add(new Line(
                        kind,
                        file.substring(colon + 1),
                        name,
                        text.substring(last + 3).strip()));
            }
        }
    }

    List<Line> lines() {
        return lines;
    }

    /** The line that takes a whole file out of the run, or an empty list. */
    List<Line> ofFile(String file) {
        return lines.stream()
                .filter(line -> line.coversFile() && line.file().equals(file))
                .toList();
    }

    /** The lines that cover a test; the empty list means that it has to pass. */
    List<Line> of(String file, String test) {
        return lines.stream()
                .filter(line -> line.file().equals(file) && line.covers(test))
                .toList();
    }

    /** The names in one file that the suite is told to leave out; a trailing {@code *} as a pattern of the suite. */
    List<String> skipped(String file) {
        return lines.stream()
                .filter(line -> line.file().equals(file) && !line.coversFile())
                .filter(line -> !line.name().equals(TestResult.OUTSIDE_TESTS))
                .map(line -> line.name().endsWith("*") ? asPattern(line.name()) : line.name())
                .toList();
    }

    private static String asPattern(String name) {
        return "/^" + escape(name.substring(0, name.length() - 1));
    }

    /** A text as a regular expression of Tcl that matches just it. */
    static String escape(String text) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != ' ') {
                pattern.append('\\');
            }
            pattern.append(c);
        }
        return pattern.toString();
    }
}
