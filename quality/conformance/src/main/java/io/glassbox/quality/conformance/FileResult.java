package io.glassbox.quality.conformance;

import java.time.Duration;
import java.util.List;

/**
 * What came out of one test file.
 *
 * @param trouble what stopped the file as a whole (time limit, dead server, no end reached), empty when nothing did
 */
record FileResult(String file, List<TestResult> tests, List<String> trouble, Duration time) {
    /** Of a file that was left out as a whole. */
    static FileResult notRun(String file) {
        return new FileResult(file, List.of(), List.of(), Duration.ZERO);
    }
}
