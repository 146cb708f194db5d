package io.glassbox.tools.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.glassbox.durability.aof.AofManifest;
import io.glassbox.durability.aof.BadManifest;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import io.glassbox.foundation.log.Log;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * glassbox-check-aof: with Redis's arguments it is redis-check-aof, to its exit code; whoever gives an option of ours gets the command
 * line that is in its help. A file is a manifest, one of its parts, or a single file of before there were manifests.
 */
@Command(
        name = "glassbox-check-aof",
        description = {
            "Checks an append-only file, all of its parts if given the manifest, and prints what redis-check-aof prints.",
            "Exit code 0: it is whole, or has been made so; 1: it is not, or cannot be read."
        })
public final class CheckAof implements Callable<Integer> {
    private static final String FIX = "--fix";
    private static final String TRUNCATE = "--truncate-to-timestamp";

    /** As much of a line of a manifest as is looked at to tell that it is one. */
    private static final int LINE_BYTES = 1024;

    private final Surroundings surroundings;

    @Option(names = FIX, description = "Cut the last file where it stops being in order, after a question.")
    private boolean fixes;

    @Option(
            names = TRUNCATE,
            paramLabel = "SECONDS",
            description = "Cut the last file at this unix time, if it has notes of the time (aof-timestamp-enabled).")
    private long truncateAt;

    @Mixin
    private ContentsOptions options = new ContentsOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "file.manifest or file.aof")
    private String file = "";

    private CheckAof(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        Surroundings.runProcess("glassbox-check-aof", CheckAof::run, arguments);
    }

    static int run(Surroundings surroundings, String... arguments) {
        CheckAof check = new CheckAof(surroundings);
        if (OwnOptions.areIn(arguments)) {
            return OwnOptions.execute(new CommandLine(check), surroundings, arguments);
        }
        List<String> words = Arrays.asList(arguments);
        check.file = words.isEmpty() ? "" : words.getLast();
        if (words.size() == 1) {
            return check.call();
        }
        if (words.size() == 2 && words.getFirst().equals(FIX)) {
            check.fixes = true;
            return check.call();
        }
        if (words.size() == 3 && words.getFirst().equals(TRUNCATE)) {
            try {
                check.truncateAt = Long.parseLong(words.get(1).strip());
            } catch (NumberFormatException e) {
                surroundings.line("Invalid timestamp, aborting...");
                return 1;
            }
            return check.call();
        }
        surroundings.line("Usage: " + surroundings.program()
                + " [--fix|--truncate-to-timestamp $timestamp] <file.manifest|file.aof>");
        return 1;
    }

    @Override
    public Integer call() {
        Surroundings printing = options.printing(surroundings);
        Contents snapshots = new Contents(options);
        AofContents commands = new AofContents(options);
        AofCheck check = new AofCheck(printing, new AofCheck.Task(fixes, truncateAt), snapshots, commands);
        boolean isSound;
        try {
            checkAll(check, printing);
            isSound = true;
        } catch (AofCheck.Ended e) {
            isSound = false;
        }
        if (options.isWanted()) {
            Report report = new Report().fact("file", file).fact("sound", isSound);
            snapshots.addTo(report);
            commands.addTo(report);
            report.print(surroundings.out(), options.isJson());
        }
        return isSound ? 0 : 1;
    }

    private void checkAll(AofCheck check, Surroundings printing) {
        String path = Surroundings.bytes(file);
        if (isManifest(check, path)) {
            checkParts(check, printing, path);
            return;
        }
        boolean isSnapshot = check.isSnapshot(path);
        printing.line("Start checking Old-Style AOF");
        AofCheck.Part part = new AofCheck.Part(path, path, true, "AOF");
        printOutcome(printing, part, check.check(part, isSnapshot));
    }

    /** Whether its first line that is no remark begins as a line of a manifest does. */
    private static boolean isManifest(AofCheck check, String path) {
        byte[] line = new byte[LINE_BYTES];
        try (StoredFile opened = check.open(path, FileSystem.Mode.READ, "")) {
            ByteStream in = new ByteStream(opened, 0);
            int length = in.readLine(line, LINE_BYTES);
            while (length > 0 && line[0] == '#') {
                length = in.readLine(line, LINE_BYTES);
            }
            return length >= 4 && new String(line, 0, 4, ISO_8859_1).equals("file");
        } catch (IOException e) {
            return false;
        }
    }

    private void checkParts(AofCheck check, Surroundings printing, String path) {
        printing.line("Start checking Multi Part AOF");
        AofManifest manifest = read(printing, path);
        List<AofManifest.Part> parts = manifest.parts();
        int slash = path.lastIndexOf('/');
        String directory = slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
        boolean isIncrementSeen = false;
        for (int i = 0; i < parts.size(); i++) {
            AofManifest.Part part = parts.get(i);
            AofCheck.Part checked = new AofCheck.Part(
                    part.name(),
                    directory + "/" + part.name(),
                    i == parts.size() - 1,
                    part.kind() == 'b' ? "BASE AOF" : "INCR AOF");
            boolean isSnapshot = part.kind() == 'b' && check.isSnapshot(checked.path());
            if (part.kind() == 'b') {
                printing.line("Start to check BASE AOF (" + (isSnapshot ? "RDB" : "RESP") + " format).");
            } else if (!isIncrementSeen) {
                isIncrementSeen = true;
                printing.line("Start to check INCR files.");
            }
            printOutcome(printing, checked, check.check(checked, isSnapshot));
        }
        printing.line("All AOF files and manifest are valid");
    }

    private AofManifest read(Surroundings printing, String path) {
        Log log = printing.log();
        try {
            byte[] text = surroundings.files().readAll(surroundings.path(file));
            return AofManifest.parse(new String(text, ISO_8859_1));
        } catch (BadManifest bad) {
            log.warning("\n*** FATAL AOF MANIFEST FILE ERROR ***\n");
            if (!bad.text().isEmpty()) {
                log.warning("Reading the manifest file, at line " + bad.line() + "\n");
                log.warning(">>> '" + bad.text() + "'\n");
            }
            log.warning(bad.reason() + "\n");
        } catch (IOException e) {
            log.warning("Fatal error: can't open the AOF manifest file " + path + " for reading");
        }
        throw new AofCheck.Ended();
    }

    private void printOutcome(Surroundings printing, AofCheck.Part part, AofCheck.Outcome outcome) {
        printing.line(
                switch (outcome) {
                    case SOUND -> part.kind() + " " + part.name() + " is valid";
                    case EMPTY -> part.kind() + " " + part.name() + " is empty";
                    case TRUNCATED -> "Successfully truncated AOF " + part.name();
                    case TRUNCATED_AT_TIME ->
                        "Successfully truncated AOF " + part.name() + " to timestamp " + truncateAt;
                });
    }
}
