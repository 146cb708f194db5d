package io.glassbox.durability.snapshot;

import io.glassbox.engine.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Snapshots that a process was killed over, of this server or of another one in the same directory. Who is at them cannot be known for
 * certain, so they are named and not removed.
 */
public final class Leftovers {
    private static final Pattern NAME = Pattern.compile("temp-(bg-|copy-|copying-)?\\d+(-\\d+)?\\.rdb");

    private Leftovers() {}

    /** Says in the log which there are. */
    public static void report(Server server) {
        Path directory = server.directory().path();
        try {
            for (Path file : server.directory().files().list(directory)) {
                if (NAME.matcher(String.valueOf(file.getFileName())).matches()) {
                    server.log()
                            .warning("The file " + file + " is what a process has left of a snapshot that it did not"
                                    + " complete. Unless another server is writing it now, it can be deleted.");
                }
            }
        } catch (IOException unimportant) {
            // Whoever needs the directory will say what is wrong with it.
        }
    }
}
