package io.glassbox.quality.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareTest {
    private static FileResult result(TestResult... tests) {
        return new FileResult("unit/x", List.of(tests), List.of(), Duration.ZERO);
    }

    private static FileResult passing(String... names) {
        return result(Stream.of(names).map(TestResult::passed).toArray(TestResult[]::new));
    }

    private static List<String> missing(Share share) {
        return share.missing().stream().map(Share.Missing::name).toList();
    }

    @Test
    void onlyWhatTheCServerPassesCounts() {
        FileResult theirs =
                result(TestResult.passed("one"), TestResult.failed("two", "no"), TestResult.passed("three"));
        Share share = Share.of(theirs, passing("one", "two", "four"), Expectations.none());
        assertEquals(2, share.theirs());
        assertEquals(List.of("three"), missing(share));
    }

    @Test
    void aNameThatOccursTwiceHasToPassTwiceWhateverItsNumbers() {
        Share share = Share.of(passing("port 1", "port 2"), passing("port 3"), Expectations.none());
        assertEquals(List.of("port 2"), missing(share));
    }

    @Test
    void whatWaitsCountsAsNotPassingAndIsToldApart(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("exclusions.txt"), "unit/x | child | no child process\n");
        Files.writeString(directory.resolve("pending.txt"), "unit/x | replica | waits for replication\n");
        Expectations expectations = Expectations.read(directory, Mode.EXTERNAL);
        FileResult theirs = passing("child", "replica", "a", "b", "c");

        Share share = Share.of(theirs, passing("a", "b"), expectations);
        Share.Total total = new Share.Total();
        total.add(share);

        assertEquals(
                List.of(
                        new Share.Missing("child", false, "no child process"),
                        new Share.Missing("replica", true, "waits for replication"),
                        new Share.Missing("c", false, "")),
                share.missing());
        assertEquals(40, total.percent());
        assertEquals(50, total.percentWithoutWaiting());
        assertFalse(total.isWholeButForWaiting());
    }

    @Test
    void theShareIsWholeWhenOnlyWhatWaitsIsMissing(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("exclusions.txt"), "");
        Files.writeString(directory.resolve("pending.txt"), "unit/x | * | waits for replication\n");
        Share.Total total = new Share.Total();
        total.add(Share.of(passing("a", "b"), passing(), Expectations.read(directory, Mode.EXTERNAL)));
        assertTrue(total.isWholeButForWaiting());
        assertEquals(0, total.percent());
        assertEquals(100, total.percentWithoutWaiting());
    }
}
