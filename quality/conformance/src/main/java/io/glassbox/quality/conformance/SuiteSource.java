package io.glassbox.quality.conformance;

import io.glassbox.quality.testkit.ExternalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings the source package of Redis 7.0.15, which holds the suite, into the cache folder. apt does it, with lists and
 * sources of its own under the cache, so that nothing of the system is changed and no special rights are needed; apt also
 * checks the signatures. The system's own mirrors are asked first and Debian's after them.
 */
final class SuiteSource {
    static final String VERSION = "7.0.15";

    private static final Path SOURCES = Path.of("/etc/apt");
    private static final Path DEBIAN_KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private final Path cache;

    SuiteSource(Path cache) {
        this.cache = cache;
    }

    /** The folder that has {@code tests/} in it; fetched when it is not there yet. */
    Path fetch() throws IOException, InterruptedException {
        Path suite = cache.resolve("redis-" + VERSION);
        if (!Files.exists(suite.resolve("tests/test_helper.tcl"))) {
            System.err.println("Fetching the test suite of Redis " + VERSION + " ...");
            Path work = Files.createDirectories(cache).resolve("apt");
            Path archive = download(work);
            Path unpacked = Files.createTempDirectory(cache, "unpack");
            ExternalProgram.run(unpacked, List.of("tar", "-xzf", archive.toString()));
            Files.move(unpacked.resolve("redis-" + VERSION), suite, StandardCopyOption.ATOMIC_MOVE);
            delete(unpacked);
            delete(work);
        }
        return suite;
    }

    private Path download(Path work) throws IOException, InterruptedException {
        List<String> entries = new ArrayList<>(List.of(entriesOfSystem(), entryOfDebian()));
        IOException last = new IOException("no source of packages is configured");
        for (String entry : entries) {
            if (entry.isBlank()) {
                continue;
            }
            delete(work);
            for (String directory : List.of("lists/partial", "cache/archives/partial", "source")) {
                Files.createDirectories(work.resolve(directory));
            }
            Files.writeString(work.resolve("sources.sources"), entry);
            try {
                return download(work, apt(work));
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException("cannot fetch the source package of Redis " + VERSION, last);
    }

    private static Path download(Path work, List<String> options) throws IOException, InterruptedException {
        ExternalProgram.run(work, command("apt-get", options, "-q", "update"));
        String shown = ExternalProgram.run(work, command("apt-cache", options, "showsrc", "redis"));
        String version = shown.lines()
                .filter(line -> line.startsWith("Version: 5:" + VERSION + "-"))
                .map(line -> line.substring("Version: ".length()))
                .findFirst()
                .orElseThrow(() -> new IOException("no source package of Redis " + VERSION + " is offered"));
        Path directory = work.resolve("source");
        ExternalProgram.run(
                directory, command("apt-get", options, "-q", "source", "--download-only", "redis=" + version));
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".orig.tar.gz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the source package has no archive"));
        }
    }

    private static List<String> command(String program, List<String> options, String... words) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(options);
        command.addAll(List.of(words));
        return command;
    }

    private static List<String> apt(Path work) {
        return List.of(
                "-o", "Dir::Etc::sourcelist=" + work.resolve("sources.sources"),
                "-o", "Dir::Etc::sourceparts=/dev/null",
                "-o", "Dir::State::lists=" + work.resolve("lists"),
                "-o", "Dir::Cache=" + work.resolve("cache"),
                "-o", "APT::Sandbox::User=");
    }

    /** The system's entries of packages, rewritten to ask for sources, in the format of several lines. */
    private static String entriesOfSystem() throws IOException {
        StringBuilder entries = new StringBuilder();
        List<Path> files = new ArrayList<>(List.of(SOURCES.resolve("sources.list")));
        if (Files.isDirectory(SOURCES.resolve("sources.list.d"))) {
            try (Stream<Path> parts = Files.list(SOURCES.resolve("sources.list.d"))) {
                parts.sorted().forEach(files::add);
            }
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (Files.isReadable(file) && name.endsWith(".sources")) {
                entries.append(Files.readString(file).replaceAll("(?m)^Types:.*$", "Types: deb-src"))
                        .append("\n\n");
            } else if (Files.isReadable(file) && name.endsWith(".list")) {
                Files.readAllLines(file).forEach(line -> entries.append(entryOfLine(line)));
            }
        }
        return entries.toString();
    }

    /** {@code deb [options] uri suite component...} as an entry of several lines; options but the key are dropped. */
    private static String entryOfLine(String line) {
        String text = line.strip();
        if (!text.startsWith("deb ")) {
            return "";
        }
        String key = "";
        String rest = text.substring("deb ".length()).strip();
        if (rest.startsWith("[")) {
            String options = rest.substring(1, rest.indexOf(']'));
            rest = rest.substring(rest.indexOf(']') + 1).strip();
            key = Stream.of(options.split("\\s+"))
                    .filter(option -> option.startsWith("signed-by="))
                    .map(option -> "Signed-By: " + option.substring("signed-by=".length()) + "\n")
                    .findFirst()
                    .orElse("");
        }
        List<String> words = List.of(rest.split("\\s+"));
        if (words.size() < 3) {
            return "";
        }
        return "Types: deb-src\nURIs: " + words.get(0) + "\nSuites: " + words.get(1) + "\nComponents: "
                + String.join(" ", words.subList(2, words.size())) + "\n" + key + "\n";
    }

    private static String entryOfDebian() {
        return "Types: deb-src\nURIs: http://deb.debian.org/debian\nSuites: bookworm\nComponents: main\n"
                + (Files.exists(DEBIAN_KEYS) ? "Signed-By: " + DEBIAN_KEYS + "\n" : "");
    }

    /** Removes a file or a folder with all that is in it, if it exists. */
    static void delete(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
