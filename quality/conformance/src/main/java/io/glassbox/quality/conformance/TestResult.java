package io.glassbox.quality.conformance;

/**
 * What became of one test of the suite.
 *
 * @param detail the suite's message of a failure, empty otherwise
 */
record TestResult(String name, Outcome outcome, String detail) {
    enum Outcome {
        PASSED,
        FAILED,
        /** Left out because we told the suite so. */
        SKIPPED
    }

    /**
     * The name of everything that goes wrong between tests: a block's preparation, a server that does not start. What
     * that costs of the tests that follow counts as never reached.
     */
    static final String OUTSIDE_TESTS = "[outside tests]";

    static TestResult passed(String name) {
        return new TestResult(name, Outcome.PASSED, "");
    }

    static TestResult failed(String name, String detail) {
        return new TestResult(name, Outcome.FAILED, detail);
    }

    static TestResult skipped(String name) {
        return new TestResult(name, Outcome.SKIPPED, "");
    }
}
