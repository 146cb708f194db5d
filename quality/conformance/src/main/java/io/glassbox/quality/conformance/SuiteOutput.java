package io.glassbox.quality.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the suite prints. A result is a line {@code [ok]: name (3 ms)}, {@code [err]: name in tests/file.tcl} with the
 * message on the lines that follow, or {@code [skip]: name}; names may run over several lines. An error without a file
 * name happened between tests. After "The End" failures are only repeated.
 */
final class SuiteOutput {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern RESULT = Pattern.compile("\\[(ok|err|skip|ignore|exception|TIMEOUT)]: (.*)");
    private static final Pattern OK_NAME = Pattern.compile("(.*) \\(\\d+ ms\\)", Pattern.DOTALL);
    private static final Pattern ERR_NAME = Pattern.compile("(.*) in tests/\\S+\\.tcl");
    private static final Pattern FILE_DONE = Pattern.compile("\\[\\d+/\\d+ done]: .*");
    private static final int MESSAGE_LINES = 40;

    private final List<TestResult> tests = new ArrayList<>();
    private boolean done;
    private boolean brokenOff;

    private SuiteOutput() {}

    static SuiteOutput parse(String text) {
        SuiteOutput output = new SuiteOutput();
        List<String> lines = COLOUR.matcher(text).replaceAll("").lines().toList();
        for (int i = 0; i < lines.size() && !isEnd(lines.get(i)); i++) {
            Matcher result = RESULT.matcher(lines.get(i));
            if (FILE_DONE.matcher(lines.get(i)).matches()) {
                output.done = true;
            } else if (result.matches()) {
                output.add(result.group(1), result.group(2), body(lines, i + 1));
            }
        }
        return output;
    }

    List<TestResult> tests() {
        return tests;
    }

    /** Whether the suite came to the end of the file, or said why it did not: that is then a failure outside tests. */
    boolean isComplete() {
        return done || brokenOff;
    }

    private static boolean isEnd(String line) {
        return line.strip().equals("The End");
    }

    private static List<String> body(List<String> lines, int from) {
        int to = from;
        while (to < lines.size() && to - from < MESSAGE_LINES && !startsSomething(lines.get(to))) {
            to++;
        }
        return lines.subList(from, to);
    }

    private static boolean startsSomething(String line) {
        return RESULT.matcher(line).matches()
                || FILE_DONE.matcher(line).matches()
                || line.startsWith("Testing ")
                || isEnd(line);
    }

    private void add(String kind, String first, List<String> body) {
        switch (kind) {
            case "ok" -> tests.add(TestResult.passed(okName(first, body)));
            case "err" -> tests.add(error(first, String.join("\n", body).strip()));
            case "skip" -> tests.add(TestResult.skipped(first));
            case "exception", "TIMEOUT" -> {
                brokenOff = true;
                tests.add(
                        TestResult.failed(TestResult.OUTSIDE_TESTS, (first + "\n" + String.join("\n", body)).strip()));
            }
            default -> {
                // A test or block that its tags rule out in this mode: the C server does not run it either.
            }
        }
    }

    private static String okName(String first, List<String> body) {
        String text = first;
        Matcher name = OK_NAME.matcher(text);
        for (int i = 0; i < body.size() && !name.matches(); i++) {
            text = text + " " + body.get(i);
            name = OK_NAME.matcher(text);
        }
        return name.matches() ? name.group(1) : first;
    }

    private static TestResult error(String first, String message) {
        Matcher name = ERR_NAME.matcher(first);
        return name.matches()
                ? TestResult.failed(name.group(1), message)
                : TestResult.failed(TestResult.OUTSIDE_TESTS, (first + "\n" + message).strip());
    }
}
