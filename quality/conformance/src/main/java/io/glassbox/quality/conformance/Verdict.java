package io.glassbox.quality.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One file's results held against what the C server passes and what we expect. A test of the C server that neither passed
 * nor failed here was never reached, which is as bad as a failure: it is how a file that breaks off shows.
 *
 * @param passed      tests that passed
 * @param failed      failures that nothing excuses
 * @param neverReached names the C server passes and this run did not come to, and nothing excuses
 * @param pending     tests left out or failed that wait for something
 * @param excluded    tests left out or failed that cannot apply
 * @param unexpected  tests that passed although a line says that they wait
 */
record Verdict(
        FileResult result,
        int passed,
        List<TestResult> failed,
        List<String> neverReached,
        int pending,
        int excluded,
        List<String> unexpected) {

    static Verdict of(FileResult result, List<String> baseline, Expectations expectations, String filter) {
        return new Count(result, expectations).of(baseline, filter);
    }

    /** Whether everything that had to pass did, and the file came to its end. */
    boolean isAsExpected() {
        return failed.isEmpty() && neverReached.isEmpty() && result.trouble().isEmpty();
    }

    private static final class Count {
        private final FileResult result;
        private final Expectations expectations;
        private final Map<Expectations.Kind, Integer> excused = new EnumMap<>(Expectations.Kind.class);
        private final List<TestResult> failed = new ArrayList<>();
        private final List<String> neverReached = new ArrayList<>();
        private final List<String> unexpected = new ArrayList<>();
        private int passed;

        Count(FileResult result, Expectations expectations) {
            this.result = result;
            this.expectations = expectations;
        }

        Verdict of(List<String> baseline, String filter) {
            Map<String, Integer> seen = new HashMap<>();
            for (TestResult test : result.tests()) {
                if (test.name().contains(filter) || test.name().equals(TestResult.OUTSIDE_TESTS)) {
                    seen.merge(TestNames.comparable(test.name()), 1, Integer::sum);
                    add(test);
                }
            }
            for (String name : baseline) {
                int left = seen.merge(TestNames.comparable(name), -1, Integer::sum);
                if (left < 0 && name.contains(filter) && !isExcused(name)) {
                    neverReached.add(name);
                }
            }
            return new Verdict(
                    result,
                    passed,
                    failed,
                    neverReached,
                    excused.getOrDefault(Expectations.Kind.PENDING, 0),
                    excused.getOrDefault(Expectations.Kind.EXCLUDED, 0),
                    unexpected);
        }

        private void add(TestResult test) {
            switch (test.outcome()) {
                case PASSED -> {
                    passed++;
                    if (!expectations.of(result.file(), test.name()).isEmpty()) {
                        unexpected.add(test.name());
                    }
                }
                case FAILED -> {
                    if (!isExcused(test.name())) {
                        failed.add(test);
                    }
                }
                case SKIPPED -> isExcused(test.name());
            }
        }

        /** Whether a line excuses the test; it is then counted. */
        private boolean isExcused(String name) {
            List<Expectations.Line> lines = expectations.of(result.file(), name);
            lines.stream().findFirst().ifPresent(line -> excused.merge(line.kind(), 1, Integer::sum));
            return !lines.isEmpty();
        }
    }
}
