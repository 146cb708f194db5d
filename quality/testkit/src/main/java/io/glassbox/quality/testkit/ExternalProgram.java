package io.glassbox.quality.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs programs of the system to their end. */
public final class ExternalProgram {
    private ExternalProgram() {}

    /** Runs it in a directory and returns what it wrote to standard output; throws with all it wrote when it fails. */
    public static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("glassbox", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectError(errors.toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed:\n" + output
                        + Files.readString(errors, StandardCharsets.UTF_8));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    /** Whether a program is on the path. */
    public static boolean exists(String name) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory).resolve(name)));
    }
}
