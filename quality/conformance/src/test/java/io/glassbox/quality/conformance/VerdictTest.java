package io.glassbox.quality.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {
    @TempDir
    private Path directory;

    private Expectations expectations = Expectations.none();

    @BeforeEach
    void writeExpectations() throws IOException {
        Files.writeString(directory.resolve("exclusions.txt"), "# none\nunit/x | child | no child process\n");
        Files.writeString(directory.resolve("pending.txt"), """
                unit/x | a | b with bars | waits for lists
                unit/x | prefix * | waits for sets
                full:unit/x | only full | waits for replication
                unit/y | * | waits for streams
                """);
        expectations = Expectations.read(directory, Mode.EXTERNAL);
    }

    private Verdict verdict(List<String> baseline, TestResult... tests) {
        FileResult result = new FileResult("unit/x", List.of(tests), List.of(), Duration.ZERO);
        return Verdict.of(result, baseline, expectations, "");
    }

    @Test
    void whatTheCServerPassesAndThisRunNeverReachedCounts() {
        Verdict verdict = verdict(List.of("one", "two"), TestResult.passed("one"));
        assertEquals(List.of("two"), verdict.neverReached());
        assertFalse(verdict.isAsExpected());
    }

    @Test
    void numbersInNamesMayDiffer() {
        Verdict verdict = verdict(List.of("port 21111", "port 21111"), TestResult.passed("port 5"));
        assertEquals(1, verdict.neverReached().size());
    }

    @Test
    void linesExcuseFailuresAndWhatIsLeftOutButNotOtherTests() {
        Verdict verdict = verdict(
                List.of("child", "a | b with bars", "prefix 1", "only full"),
                TestResult.failed("child", "no"),
                TestResult.skipped("a | b with bars"),
                TestResult.failed("only full", "no"));
        assertEquals(1, verdict.excluded());
        assertEquals(2, verdict.pending());
        assertEquals(
                List.of("only full"),
                verdict.failed().stream().map(TestResult::name).toList());
    }

    @Test
    void aTestThatPassesBeforeItsTimeIsNamed() {
        Verdict verdict = verdict(List.of("prefix 1"), TestResult.passed("prefix 1"));
        assertEquals(List.of("prefix 1"), verdict.unexpected());
        assertTrue(verdict.isAsExpected());
    }

    @Test
    void aStarStandsForTheWholeFile() {
        assertEquals(
                "waits for streams", expectations.ofFile("unit/y").getFirst().reason());
        assertTrue(expectations.ofFile("unit/x").isEmpty());
    }

    @Test
    void namesToLeaveOutBecomePatternsOfTheSuite() {
        assertEquals(List.of("child", "a | b with bars", "/^prefix "), expectations.skipped("unit/x"));
        assertEquals("a\\.b\\*", Expectations.escape("a.b*"));
    }
}
