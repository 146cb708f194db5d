package io.glassbox.server.process;

import io.glassbox.foundation.file.FileSystem;
import io.glassbox.foundation.log.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The file that tells other programs which process the server is. */
final class PidFile {
    private final FileSystem files;
    private final Path path;
    private boolean written;

    PidFile(FileSystem files, Path path) {
        this.files = files;
        this.path = path;
    }

    void write(Log log) {
        String pid = ProcessHandle.current().pid() + "\n";
        try (var file = files.open(path, FileSystem.Mode.CREATE)) {
            file.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            written = true;
        } catch (IOException e) {
            log.warning("Failed to write PID file: " + e.getMessage());
        }
    }

    void delete() {
        if (written) {
            try {
                files.delete(path);
            } catch (IOException e) {
                written = false;
            }
        }
    }
}
