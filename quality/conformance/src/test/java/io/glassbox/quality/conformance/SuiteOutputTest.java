package io.glassbox.quality.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteOutputTest {
    @Test
    void resultsAreReadWithTheirNamesAndMessages() {
        SuiteOutput output = SuiteOutput.parse("""
                [ready]: 1234
                Testing unit/example
                [ok]: SET (with) brackets (3 ms)
                Waiting for process 77 to exit...
                [err]: GET fails in tests/unit/example.tcl
                Expected '1' to be equal to '2'
                [skip]: left out
                [ignore]: large: large memory flag not provided
                [1/1 done]: unit/example (0 seconds)

                                   The End

                [err]: GET fails in tests/unit/example.tcl
                """);
        assertEquals(
                List.of(
                        TestResult.passed("SET (with) brackets"),
                        TestResult.failed("GET fails", "Expected '1' to be equal to '2'"),
                        TestResult.skipped("left out")),
                output.tests());
        assertTrue(output.isComplete());
    }

    @Test
    void aNameOfTwoLinesIsOneTest() {
        assertEquals(
                List.of(TestResult.passed("first second")),
                SuiteOutput.parse("[ok]: first\nsecond (0 ms)\n").tests());
    }

    @Test
    void anErrorWithoutFileHappenedOutsideTests() {
        SuiteOutput output = SuiteOutput.parse("[err]: wn command\n    while executing\n");
        assertEquals(TestResult.OUTSIDE_TESTS, output.tests().getFirst().name());
        assertFalse(output.isComplete());
    }

    @Test
    void anExceptionEndsTheFile() {
        SuiteOutput output = SuiteOutput.parse("[exception]: I/O error\n");
        assertEquals(List.of(TestResult.failed(TestResult.OUTSIDE_TESTS, "I/O error")), output.tests());
        assertTrue(output.isComplete());
    }
}
