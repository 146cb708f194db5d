package io.glassbox.tools.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.glassbox.foundation.file.FileErrors;
import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Checks one file of commands, behind a snapshot or not, prints what redis-check-aof prints, and cuts it if that is wanted. */
final class AofCheck {
    /** What is to be done: {@code truncateAt} cuts at that time in unix seconds; 0 does not. */
    record Task(boolean isFixed, long truncateAt) {}

    /** How a file of the many was left. */
    enum Outcome {
        SOUND,
        EMPTY,
        TRUNCATED,
        TRUNCATED_AT_TIME
    }

    /** There is nothing more to do, for a reason that was printed. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("ended", null, false, false);
        }
    }

    private static final byte[] SNAPSHOT = "REDIS".getBytes(US_ASCII);

    /** No snapshot is shorter. */
    private static final int LEAST_SNAPSHOT = 8;

    /** The longest line of a note. */
    private static final int NOTE_BYTES = 1024;

    private static final String TIME = "#TS:";

    private final Surroundings surroundings;
    private final Task task;
    private final Contents snapshots;
    private final AofContents commands;
    private final byte[] note = new byte[NOTE_BYTES];

    /** Lines are counted on from file to file. */
    private long lines = 1;

    AofCheck(Surroundings surroundings, Task task, Contents snapshots, AofContents commands) {
        this.surroundings = surroundings;
        this.task = task;
        this.snapshots = snapshots;
        this.commands = commands;
    }

    /** A file to check: what messages call it, where it is, and whether it is the last, which alone may be cut. */
    record Part(String name, String path, boolean isLast, String kind) {}

    /** Whether a file begins with a snapshot; prints why and ends if it cannot be read. */
    boolean isSnapshot(String path) {
        try (StoredFile file = open(path, FileSystem.Mode.READ, "")) {
            if (file.size() < LEAST_SNAPSHOT) {
                return false;
            }
            byte[] first = new byte[SNAPSHOT.length];
            new ByteStream(file, 0).read(first.length, first);
            return Arrays.equals(first, SNAPSHOT);
        } catch (IOException e) {
            throw ended("Cannot read file: " + path);
        }
    }

    StoredFile open(String path, FileSystem.Mode mode, String consequence) {
        try {
            Path real = surroundings.path(Surroundings.text(path));
            // Opening to write would make one.
            FileSystem.Mode least = surroundings.files().exists(real) ? mode : FileSystem.Mode.READ;
            return surroundings.files().open(real, least);
        } catch (IOException e) {
            throw ended("Cannot open file " + path + ": " + FileErrors.reason(e) + consequence);
        }
    }

    private Ended ended(String why) {
        surroundings.line(why);
        return new Ended();
    }

    /** Checks a file and prints what there is to say; throws {@link Ended} if the others do not matter any more. */
    Outcome check(Part part, boolean isSnapshot) {
        try (StoredFile file = open(part.path(), FileSystem.Mode.UPDATE, ", aborting...")) {
            long size = file.size();
            commands.begin();
            if (size == 0) {
                commands.end(part.name(), part.kind(), 0, 0);
                return Outcome.EMPTY;
            }
            long start = isSnapshot ? checkSnapshot(part) : 0;
            try {
                return checkCommands(part, file, start, size);
            } finally {
                commands.end(part.name(), part.kind(), size, start);
            }
        } catch (IOException e) {
            throw ended("Failed to read from AOF " + part.name() + ", aborting...");
        }
    }

    private long checkSnapshot(Part part) throws IOException {
        StoredFile file = open(part.path(), FileSystem.Mode.READ, ", aborting...");
        RdbCheck.Result result = RdbCheck.check(surroundings, part.name(), file, snapshots);
        if (result.outcome() == RdbCheck.Outcome.ABORTED) {
            throw new Ended();
        }
        if (result.outcome() == RdbCheck.Outcome.DAMAGED) {
            throw ended("RDB preamble of AOF file is not sane, aborting.");
        }
        surroundings.line("RDB preamble is OK, proceeding with AOF tail...");
        return result.end();
    }

