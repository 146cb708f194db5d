package io.glassbox.quality.conformance;

import io.glassbox.quality.testkit.ExternalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The certificates that the suite runs with under TLS, made by its own script, once: that takes a minute. */
final class TestCertificates {
    private TestCertificates() {}

    /** A folder that is to be {@code tests/tls} of the suite. */
    static Path make(Path suite, Path cache) throws IOException, InterruptedException {
        Path made = cache.resolve("tls-certificates");
        if (!Files.exists(made)) {
            System.err.println("Making certificates ...");
            Path work = Files.createTempDirectory(Files.createDirectories(cache), "certificates");
            ExternalProgram.run(
                    work,
                    List.of("bash", suite.resolve("utils/gen-test-certs.sh").toString()));
            Files.move(work.resolve("tests/tls"), made);
            SuiteSource.delete(work);
        }
        return made;
    }
}
