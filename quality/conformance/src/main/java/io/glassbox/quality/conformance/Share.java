package io.glassbox.quality.conformance;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many of the tests that the C server passed just now this server passed too. Unlike a {@link Verdict}, nothing is
 * excused: a test that waits or cannot apply is one that does not pass, and its reason is only printed beside it.
 *
 * @param theirs  tests that the C server passed
 * @param missing those of them that did not pass here
 */
record Share(String file, int theirs, List<Missing> missing, List<String> trouble, Duration time) {
    /**
     * A test that does not pass here.
     *
     * @param waits  whether a line of pending.txt names it
     * @param reason of the line that names it; empty when there is none, and it should have passed
     */
    record Missing(String name, boolean waits, String reason) {}

    static Share of(FileResult theirs, FileResult ours, Expectations expectations) {
        Map<String, Integer> passedHere = new HashMap<>();
        passed(ours).forEach(name -> passedHere.merge(TestNames.comparable(name), 1, Integer::sum));
        List<Missing> missing = new ArrayList<>();
        for (String name : passed(theirs)) {
            if (passedHere.merge(TestNames.comparable(name), -1, Integer::sum) < 0) {
                missing.add(missing(ours.file(), name, expectations));
            }
        }
        List<String> trouble = new ArrayList<>();
        theirs.trouble().forEach(text -> trouble.add("the C server: " + text));
        trouble.addAll(ours.trouble());
        return new Share(
                ours.file(),
                passed(theirs).size(),
                missing,
                trouble,
                theirs.time().plus(ours.time()));
    }

    private static List<String> passed(FileResult result) {
        return result.tests().stream()
                .filter(test -> test.outcome() == TestResult.Outcome.PASSED)
                .map(TestResult::name)
                .toList();
    }

    private static Missing missing(String file, String name, Expectations expectations) {
        return expectations.of(file, name).stream()
                .findFirst()
                .map(line -> new Missing(name, line.kind() == Expectations.Kind.PENDING, line.reason()))
                .orElse(new Missing(name, false, ""));
    }

    int waiting() {
        return (int) missing.stream().filter(Missing::waits).count();
    }

    /** The sum over files. */
    static final class Total {
        private int theirs;
        private int missing;
        private int waiting;

        void add(Share share) {
            theirs += share.theirs();
            missing += share.missing().size();
            waiting += share.waiting();
        }

        /** Whether everything passed but what waits. */
        boolean isWholeButForWaiting() {
            return missing == waiting;
        }

        /** Percent of what the C server passes. */
        double percent() {
            return percent(theirs - missing, theirs);
        }

        /** The same among the tests that wait for nothing. */
        double percentWithoutWaiting() {
            return percent(theirs - missing, theirs - waiting);
        }

        private static double percent(int part, int whole) {
            return whole == 0 ? 100 : 100.0 * part / whole;
        }

        void print(PrintStream out, Mode mode) {
            out.printf(
                    "total %s: the C server passes %d tests, of which %d pass here: %.2f %%;"
                            + " without the %d that wait for something: %.2f %%%n",
                    mode.word(), theirs, theirs - missing, percent(), waiting, percentWithoutWaiting());
        }
    }

    void print(PrintStream out, Mode mode) {
        out.printf(
                "%-9s %-32s %4d passed by the C server %4d of them here %3d wait %6.1f s%n",
                mode.word(), file, theirs, theirs - missing.size(), waiting(), time.toMillis() / 1000.0);
        trouble.forEach(text -> out.println("    TROUBLE     " + text));
        missing.forEach(test -> out.println(
                "    MISSING     " + test.name() + (test.reason().isEmpty() ? "" : " (" + test.reason() + ")")));
        out.flush();
    }
}