    private Outcome checkCommands(Part part, StoredFile file, long start, long size) throws IOException {
        ByteStream in = new ByteStream(file, start);
        CommandReader reader = new CommandReader(in, part.path(), lines);
        Progress progress = new Progress(surroundings);
        long sound = start;
        String finding = "";
        try {
            int next = in.peek();
            while (next >= 0) {
                long begin = in.position();
                if (next == '#') {
                    if (isCutAtNote(part, file, in)) {
                        return Outcome.TRUNCATED_AT_TIME;
                    }
                } else if (next == '*') {
                    reader.read();
                    commands.command(reader.name(), reader.argument(), in.position() - begin);
                } else {
                    surroundings.line("AOF " + part.name() + " format error");
                    break;
                }
                sound = reader.isInMulti() ? sound : in.position();
                progress.at(in.position(), size);
                next = in.peek();
            }
            if (next < 0 && reader.isInMulti()) {
                throw reader.unfinished();
            }
        } catch (BadCommand bad) {
            finding = bad.text().isEmpty() && reader.isInMulti()
                    ? reader.unfinished().text()
                    : bad.text();
        }
        progress.clear();
        lines = reader.lines();
        if (!finding.isEmpty()) {
            surroundings.line(finding);
        }
        return conclude(part, file, size, sound);
    }

    /** Reads a note, and cuts the file there if it tells a time that is too late. */
    private boolean isCutAtNote(Part part, StoredFile file, ByteStream in) throws IOException {
        long place = in.position();
        int length = in.readLine(note, NOTE_BYTES - 1);
        String text = new String(note, 0, length, ISO_8859_1);
        if (!text.startsWith(TIME)) {
            return false;
        }
        int digits = TIME.length();
        while (digits < length && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        boolean isTime =
                digits > TIME.length() && digits - TIME.length() < 19 && digits < length && text.charAt(digits) == '\r';
        if (!isTime) {
            if (task.truncateAt() != 0) {
                throw ended("Invalid timestamp annotation");
            }
            return false;
        }
        long time = Long.parseLong(text, TIME.length(), digits, 10);
        if (task.truncateAt() == 0 || time <= task.truncateAt()) {
            commands.time(time);
            return false;
        }
        cutAtTime(part, file, place);
        return true;
    }

    private void cutAtTime(Part part, StoredFile file, long place) {
        if (place == 0) {
            throw ended("AOF " + part.path() + " has nothing before timestamp " + task.truncateAt() + ", aborting...");
        }
        if (!part.isLast()) {
            throw ended("Failed to truncate AOF " + part.path() + " to timestamp " + task.truncateAt() + " to offset "
                    + place + " because it is not the last file.\n"
                    + "If you insist, please delete all files after this file according to the manifest file and delete"
                    + " the corresponding records in manifest file manually. Then re-run redis-check-aof.");
        }
        if (!isCut(file, place)) {
            throw ended("Failed to truncate AOF " + part.path() + " to timestamp " + task.truncateAt());
        }
    }

    private static boolean isCut(StoredFile file, long size) {
        try {
            file.truncate(size);
            file.sync();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Outcome conclude(Part part, StoredFile file, long size, long sound) throws IOException {
        long rest = size - sound;
        if (rest == 0 && task.truncateAt() != 0) {
            surroundings.line("Truncate nothing in AOF " + part.name() + " to timestamp " + task.truncateAt());
            return Outcome.SOUND;
        }
        surroundings.line("AOF analyzed: filename=" + part.name() + ", size=" + size + ", ok_up_to=" + sound
                + ", ok_up_to_line=" + lines + ", diff=" + rest);
        if (rest == 0) {
            return Outcome.SOUND;
        }
        if (!task.isFixed()) {
            throw ended("AOF " + part.name() + " is not valid. Use the --fix option to try fixing it.");
        }
        if (!part.isLast()) {
            throw ended("Failed to truncate AOF " + part.name() + " because it is not the last file");
        }
        surroundings.line("This will shrink the AOF " + part.name() + " from " + size + " bytes, with " + rest
                + " bytes, to " + sound + " bytes");
        if (!isConfirmed()) {
            throw ended("Aborting...");
        }
        if (!isCut(file, sound)) {
            throw ended("Failed to truncate AOF " + part.name());
        }
        return Outcome.TRUNCATED;
    }

    private boolean isConfirmed() throws IOException {
        surroundings.out().print("Continue? [y/N]: ");
        surroundings.out().flush();
        int answer = surroundings.in().read();
        return answer == 'y' || answer == 'Y';
    }
}
