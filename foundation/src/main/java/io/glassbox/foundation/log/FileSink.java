package io.glassbox.foundation.log;

import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.file.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Lines to the end of a file that is opened for each of them, as Redis does: a rotated or deleted file is followed at
 * once, without a signal. Log lines are rare enough for that.
 */
public final class FileSink implements LogSink {
    private final FileSystem files;
    private final Path file;

    public FileSink(FileSystem files, Path file) {
        this.files = files;
        this.file = file;
    }

    /** Creates the file if missing, and thereby tells at start whether it can be written at all. */
    public void probe() throws IOException {
        files.open(file, FileSystem.Mode.APPEND).close();
    }

    @Override
    public synchronized void write(LogLevel level, String message, String line) {
        try (StoredFile opened = files.open(file, FileSystem.Mode.APPEND)) {
            opened.write(ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            // A full disk or a removed directory costs log lines, not the server.
            return;
        }
    }
}
