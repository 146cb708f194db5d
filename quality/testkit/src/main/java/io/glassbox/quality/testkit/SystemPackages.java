package io.glassbox.quality.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Installs, through apt, the programs of the system that somebody needs and that are missing. */
public final class SystemPackages {
    private static final Path ROOT = Path.of("/");

    private SystemPackages() {}

    /** A program and the Debian package that brings it. */
    public record Needed(String program, String debianPackage) {}

    public static void ensure(List<Needed> programs) throws IOException, InterruptedException {
        List<String> missing = programs.stream()
                .filter(needed -> !ExternalProgram.exists(needed.program))
                .map(Needed::debianPackage)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            install(missing);
        }
    }

    /** For a package that brings no program: installs it if a command that needs it fails. */
    public static void ensure(List<String> command, String debianPackage) throws IOException, InterruptedException {
        try {
            ExternalProgram.run(ROOT, command);
        } catch (IOException e) {
            install(List.of(debianPackage));
        }
    }

    private static void install(List<String> missing) throws IOException, InterruptedException {
        if (!ExternalProgram.exists("apt-get")) {
            throw new IOException("please install: " + String.join(", ", missing));
        }
        System.err.println("Installing " + String.join(" ", missing) + " ...");
        List<String> install = asRoot("apt-get", "-q", "-y", "--no-install-recommends", "install");
        install.addAll(missing);
        try {
            ExternalProgram.run(ROOT, install);
        } catch (IOException e) {
            ExternalProgram.run(ROOT, asRoot("apt-get", "-q", "update"));
            ExternalProgram.run(ROOT, install);
        }
    }

    private static List<String> asRoot(String... command) {
        List<String> words = new ArrayList<>();
        if (!System.getProperty("user.name").equals("root")) {
            words.add("sudo");
        }
        words.addAll(List.of("env", "DEBIAN_FRONTEND=noninteractive"));
        words.addAll(List.of(command));
        return words;
    }
}
